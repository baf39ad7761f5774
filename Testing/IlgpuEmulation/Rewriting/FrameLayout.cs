using System.Reflection;
using System.Runtime.CompilerServices;

namespace NetArch.IlgpuEmulation.Rewriting;

/// <summary>Hands out room in the frame of a suspended method. The first bytes hold the state: where the method goes on.</summary>
internal sealed class FrameLayout
{
    private const int StateSize = 16;

    private static readonly MethodInfo SizeOfType = typeof(Unsafe).GetMethod(nameof(Unsafe.SizeOf))!;

    public int Size { get; private set; } = StateSize;

    /// <summary>Room for a value of a type; a reference takes an address.</summary>
    public int Reserve(Type type) => Reserve(SizeOf(type));

    public int Reserve(int bytes)
    {
        int offset = Size;
        Size += (bytes + 7) & ~7;
        return offset;
    }

    public static int SizeOf(Type type) =>
        type.IsByRef || type.IsPointer ? IntPtr.Size : (int)SizeOfType.MakeGenericMethod(type).Invoke(null, null)!;
}
