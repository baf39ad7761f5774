namespace ILGPU;

/// <summary>An index or extent of 1 dimension with 64-bit components.</summary>
public readonly struct LongIndex1D(long x) : IIndex, IEquatable<LongIndex1D>
{
    public static readonly LongIndex1D Invalid = new(-1);
    public static readonly LongIndex1D Zero = new(0);
    public static readonly LongIndex1D One = new(1);

    public long X { get; } = x;

    public bool IsFirst => X == 0;

    public long Size => X;

    public IndexType IndexType => IndexType.LongIndex1D;

    public static implicit operator long(LongIndex1D idx) => idx.X;

    public static implicit operator LongIndex1D(long idx) => new(idx);

    public static explicit operator ulong(LongIndex1D idx) => (ulong)idx.X;

    public Index1D ToIntIndex() => new(checked((int)X));

    public static explicit operator Index1D(LongIndex1D index) => index.ToIntIndex();

    public bool InBounds(LongIndex1D dimension) => X >= 0 && X < dimension.X;

    public static LongIndex1D operator +(LongIndex1D first, LongIndex1D second) => new(first.X + second.X);

    public static LongIndex1D operator -(LongIndex1D first, LongIndex1D second) => new(first.X - second.X);

    public static LongIndex1D operator *(LongIndex1D first, LongIndex1D second) => new(first.X * second.X);

    public static LongIndex1D operator /(LongIndex1D first, LongIndex1D second) => new(first.X / second.X);

    public static bool operator ==(LongIndex1D first, LongIndex1D second) => first.Equals(second);

    public static bool operator !=(LongIndex1D first, LongIndex1D second) => !first.Equals(second);

    public bool Equals(LongIndex1D other) => X == other.X;

    public override bool Equals(object? obj) => obj is LongIndex1D other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(X);

    public override string ToString() => $"{X}";
}
