namespace NetArch.Samples.Catalogue;

/// <summary>What a network learns from.</summary>
internal abstract record SampleData
{
    /// <summary>As <c>list</c> shows it.</summary>
    public abstract string Name { get; }

    /// <summary>The changes of images that suit it.</summary>
    public virtual Augmentation Augmentation => new();

    /// <param name="folder">Where the user says that it is, or null.</param>
    /// <param name="preferred">The data set to take, if it is at hand, when the user does not say; null for the best that is.</param>
    /// <exception cref="NetArchException">There is no such data, or it is damaged.</exception>
    public abstract LoadedData<TInput> Load<TInput>(string? folder, string? preferred = null) where TInput : struct, INetworkInput<TInput>;
}

/// <param name="Name">The data set: MNIST.</param>
/// <param name="Origin">Where it came from.</param>
internal sealed record LoadedData<TInput>(string Name, string Origin, Dataset<TInput> Train, Dataset<TInput> Test)
    where TInput : struct, INetworkInput<TInput>
{
    /// <summary>Both parts by the same numbers. Forget this one then: a data set of photographs takes most of a gigabyte.</summary>
    public LoadedData<TInput> Standardise(Standardisation standardisation) =>
        this with { Train = Train.Standardise(standardisation), Test = Test.Standardise(standardisation) };
}

/// <summary>A network with no data set of its own here.</summary>
/// <param name="Trainer">What would train it.</param>
internal sealed record NoData(string Trainer) : SampleData
{
    public override string Name => $"({Trainer})";

    public override LoadedData<TInput> Load<TInput>(string? folder, string? preferred) =>
        throw new CommandException($"this network's data ({Trainer}) is not here to train it with; `bench` trains it on random numbers.");
}
