using NetArch.Tool.Commands;

return CommandLine.Run(args, CommandLine.TerminalOfProcess());
