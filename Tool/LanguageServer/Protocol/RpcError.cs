namespace NetArch.Tool.LanguageServer.Protocol;

/// <summary>The codes of JSON-RPC 2.0 and of the language server protocol.</summary>
internal static class RpcError
{
    public const int ParseError = -32700, InvalidRequest = -32600, MethodNotFound = -32601, InvalidParams = -32602, InternalError = -32603;

    public const int ServerNotInitialized = -32002, RequestFailed = -32803, RequestCancelled = -32800;
}

/// <summary>A request that cannot be answered; the message goes to the client.</summary>
internal sealed class RpcException(int code, string message) : Exception(message)
{
    public int Code { get; } = code;
}
