namespace NetArch.Dsl.Model;

/// <summary>One layer, checked: its name is final, its shapes are known.</summary>
/// <param name="Name">Unique in the network: <c>C1</c>, <c>conv2</c>, <c>Basic3.conv1</c>, <c>Basic5.shortcut.conv1</c>.</param>
/// <param name="Input">The shape that comes in.</param>
/// <param name="Output">The shape that goes out.</param>
/// <param name="Frozen">Marked <c>frozen</c> in the file: its parameters are not trained.</param>
public abstract record Layer(string Name, Shape Input, Shape Output, bool Frozen)
{
    /// <summary>Parameters and multiply-accumulates, of this layer and all within it.</summary>
    public abstract LayerCounts Counts { get; }
}

/// <summary>Weights are OIHW: filters x (channels / groups) x kernel height x kernel width.</summary>
public sealed record Convolution(string Name, Shape Input, Shape Output, bool Frozen, Window Window, int Groups, bool HasBias)
    : Layer(Name, Input, Output, Frozen)
{
    public int Filters => Output.Channels;

    public int ChannelsPerGroup => Input.Channels / Groups;

    public override LayerCounts Counts
    {
        get
        {
            long weights = (long)Filters * ChannelsPerGroup * Window.Kernel.Count;
            return new LayerCounts(weights, HasBias ? Filters : 0, 0, 0, weights * Output.Positions);
        }
    }
}

public enum PoolingKind
{
    Maximum,
    Average,
}

/// <summary><c>global</c> is resolved: the window is then the whole image.</summary>
public sealed record Pooling(string Name, Shape Input, Shape Output, bool Frozen, PoolingKind Kind, Window Window)
    : Layer(Name, Input, Output, Frozen)
{
    public override LayerCounts Counts => LayerCounts.None;
}

/// <summary>Weights are [outputs, inputs]; an image that comes in is flattened, channel first.</summary>
public sealed record FullyConnected(string Name, Shape Input, Shape Output, bool Frozen, bool HasBias)
    : Layer(Name, Input, Output, Frozen)
{
    public int Inputs => Input.Count;

    public int Outputs => Output.Channels;

    public override LayerCounts Counts
    {
        get
        {
            long weights = (long)Inputs * Outputs;
            return new LayerCounts(weights, HasBias ? Outputs : 0, 0, 0, weights);
        }
    }
}

/// <summary>y = scale (x - mean) / sqrt(variance + epsilon) + shift, per channel (Ioffe and Szegedy 2015).</summary>
public sealed record BatchNormalisation(string Name, Shape Input, Shape Output, bool Frozen, double Momentum, double Epsilon)
    : Layer(Name, Input, Output, Frozen)
{
    public override LayerCounts Counts => new(0, 0, 2L * Input.Channels, 2L * Input.Channels, 0);
}

/// <summary>y = x / (k + alpha / size * sum over `size` neighbouring channels of x^2)^beta (Krizhevsky et al. 2012).</summary>
public sealed record LocalResponseNormalisation(
    string Name, Shape Input, Shape Output, bool Frozen, int Size, double Alpha, double Beta, double K)
    : Layer(Name, Input, Output, Frozen)
{
    public override LayerCounts Counts => LayerCounts.None;
}

/// <summary>Inverted dropout: in training a value (or a whole channel) is zeroed with probability <paramref name="Probability"/>, the rest scaled by 1 / (1 - p).</summary>
public sealed record Dropout(string Name, Shape Input, Shape Output, bool Frozen, double Probability, bool ByChannel)
    : Layer(Name, Input, Output, Frozen)
{
    public override LayerCounts Counts => LayerCounts.None;
}

public enum ActivationKind
{
    Relu,
    Relu6,
    LeakyRelu,
    Elu,
    Sigmoid,
    Tanh,
    Swish,
    Negate,
    Complement,
}

/// <summary>A function of each value alone. <paramref name="Parameter"/> is leakyrelu's slope or elu's alpha, 0 elsewhere.</summary>
public sealed record Activation(string Name, Shape Input, Shape Output, bool Frozen, ActivationKind Kind, double Parameter)
    : Layer(Name, Input, Output, Frozen)
{
    public override LayerCounts Counts => LayerCounts.None;
}

/// <summary>The maximum of every <paramref name="Pieces"/> neighbouring channels (Goodfellow et al. 2013).</summary>
public sealed record Maxout(string Name, Shape Input, Shape Output, bool Frozen, int Pieces)
    : Layer(Name, Input, Output, Frozen)
{
    public override LayerCounts Counts => LayerCounts.None;
}

/// <summary>An image as a vector, channel first.</summary>
public sealed record Flatten(string Name, Shape Input, Shape Output, bool Frozen)
    : Layer(Name, Input, Output, Frozen)
{
    public override LayerCounts Counts => LayerCounts.None;
}

/// <summary>Probabilities over the channels; only ever the last layer, its loss is the cross-entropy.</summary>
public sealed record Softmax(string Name, Shape Input, Shape Output, bool Frozen)
    : Layer(Name, Input, Output, Frozen)
{
    public override LayerCounts Counts => LayerCounts.None;
}
