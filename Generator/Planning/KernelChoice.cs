using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning;

/// <summary>The kernels of layers with weights: their geometry, and the register tile that suits it.</summary>
internal class KernelChoice(RegisterTiling tiling)
{
    /// <summary>Taps of a kernel row beyond which nobody need count what the register tiles would come to.</summary>
    private const int LongestWrittenRow = 64;

    /// <summary>Every step works on the whole batch before the next one begins, as on a GPU: there are no stages, and no slots to be added up.</summary>
    public virtual bool WorksInOrder => false;

    /// <summary>Whether kernels for the convolution can be written out; where not, the runtime's general loops run.</summary>
    public virtual bool CanWriteOut(Convolution layer) =>
        layer.Window.Kernel.Width <= LongestWrittenRow && tiling.CanWriteOut(ConvolutionGeometry.Of(layer));

    public ConvolutionForward Forward(Convolution layer, Pooling? pool)
    {
        ConvolutionGeometry geometry = ConvolutionGeometry.Of(layer);
        (int filters, int columns) = tiling.ConvolutionForward(geometry);
        return new(geometry, pool is null ? null : PoolingGeometry.Of(pool), filters, columns);
    }

    public ConvolutionDataGradient DataGradient(Convolution layer)
    {
        ConvolutionGeometry geometry = ConvolutionGeometry.Of(layer);
        (int channels, int columns) = tiling.ConvolutionDataGradient(geometry);
        bool isBlocked = CacheBlocks.OfDataGradient(geometry, columns) > 0;
        return new(geometry with { Groups = 1, Filters = 1, Channels = channels }, columns, isBlocked);
    }

    public ConvolutionWeightGradient WeightGradient(Convolution layer, bool isWide)
    {
        ConvolutionGeometry geometry = ConvolutionGeometry.Of(layer);
        (int filters, int channels, int columns) = tiling.ConvolutionWeightGradient(geometry);
        return new(geometry with { Groups = 1, Filters = filters, Channels = channels }, columns, isWide);
    }

    public FullyConnectedForward Forward(FullyConnected layer) =>
        new(layer.Inputs, PlanParameters.RowStride(layer), tiling.FullyConnectedRows(layer.Outputs));

    public FullyConnectedDataGradient DataGradient(FullyConnected layer) => new(
        layer.Outputs, PlanParameters.RowStride(layer), tiling.FullyConnectedRows(layer.Inputs),
        PlanParameters.IsSplitByRows(layer));

    public FullyConnectedWeightGradient WeightGradient(FullyConnected layer)
    {
        int vectors = PlanParameters.RowVectors(layer);
        (int vectorTile, int rowTile) = tiling.FullyConnectedWeightGradient(vectors, layer.Outputs, PlanParameters.IsSplitByRows(layer));
        return new(vectors, PlanParameters.RowStride(layer), vectorTile, rowTile, PlanParameters.IsSplitByRows(layer));
    }
}
