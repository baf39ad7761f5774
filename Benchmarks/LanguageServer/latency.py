"""How long `netarch lsp` takes to answer each request, over every network of the samples.

    dotnet build Tool -c Release
    python3 Benchmarks/LanguageServer/latency.py

Prints, for each method, how many requests were sent, and the median, 95th percentile and maximum of the time to the answer in
milliseconds, as a client sees it; and the same for the time from an edit to its findings, which contains the pause of 100 ms that
the server waits for more typing. The first request of each method compiles code and stands by itself.
"""
import glob
import json
import os
import queue
import subprocess
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
NETWORKS = os.path.join(ROOT, "Samples", "Networks")


class Client:
    def __init__(self):
        program = os.path.join(ROOT, "Tool", "bin", "Release", "net10.0", "netarch.dll")
        self.process = subprocess.Popen(["dotnet", program, "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.answers, self.findings, self.last = queue.Queue(), queue.Queue(), 0
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        stream = self.process.stdout
        while (head := stream.readline()):
            length = int(head.split(b":")[1])
            stream.readline()
            message = json.loads(stream.read(length))
            now = time.perf_counter()
            if message.get("method") == "textDocument/publishDiagnostics":
                self.findings.put((message["params"], now))
            elif "id" in message and "method" not in message:
                self.answers.put((message, now))

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def notify(self, method, params):
        self.send({"method": method, "params": params})

    def request(self, method, params):
        """The result, and the milliseconds until it came."""
        self.last += 1
        start = time.perf_counter()
        self.send({"id": self.last, "method": method, "params": params})
        message, end = self.answers.get(timeout=60)
        assert message["id"] == self.last and "error" not in message, message
        return message["result"], (end - start) * 1000

    def edited(self, address, version, changes):
        """The milliseconds from an edit to the findings of the edited text."""
        start = time.perf_counter()
        self.notify("textDocument/didChange", {"textDocument": {"uri": address, "version": version}, "contentChanges": changes})
        while True:
            params, end = self.findings.get(timeout=60)
            if params["uri"] == address and params.get("version") == version:
                return (end - start) * 1000


def at(line, character):
    return {"line": line, "character": character}


def main():
    client, times = Client(), {}

    def timed(method, params):
        _, milliseconds = client.request("textDocument/" + method, params)
        times.setdefault(method, []).append(milliseconds)

    client.request("initialize", {"processId": None, "rootUri": None, "capabilities": {}, "workspaceFolders": [{"uri": "file://" + NETWORKS, "name": "Networks"}]})
    client.notify("initialized", {})
    for path in sorted(glob.glob(os.path.join(NETWORKS, "*.net.arch"))):
        address, text = "file://" + path, open(path, encoding="utf-8").read()
        document, lines = {"textDocument": {"uri": address}}, text.split("\n")
        whole = {"start": at(0, 0), "end": at(len(lines), 0)}
        client.notify("textDocument/didOpen", {"textDocument": {"uri": address, "languageId": "netarch", "version": 1, "text": text}})
        for method in ("documentSymbol", "foldingRange", "semanticTokens/full", "formatting"):
            timed(method, document)
        timed("inlayHint", {**document, "range": whole})
        for line in range(0, len(lines), max(1, len(lines) // 10)):
            place = at(line, min(len(lines[line]), 6))
            for method in ("hover", "completion", "definition", "prepareRename"):
                timed(method, {**document, "position": place})
            timed("references", {**document, "position": place, "context": {"includeDeclaration": True}})
            timed("codeAction", {**document, "range": {"start": place, "end": place}, "context": {"diagnostics": []}})
        for version in range(2, 7):
            edit = [{"range": {"start": at(0, 0), "end": at(0, 0)}, "text": "# typed\n"}]
            times.setdefault("edit to findings", []).append(client.edited(address, version, edit))
            timed("inlayHint", {**document, "range": whole})

    print(f"{'request':22}{'count':>7}{'first':>9}{'median':>9}{'95%':>9}{'maximum':>9}   ms")
    for method, taken in times.items():
        first, rest = taken[0], sorted(taken[1:])
        print(f"{method:22}{len(taken):7}{first:9.1f}{rest[len(rest) // 2]:9.1f}{rest[int(len(rest) * 0.95)]:9.1f}{rest[-1]:9.1f}")


main()
