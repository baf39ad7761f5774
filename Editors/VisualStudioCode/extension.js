'use strict';

const { workspace, window } = require('vscode');
const { LanguageClient } = require('vscode-languageclient/node');

let client;

/** Starts `netarch lsp`, which does all the work. */
async function activate() {
  const settings = workspace.getConfiguration('netarch');
  const server = { command: settings.get('command'), args: settings.get('arguments') };
  client = new LanguageClient('netarch', 'NetArch', server, {
    documentSelector: [{ language: 'netarch' }],
  });
  try {
    await client.start();
  } catch (error) {
    window.showErrorMessage(
      `NetArch: '${server.command}' did not start (${error.message}). Install it with 'dotnet tool install --global NetArch.Tool', or say where it is in the setting netarch.command.`);
  }
}

function deactivate() {
  return client?.stop();
}

module.exports = { activate, deactivate };
