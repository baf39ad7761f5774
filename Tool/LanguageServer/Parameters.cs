using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NetArch.Tool.LanguageServer.Protocol;

namespace NetArch.Tool.LanguageServer;

internal static class Parameters
{
    /// <exception cref="RpcException">They are not what the method takes.</exception>
    public static TParams Read<TParams>(JsonElement? parameters, JsonTypeInfo<TParams> type)
        where TParams : class
    {
        try
        {
            return parameters?.Deserialize(type) ?? throw new RpcException(RpcError.InvalidParams, "the parameters are missing");
        }
        catch (JsonException error)
        {
            throw new RpcException(RpcError.InvalidParams, error.Message);
        }
    }
}
