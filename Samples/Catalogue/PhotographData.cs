namespace NetArch.Samples.Catalogue;

/// <summary>Photographs that must be downloaded before they can be used: <c>data get</c> brings them.</summary>
internal abstract record PhotographData : SampleData
{
    /// <summary>What <c>data get</c> calls it, and how much that is to download.</summary>
    protected abstract (string Name, string Size) Download { get; }

    /// <summary>The folder of the download, if it is complete; else null.</summary>
    protected abstract string? Downloaded { get; }

    public sealed override LoadedData<TInput> Load<TInput>(string? folder, string? preferred)
    {
        string place = folder ?? Downloaded ?? throw new CommandException(
            $"{Name} is not on this machine. `data get {Download.Name}` brings it ({Download.Size}); --data DIR reads it from another folder.");
        (Dataset<TInput> train, Dataset<TInput> test) = Read<TInput>(place);
        return new LoadedData<TInput>(Name, $"from {place}", train, test);
    }

    protected abstract (Dataset<TInput> Train, Dataset<TInput> Test) Read<TInput>(string folder) where TInput : struct, INetworkInput<TInput>;
}

/// <summary>CIFAR-10: ten classes of things and animals.</summary>
internal sealed record CifarData : PhotographData
{
    public override string Name => "CIFAR-10";

    public override Augmentation Augmentation => new() { Shift = 4, HorizontalFlip = true, Outside = Outside.Edge };

    protected override (string Name, string Size) Download => ("cifar10", "162 MiB");

    protected override string? Downloaded => Cifar10Download.IsComplete ? Cifar10Download.Folder : null;

    protected override (Dataset<TInput> Train, Dataset<TInput> Test) Read<TInput>(string folder) => Cifar10.Load<TInput>(folder);
}

/// <summary>SVHN's cropped digits: house numbers in the street.</summary>
internal sealed record SvhnData : PhotographData
{
    public override string Name => "SVHN";

    public override Augmentation Augmentation => new() { Shift = 2, Rotation = 5, Scale = 0.1, Outside = Outside.Edge };

    protected override (string Name, string Size) Download => ("svhn", "235 MiB");

    protected override string? Downloaded => SvhnDownload.IsComplete ? SvhnDownload.Folder : null;

    protected override (Dataset<TInput> Train, Dataset<TInput> Test) Read<TInput>(string folder) => Svhn.Load<TInput>(folder);
}
