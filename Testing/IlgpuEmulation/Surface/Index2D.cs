namespace ILGPU;

/// <summary>An index or extent of 2 dimensions with 32-bit components.</summary>
public readonly struct Index2D(int x, int y) : IIndex, IEquatable<Index2D>
{
    public static readonly Index2D Invalid = new(-1, -1);
    public static readonly Index2D Zero = new(0, 0);
    public static readonly Index2D One = new(1, 1);

    public Index2D(int value) : this(value, value)
    {
    }

    public int X { get; } = x;

    public int Y { get; } = y;

    public bool IsFirst => X == 0 && Y == 0;

    public int Size => X * Y;

    public long LongSize => (long)X * Y;

    long IIndex.Size => LongSize;

    public IndexType IndexType => IndexType.Index2D;

    public (int, int) ToValueTuple() => (X, Y);

    public void Deconstruct(out int x, out int y) => (x, y) = (X, Y);

    public static implicit operator Index2D((int x, int y) values) => new(values.x, values.y);

    public bool InBounds(Index2D dimension) => X >= 0 && X < dimension.X && Y >= 0 && Y < dimension.Y;

    public static Index2D operator +(Index2D first, Index2D second) => new(first.X + second.X, first.Y + second.Y);

    public static Index2D operator -(Index2D first, Index2D second) => new(first.X - second.X, first.Y - second.Y);

    public static Index2D operator *(Index2D first, Index2D second) => new(first.X * second.X, first.Y * second.Y);

    public static Index2D operator /(Index2D first, Index2D second) => new(first.X / second.X, first.Y / second.Y);

    public static bool operator ==(Index2D first, Index2D second) => first.Equals(second);

    public static bool operator !=(Index2D first, Index2D second) => !first.Equals(second);

    public bool Equals(Index2D other) => X == other.X && Y == other.Y;

    public override bool Equals(object? obj) => obj is Index2D other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(X, Y);

    public override string ToString() => $"({X}, {Y})";
}
