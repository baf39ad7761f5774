namespace NetArch.Tool.LanguageServer.Documents;

/// <summary>A value worked out once, when it is first asked for. Work that is cancelled leaves nothing, and the next one who asks does it.</summary>
internal sealed class Memo<TValue>(Func<CancellationToken, TValue> work)
    where TValue : class
{
    private readonly Lock guard = new();
    private TValue? value;

    public TValue Get(CancellationToken cancellation)
    {
        if (Volatile.Read(ref value) is { } known) return known;
        lock (guard)
        {
            cancellation.ThrowIfCancellationRequested();
            return value ??= work(cancellation);
        }
    }
}
