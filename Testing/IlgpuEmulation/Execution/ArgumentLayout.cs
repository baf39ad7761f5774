using System.Reflection;
using ILGPU;
using ILGPU.Runtime;
using NetArch.IlgpuEmulation.Rewriting;

namespace NetArch.IlgpuEmulation.Execution;

/// <summary>Where a kernel's arguments lie in the block of memory that a launch passes on.</summary>
internal sealed record ArgumentLayout(IReadOnlyList<Type> Types, IReadOnlyList<int> Offsets, int Size)
{
    public int Count => Types.Count;

    public static ArgumentLayout Of(MethodInfo method)
    {
        Type[] types = [.. method.GetParameters().Select(parameter => parameter.ParameterType)];
        var frame = new FrameLayout();
        int[] offsets = [.. types.Select(frame.Reserve)];
        return new ArgumentLayout(types, offsets, frame.Size);
    }

    /// <summary>Refuses views of buffers that have been disposed.</summary>
    public unsafe void CheckBuffers(string kernel, nint arguments)
    {
        for (int i = 0; i < Count; i++)
        {
            if (!IsView(Types[i]))
                continue;
            // Both kinds of view start with an ArrayView, and its fields do not depend on the element type.
            ArrayView<byte> view = *(ArrayView<byte>*)(arguments + Offsets[i]);
            if (view.BufferNumber != 0 && MemoryBuffer.TryFind(view.BufferNumber) is null)
                throw new ObjectDisposedException(nameof(MemoryBuffer), $"Kernel {kernel}: the buffer behind parameter {i} has been disposed.");
        }
    }

    private static bool IsView(Type type) =>
        type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(ArrayView<>) || type.GetGenericTypeDefinition() == typeof(ArrayView1D<,>));
}
