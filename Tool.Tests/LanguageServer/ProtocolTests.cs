using System.Text.Json.Nodes;

namespace NetArch.Tool.Tests.LanguageServer;

/// <summary>What the server does whatever the language: beginning, end, and messages that make no sense.</summary>
public sealed class ProtocolTests : IDisposable
{
    private const string Good = "network A { input 4; fc 2 }";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_polite_client_ends_the_server_with_exit_code_0()
    {
        using LanguageClient client = LanguageClient.Begun(folder);
        client.Leave(politely: true).ShouldBe(0);
    }

    [Fact]
    public void A_client_that_goes_away_ends_the_server_with_exit_code_1()
    {
        using LanguageClient client = LanguageClient.Begun(folder);
        client.Leave(politely: false).ShouldBe(1);
    }

    [Fact]
    public void Requests_before_initialize_and_after_shutdown_are_refused()
    {
        using var client = new LanguageClient(folder.Path);
        client.Error("textDocument/hover", LanguageClient.At("file:///none", 0, 0)).ShouldBe(-32002);
        client.Open(folder, "A.net.arch", "nonsense");

        client.Request("initialize", """{ "capabilities": {} }""")!["serverInfo"]!["name"]!.GetValue<string>().ShouldBe("netarch");
        client.Error("initialize", """{ "capabilities": {} }""").ShouldBe(-32600);
        client.Request("shutdown", "null").ShouldBeNull();
        client.Error("textDocument/hover", LanguageClient.At("file:///none", 0, 0)).ShouldBe(-32600);
    }

    [Fact]
    public void An_unknown_method_is_an_error_and_an_unknown_notification_is_ignored()
    {
        using LanguageClient client = LanguageClient.Begun(folder);
        client.Notify("$/setTrace", """{ "value": "off" }""");
        client.Notify("workspace/nonsense", "{}");
        client.Error("textDocument/nonsense", "{}").ShouldBe(-32601);
    }

    [Theory]
    [InlineData("null"), InlineData("[]"), InlineData("{}"), InlineData("""{ "textDocument": 4 }""")]
    [InlineData("""{ "textDocument": { "uri": null } }""")]
    public void Wrong_parameters_are_an_error(string parameters)
    {
        using LanguageClient client = LanguageClient.Begun(folder);
        client.Error("textDocument/formatting", parameters).ShouldBe(-32602);
        client.Error("textDocument/formatting", null).ShouldBe(-32602);
        client.Notify("textDocument/didOpen", parameters);
        ShouldBeAlive(client);
    }

    [Fact]
    public void A_document_that_is_not_open_is_an_error()
    {
        using LanguageClient client = LanguageClient.Begun(folder);
        client.Error("textDocument/formatting", LanguageClient.Of("file:///none/A.net.arch")).ShouldBe(-32602);
        client.Error("textDocument/formatting", LanguageClient.Of("not an address")).ShouldBe(-32602);
        client.Change("file:///none/A.net.arch", 2, """[{ "text": "x" }]""");
        client.Notify("textDocument/didClose", LanguageClient.Of("file:///none/A.net.arch"));
        ShouldBeAlive(client);
    }

    [Theory]
    [InlineData("{ \"jsonrpc\": "), InlineData(""), InlineData("\0\u0001"), InlineData("[1")]
    public void What_is_not_json_is_a_parse_error(string body)
    {
        using LanguageClient client = LanguageClient.Begun(folder);
        client.Send(body);
        ShouldComplain(client, -32700);
        ShouldBeAlive(client);
    }

    [Theory]
    [InlineData("[]"), InlineData("4"), InlineData("{}"), InlineData("""{ "id": 1, "method": 4 }"""), InlineData("""{ "id": [], "method": "shutdown" }""")]
    public void What_is_no_message_is_an_invalid_request(string body)
    {
        using LanguageClient client = LanguageClient.Begun(folder);
        client.Send(body);
        ShouldComplain(client, -32600);
        ShouldBeAlive(client);
    }

    [Theory]
    [InlineData("Content-Lenght: 5\r\n\r\n"), InlineData("Content-Length: many\r\n\r\n"), InlineData("Content-Length: -1\r\n\r\n")]
    [InlineData("Content-Length: 99999999999\r\n\r\n"), InlineData("\r\n")]
    public void After_a_broken_header_the_next_message_is_read(string head)
    {
        using LanguageClient client = LanguageClient.Begun(folder);
        client.SendRaw(head, "{\"x\"}"u8.ToArray());
        ShouldComplain(client, -32700);
        ShouldBeAlive(client);
    }

    [Fact]
    public void A_length_that_is_too_short_costs_that_message_alone()
    {
        using LanguageClient client = LanguageClient.Begun(folder);
        client.SendRaw("Content-Length: 10\r\n\r\n", """{ "jsonrpc": "2.0", "id": 77, "method": "shutdown" }"""u8.ToArray());
        ShouldComplain(client, -32700);
        ShouldBeAlive(client);
    }

    [Fact]
    public void A_megabyte_of_noise_costs_nothing_but_itself()
    {
        using LanguageClient client = LanguageClient.Begun(folder);
        byte[] noise = new byte[1 << 20];
        new Random(1).NextBytes(noise);
        client.SendRaw("", noise);
        client.SendRaw("\r\n\r\n");
        ShouldBeAlive(client);
    }

    [Fact]
    public void Other_headers_and_lower_case_are_understood()
    {
        using LanguageClient client = LanguageClient.Begun(folder);
        byte[] body = """{ "jsonrpc": "2.0", "id": "seven", "method": "none" }"""u8.ToArray();
        client.SendRaw($"content-length: {body.Length}\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n", body);
        JsonObject answer = client.Stray();
        answer["id"]!.GetValue<string>().ShouldBe("seven");
        answer["error"]!["code"]!.GetValue<int>().ShouldBe(-32601);
    }

    private static void ShouldComplain(LanguageClient client, int code)
    {
        JsonObject answer = client.Stray();
        answer["id"].ShouldBeNull();
        answer["error"]!["code"]!.GetValue<int>().ShouldBe(code);
    }

    private void ShouldBeAlive(LanguageClient client)
    {
        string address = client.Open(folder, "A.net.arch", Good);
        client.Findings(address).ShouldBeEmpty();
    }
}
