namespace NetArch;

/// <summary>Whether a data set's classes or targets are what a network's loss needs.</summary>
internal static class SampleChecks
{
    /// <exception cref="DatasetException">They are not; the message says what would mend it.</exception>
    public static void Check<TInput>(NetworkDescription network, Dataset<TInput> data) where TInput : struct, INetworkInput<TInput>
    {
        if (data.Count == 0) throw new DatasetException($"{data.Name} has no samples.");
        if (network.Loss == Loss.CrossEntropy) CheckClasses(network, data.Name, data.ClassNames.Count, data.TargetWidth);
        else CheckTargets(network, data.Name, data.TargetWidth);
    }

    private static void CheckClasses(NetworkDescription network, string name, int classes, int targetWidth)
    {
        if (targetWidth > 0)
            throw new DatasetException($"{network.Name} ends in softmax and learns classes; {name} has target vectors of {targetWidth} values.");
        if (classes > network.Outputs)
            throw new DatasetException($"{name} has {classes} classes; {network.Name} tells {network.Outputs} apart. Its last layer needs {classes} outputs.");
    }

    private static void CheckTargets(NetworkDescription network, string name, int targetWidth)
    {
        if (targetWidth == 0)
            throw new DatasetException($"{network.Name} learns target vectors of {network.Outputs} values; {name} has classes. {name}.OneHot({network.Outputs}) makes vectors of them.");
        if (targetWidth != network.Outputs)
            throw new DatasetException($"{network.Name} learns target vectors of {network.Outputs} values; those of {name} have {targetWidth}.");
    }
}
