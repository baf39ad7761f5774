using System.Reflection;

namespace NetArch.IlgpuEmulation.Rewriting;

/// <summary>
/// What is known of a value on the evaluation stack: the type it would be stored as, the variable whose address it is (-1: none that is known),
/// and its text, if it is a literal string.
/// </summary>
internal readonly record struct StackValue(Type Type, int Variable = -1, string? Literal = null)
{
    public static readonly StackValue Int = new(typeof(int));
    public static readonly StackValue Long = new(typeof(long));
    public static readonly StackValue Native = new(typeof(nint));
    public static readonly StackValue Single = new(typeof(float));
    public static readonly StackValue Double = new(typeof(double));

    /// <summary>A value of a variable, field or result of this type, as the stack holds it.</summary>
    public static StackValue Of(Type type)
    {
        if (type.IsEnum)
            return Of(Enum.GetUnderlyingType(type));
        if (type.IsPointer)
            return Native;
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean or TypeCode.Char or TypeCode.SByte or TypeCode.Byte or TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Int32 or TypeCode.UInt32 => Int,
            TypeCode.Int64 or TypeCode.UInt64 => Long,
            _ => type == typeof(nint) || type == typeof(nuint) ? Native : new StackValue(type),
        };
    }

    /// <summary>The type that an instruction's suffix names, as in <c>conv.r4</c> or <c>ldind.u2</c>.</summary>
    public static StackValue? OfSuffix(string suffix) => suffix switch
    {
        "i1" or "u1" or "i2" or "u2" or "i4" or "u4" => Int,
        "i8" or "u8" => Long,
        "i" or "u" => Native,
        "r4" => Single,
        "r8" or "r" => Double,
        _ => null,
    };

    /// <summary>The type of a sum, product and the like.</summary>
    public static StackValue OfArithmetic(StackValue first, StackValue second)
    {
        if (first.Type.IsByRef)
            return second.Type.IsByRef ? Native : first;
        if (second.Type.IsByRef)
            return second;
        if (first.Type == typeof(int))
            return second with { Variable = -1 };
        return first.Type == typeof(float) && second.Type == typeof(double) ? Double : first;
    }
}
