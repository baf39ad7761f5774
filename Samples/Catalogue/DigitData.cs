namespace NetArch.Samples.Catalogue;

/// <summary>Handwritten digits: MNIST where there is one, else digits that the program draws.</summary>
internal sealed record DigitData : SampleData
{
    public const string Mnist = "MNIST";
    public const string Drawn = "DrawnDigits";

    public override string Name => $"{Mnist}, or {Drawn}";

    public override Augmentation Augmentation => new() { Shift = 2, Rotation = 10, Scale = 0.1, Shear = 10 };

    public override LoadedData<TInput> Load<TInput>(string? folder, string? preferred)
    {
        if (folder is not null) return Read<TInput>(folder);
        return MnistDownload.IsComplete && preferred is null or Mnist ? Read<TInput>(MnistDownload.Folder) : Draw<TInput>();
    }

    private static LoadedData<TInput> Read<TInput>(string folder) where TInput : struct, INetworkInput<TInput>
    {
        (Dataset<TInput> train, Dataset<TInput> test) = NetArch.Mnist.Load<TInput>(folder);
        return new LoadedData<TInput>(Mnist, $"from {folder}", train, test);
    }

    private static LoadedData<TInput> Draw<TInput>() where TInput : struct, INetworkInput<TInput>
    {
        (Dataset<TInput> train, Dataset<TInput> test) = DrawnDigits.Load<TInput>();
        string origin = MnistDownload.IsComplete
            ? "drawn by the program"
            : "drawn by the program; `data get mnist` or --data DIR brings MNIST";
        return new LoadedData<TInput>(Drawn, origin, train, test);
    }
}
