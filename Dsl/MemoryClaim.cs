namespace NetArch.Dsl;

/// <summary>How a figure must stand to the claimed one.</summary>
public sealed record Comparison
{
    public static readonly Comparison Equal = new("=", static order => order == 0);
    public static readonly Comparison AtMost = new("<=", static order => order <= 0);
    public static readonly Comparison AtLeast = new(">=", static order => order >= 0);
    public static readonly Comparison Below = new("<", static order => order < 0);
    public static readonly Comparison Above = new(">", static order => order > 0);

    private readonly Func<int, bool> accepts;

    private Comparison(string sign, Func<int, bool> accepts)
    {
        Sign = sign;
        this.accepts = accepts;
    }

    /// <summary>As written: <c>=</c>, <c>&lt;=</c>, <c>&gt;=</c>, <c>&lt;</c> or <c>&gt;</c>.</summary>
    public string Sign { get; }

    public bool Holds(long found, long claimed) => accepts(found.CompareTo(claimed));

    /// <summary>The claim nearest to a figure that it holds for: the figure itself but for <c>&lt;</c> and <c>&gt;</c>.</summary>
    public long Nearest(long found) => this == Below ? found + 1 : this == Above ? found - 1 : found;

    /// <summary>The sign where it is not the equality that is meant without one: <c>"&lt;= "</c> or nothing.</summary>
    public string Prefix => this == Equal ? string.Empty : Sign + " ";

    public bool Equals(Comparison? other) => other is not null && Sign == other.Sign;

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Sign);

    public override string ToString() => Sign;
}

/// <summary>Which memory a claim is about.</summary>
public enum MemoryKind
{
    /// <summary>The part that holds layer outputs.</summary>
    Activations,

    /// <summary>One step with Adam: weights, gradients, moments, one arena for one thread, all accumulation slots.</summary>
    Training,
}

/// <summary>A claim or question about memory. Only a plan can judge it, so it is handed on.</summary>
/// <param name="Bytes">0 for a question.</param>
/// <param name="Batch">Samples in a step.</param>
/// <param name="Span">The claimed value, or the question mark.</param>
public sealed record MemoryClaim(MemoryKind Kind, Comparison Comparison, long Bytes, bool IsQuestion, int Batch, SourceSpan Span);
