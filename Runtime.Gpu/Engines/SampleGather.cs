namespace NetArch.Gpu;

/// <summary>Brings a batch's samples together in memory that the device copies from: by several threads where they are many, as one core
/// alone is slower than a device that computes on them.</summary>
internal sealed unsafe class SampleGather : IIndexedWork
{
    private const int FloatsOfPiece = 1 << 14;

    private float* values;
    private int* rows;
    private float* target;
    private int size, count, samplesOfPiece;

    /// <param name="engine">Whose threads help.</param>
    /// <param name="size">Values of a sample.</param>
    public void Run(INetworkEngine engine, in Batch batch, int size, float* target)
    {
        this.target = target;
        (this.size, count) = (size, batch.Count);
        samplesOfPiece = Math.Max(1, FloatsOfPiece / size);
        int pieces = (count + samplesOfPiece - 1) / samplesOfPiece;
        fixed (float* first = batch.Values)
        fixed (int* firstRow = batch.Rows)
        {
            values = first;
            rows = firstRow;
            if (pieces > 2 && engine.Workers > 1) engine.RunAll(this, pieces);
            else for (int piece = 0; piece < pieces; piece++) Copy(piece);
        }
    }

    void IIndexedWork.Run(int index, int worker) => Copy(index);

    private void Copy(int piece)
    {
        int first = piece * samplesOfPiece, end = Math.Min(count, first + samplesOfPiece);
        for (int sample = first; sample < end; sample++)
            new ReadOnlySpan<float>(values + (long)rows[sample] * size, size).CopyTo(new Span<float>(target + (long)sample * size, size));
    }
}
