namespace NetArch.IlgpuEmulation.Execution;

/// <summary>What addresses must be multiples of.</summary>
internal static class Alignment
{
    /// <summary>CUDA aligns every allocation to this.</summary>
    public const int OfBuffers = 256;

    /// <summary>What one access to an element of this size needs: the largest power of two that divides it, at most the 16 bytes of a vector access.</summary>
    public static int Of(int elementSize) => Math.Min(elementSize & -elementSize, 16);
}
