using System.Text.Json;

namespace NetArch.Tool.LanguageServer.Protocol;

/// <summary>A message of the client, read as far as JSON-RPC goes.</summary>
/// <param name="Id">Null for a notification.</param>
/// <param name="Method">Null for an answer to a request of ours.</param>
internal sealed record Incoming(JsonElement? Id, string? Method, JsonElement? Parameters)
{
    /// <exception cref="RpcException">It is no message.</exception>
    public static Incoming Parse(ReadOnlyMemory<byte> body)
    {
        JsonElement message = ParseJson(body);
        if (message.ValueKind != JsonValueKind.Object) throw new RpcException(RpcError.InvalidRequest, "a message is a JSON object");
        JsonElement? id = message.TryGetProperty("id", out JsonElement given) && given.ValueKind != JsonValueKind.Null ? given : null;
        if (id is { ValueKind: not (JsonValueKind.Number or JsonValueKind.String) }) throw new RpcException(RpcError.InvalidRequest, "an id is a number or a string");
        JsonElement? parameters = message.TryGetProperty("params", out JsonElement some) ? some : null;
        if (message.TryGetProperty("method", out JsonElement method))
        {
            return method.ValueKind == JsonValueKind.String
                ? new Incoming(id, method.GetString(), parameters)
                : throw new RpcException(RpcError.InvalidRequest, "a method is a string");
        }

        bool isAnswer = message.TryGetProperty("result", out _) || message.TryGetProperty("error", out _);
        return isAnswer ? new Incoming(id, null, null) : throw new RpcException(RpcError.InvalidRequest, "a message has a method, a result or an error");
    }

    private static JsonElement ParseJson(ReadOnlyMemory<byte> body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException error)
        {
            throw new RpcException(RpcError.ParseError, "a message is not JSON: " + error.Message);
        }
    }
}
