using NetArch.Dsl.Model;

namespace NetArch.Dsl.Checking;

/// <summary>What each layer makes of its input. Its arguments are read first, so that their mistakes show even where the input is unknown.</summary>
internal static class LayerRules
{
    /// <summary>Reads a layer's arguments; the result takes the input and gives the layer, or null after an error.</summary>
    public static Func<LayerSite, Layer?> Read(ArgumentReader arguments) => arguments.Layer.Keyword.Text switch
    {
        "conv" => WindowRules.Convolution(arguments),
        "maxpool" => WindowRules.Pooling(arguments, PoolingKind.Maximum),
        "avgpool" => WindowRules.Pooling(arguments, PoolingKind.Average),
        "fc" => FullyConnected(arguments),
        "batchnorm" => BatchNormalisation(arguments),
        "lrn" => LocalResponseNormalisation(arguments),
        "dropout" => Dropout(arguments),
        "relu" => Activation(ActivationKind.Relu),
        "relu6" => Activation(ActivationKind.Relu6),
        "leakyrelu" => Activation(ActivationKind.LeakyRelu, arguments.Real("slope", 0.01, Interval.Any)),
        "elu" => Activation(ActivationKind.Elu, arguments.Real("alpha", 1, Interval.Any)),
        "sigmoid" => Activation(ActivationKind.Sigmoid),
        "tanh" => Activation(ActivationKind.Tanh),
        "swish" => Activation(ActivationKind.Swish),
        "negate" => Activation(ActivationKind.Negate),
        "complement" => Activation(ActivationKind.Complement),
        "maxout" => Maxout(arguments),
        "flatten" => site => new Flatten(site.Name, site.Input, Shape.Vector(site.Input.Count), site.Frozen),
        "softmax" => Softmax,
        string unknown => throw new InvalidOperationException($"The layer {unknown} has a form but no rule."),
    };

    /// <summary>Where the output does not depend on the input, what it is.</summary>
    public static Shape? OutputWithoutInput(ArgumentReader arguments)
    {
        if (arguments.Failed || arguments.Layer.Keyword.Text != "fc") return null;
        return Shape.Vector(arguments.Whole(0, "the number of units of fc", 1, ArgumentReader.MaximumChannels));
    }

    private static Func<LayerSite, Layer?> FullyConnected(ArgumentReader arguments)
    {
        int units = arguments.Whole(0, "the number of units of fc", 1, ArgumentReader.MaximumChannels);
        bool hasBias = !arguments.Has("nobias");
        return site =>
        {
            if (ShapeLimits.Weights(units, site.Input.Count, 1) is not null)
            {
                return new FullyConnected(site.Name, site.Input, Shape.Vector(units), site.Frozen, hasBias);
            }

            string text = FormattableString.Invariant($"{site.Prefix}fc {units} over {site.Input.Count} inputs");
            site.Report(DiagnosticDefinitions.LayerTooLarge, text, ShapeLimits.MaximumWeights, "weights");
            return null;
        };
    }

    private static Func<LayerSite, Layer?> BatchNormalisation(ArgumentReader arguments)
    {
        double momentum = arguments.Real("momentum", 0.1, Interval.Fraction);
        double epsilon = arguments.Real("eps", 1e-5, Interval.Positive);
        return site => new BatchNormalisation(site.Name, site.Input, site.Input, site.Frozen, momentum, epsilon);
    }

    private static Func<LayerSite, Layer?> LocalResponseNormalisation(ArgumentReader arguments)
    {
        int size = arguments.Whole("size", 5, 1, ArgumentReader.MaximumExtent);
        double alpha = arguments.Real("alpha", 1e-4, Interval.NotNegative);
        double beta = arguments.Real("beta", 0.75, Interval.Any);
        double k = arguments.Real("k", 2, Interval.Positive);
        return site => WindowRules.IsImage(site)
            ? new LocalResponseNormalisation(site.Name, site.Input, site.Input, site.Frozen, size, alpha, beta, k)
            : null;
    }

    private static Func<LayerSite, Layer?> Dropout(ArgumentReader arguments)
    {
        double probability = arguments.Real(arguments.Layer.Operands[0], "the probability of dropout", 0, Interval.Probability);
        bool byChannel = arguments.Has("channels");
        return site => new Dropout(site.Name, site.Input, site.Input, site.Frozen, probability, byChannel);
    }

    private static Func<LayerSite, Layer?> Activation(ActivationKind kind, double parameter = 0) =>
        site => new Activation(site.Name, site.Input, site.Input, site.Frozen, kind, parameter);

    private static Func<LayerSite, Layer?> Maxout(ArgumentReader arguments)
    {
        int pieces = arguments.Whole(0, "the number of pieces of maxout", 1, ArgumentReader.MaximumChannels);
        return site =>
        {
            int channels = site.Input.Channels;
            if (channels % pieces == 0)
            {
                return new Maxout(site.Name, site.Input, site.Input with { Channels = channels / pieces }, site.Frozen, pieces);
            }

            site.Report(DiagnosticDefinitions.PiecesDoNotDivide, pieces, channels, $"say a number that divides {Wording.Grouped(channels)}");
            return null;
        };
    }

    private static Layer? Softmax(LayerSite site)
    {
        if (site.Input.Positions == 1) return new Softmax(site.Name, site.Input, site.Input, site.Frozen);
        site.Report(DiagnosticDefinitions.SoftmaxOverImage, site.Input);
        return null;
    }
}
