namespace NetArch;

/// <summary>What a network is, as generated from its <c>.net.arch</c> file: constants that every backend shares.</summary>
/// <param name="Name">The network's name.</param>
/// <param name="Input">The shape of one sample that goes in.</param>
/// <param name="Outputs">The number of values that come out for one sample.</param>
/// <param name="Loss">The loss that follows from the last layer.</param>
/// <param name="Layers">Every layer that computes something, in order.</param>
/// <param name="Parameters">Every parameter tensor, in order; its index here is its index everywhere.</param>
/// <param name="Summary">The table of layers, output shapes and parameters, as text.</param>
public sealed record NetworkDescription(
    string Name,
    SampleShape Input,
    int Outputs,
    Loss Loss,
    IReadOnlyList<LayerDescription> Layers,
    IReadOnlyList<ParameterDescription> Parameters,
    string Summary);

/// <summary>The shape of one sample: channels x height x width. A vector of n is n x 1 x 1.</summary>
public readonly record struct SampleShape(int Channels, int Height, int Width)
{
    public int Count => Channels * Height * Width;

    public override string ToString() => Height == 1 && Width == 1
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Channels}")
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Channels}x{Height}x{Width}");
}

/// <param name="Name">As in the file: <c>C1</c>, <c>tanh1</c>.</param>
/// <param name="Text">The layer as one would write it: <c>conv 6 5x5 nobias</c>.</param>
/// <param name="Parameters">Numbers in this layer's parameter tensors.</param>
/// <param name="MultiplyAccumulates">For one sample, forward.</param>
public sealed record LayerDescription(string Name, string Text, SampleShape Output, long Parameters, long MultiplyAccumulates);

/// <summary>What a parameter tensor does in its layer.</summary>
public enum ParameterKind
{
    Weight,
    Bias,
    Scale,
    Shift,
    RunningMean,
    RunningVariance,
}

/// <param name="Name">Its name in a checkpoint: <c>C1.weight</c>.</param>
/// <param name="Layer">The layer's name: <c>C1</c>.</param>
/// <param name="Shape">In the usual order: OIHW for a convolution, [outputs, inputs] for a fully connected layer.</param>
/// <param name="FanIn">Inputs that one output sums over; what initialisation scales by.</param>
/// <param name="FanOut">Outputs that one input reaches.</param>
/// <param name="Trained">False for running statistics and for layers marked <c>frozen</c>.</param>
public sealed record ParameterDescription(
    string Name, string Layer, ParameterKind Kind, IReadOnlyList<int> Shape, int FanIn, int FanOut, bool Trained)
{
    public int Count
    {
        get
        {
            int count = 1;
            foreach (int dimension in Shape) count = checked(count * dimension);
            return count;
        }
    }
}

/// <summary>The loss a network is trained by; it follows from its last layer.</summary>
public enum Loss
{
    /// <summary>Last layer <c>softmax</c>: -log p[class], mean over the batch.</summary>
    CrossEntropy,

    /// <summary>Last layer <c>sigmoid</c>: binary cross-entropy, mean over batch and outputs.</summary>
    BinaryCrossEntropy,

    /// <summary>Any other last layer: squared error on a vector; see <see cref="Reduction"/>.</summary>
    SquaredError,
}

/// <summary>How squared errors become one loss.</summary>
public enum Reduction
{
    /// <summary>Divided by batch and outputs, as PyTorch's MSELoss.</summary>
    Mean,

    /// <summary>Added up.</summary>
    Sum,
}
