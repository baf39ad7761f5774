namespace NetArch.IlgpuEmulation.Execution;

/// <summary>The instructions of PTX that tensor-core kernels use, as NVIDIA's "PTX ISA" describes them.</summary>
internal static unsafe class PtxInstructions
{
    /// <summary>D = A B + C for a 16x8 by 8x8 product of a warp: operands d0..d3, a0..a3, b0..b1, c0..c3.</summary>
    public const string MatrixMultiply = "mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32";

    /// <summary>Rounds to tf32: 10 bits of mantissa, to nearest, ties away from zero.</summary>
    public const string ConvertToTf32 = "cvt.rna.tf32.f32";

    private const uint Tf32Mask = 0xFFFF_E000;

    public static int? OperandCount(string instruction) => instruction switch
    {
        MatrixMultiply => 14,
        ConvertToTf32 => 2,
        _ => null,
    };

    public static void Convert(PtxStatement statement, ReadOnlySpan<nint> operands)
    {
        float value = *(float*)operands[statement.Operands[1]];
        uint bits = BitConverter.SingleToUInt32Bits(value);
        *(uint*)operands[statement.Operands[0]] = float.IsFinite(value) ? (bits + 0x1000) & Tf32Mask : bits;
    }

    /// <summary>
    /// Lane 4g + t holds, of A, rows g and g + 8 in columns t and t + 4; of B, column g in rows t and t + 4; of C and D, rows g and g + 8 in columns 2t and 2t + 1.
    /// </summary>
    public static void Multiply(PtxStatement statement, ThreadSet lanes)
    {
        Span<float> a = stackalloc float[16 * 8];
        Span<float> b = stackalloc float[8 * 8];
        Span<float> c = stackalloc float[16 * 8];
        for (int lane = 0; lane < 32; lane++)
        {
            (int g, int t) = (lane >> 2, lane & 3);
            for (int i = 0; i < 4; i++)
            {
                a[(g + (i & 1) * 8) * 8 + t + (i >> 1) * 4] = Truncate(Operand(statement, lanes, lane, 4 + i));
                c[(g + (i >> 1) * 8) * 8 + 2 * t + (i & 1)] = Operand(statement, lanes, lane, 10 + i);
            }
            for (int i = 0; i < 2; i++)
                b[(t + i * 4) * 8 + g] = Truncate(Operand(statement, lanes, lane, 8 + i));
        }
        for (int lane = 0; lane < 32; lane++)
        {
            (int g, int t) = (lane >> 2, lane & 3);
            for (int i = 0; i < 4; i++)
            {
                (int row, int column) = (g + (i >> 1) * 8, 2 * t + (i & 1));
                float sum = c[row * 8 + column];
                for (int k = 0; k < 8; k++)
                    sum += a[row * 8 + k] * b[k * 8 + column];
                Operand(statement, lanes, lane, i) = sum;
            }
        }
    }

    /// <summary>The tensor cores read only the bits that a tf32 has.</summary>
    private static float Truncate(float value) => BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(value) & Tf32Mask);

    private static ref float Operand(PtxStatement statement, ThreadSet lanes, int lane, int position) =>
        ref *(float*)lanes[lane].Operands[statement.Operands[position]];
}
