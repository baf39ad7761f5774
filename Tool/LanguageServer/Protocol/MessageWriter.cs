using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace NetArch.Tool.LanguageServer.Protocol;

/// <summary>Writes messages, each whole, from any thread.</summary>
internal sealed class MessageWriter(Stream stream)
{
    private readonly Lock guard = new();
    private int lastRequest;

    public void Result<TResult>(JsonElement id, TResult? result, JsonTypeInfo<TResult> type)
        where TResult : class => Write(json =>
    {
        json.WritePropertyName("id");
        id.WriteTo(json);
        json.WritePropertyName("result");
        if (result is null) json.WriteNullValue();
        else JsonSerializer.Serialize(json, result, type);
    });

    /// <param name="id">Null where the request could not even be read.</param>
    public void Error(JsonElement? id, int code, string message) => Write(json =>
    {
        json.WritePropertyName("id");
        if (id is { } known) known.WriteTo(json);
        else json.WriteNullValue();
        json.WriteStartObject("error");
        json.WriteNumber("code", code);
        json.WriteString("message", message);
        json.WriteEndObject();
    });

    public void Notify<TParams>(string method, TParams parameters, JsonTypeInfo<TParams> type) => Write(json =>
    {
        json.WriteString("method", method);
        json.WritePropertyName("params");
        JsonSerializer.Serialize(json, parameters, type);
    });

    /// <summary>Asks the client something whose answer does not matter.</summary>
    public void Request<TParams>(string method, TParams parameters, JsonTypeInfo<TParams> type) => Write(json =>
    {
        json.WriteString("id", $"netarch-{Interlocked.Increment(ref lastRequest)}");
        json.WriteString("method", method);
        json.WritePropertyName("params");
        JsonSerializer.Serialize(json, parameters, type);
    });

    private void Write(Action<Utf8JsonWriter> write)
    {
        var body = new ArrayBufferWriter<byte>(1 << 10);
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("jsonrpc", "2.0");
            write(json);
            json.WriteEndObject();
        }

        byte[] head = Encoding.ASCII.GetBytes($"Content-Length: {body.WrittenCount}\r\n\r\n");
        lock (guard)
        {
            stream.Write(head);
            stream.Write(body.WrittenSpan);
            stream.Flush();
        }
    }
}
