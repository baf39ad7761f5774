namespace NetArch.Samples.Catalogue;

/// <summary>A network of the samples, its types left open: <see cref="Apply"/> fills them in.</summary>
internal interface ISampleNetwork
{
    NetworkDescription Description { get; }

    /// <summary>What it is, in a sentence.</summary>
    string About { get; }

    /// <summary>What it learns from.</summary>
    SampleData Data { get; }

    TResult Apply<TResult>(INetworkTask<TResult> task);
}

/// <summary>Something to do with a network whatever its types.</summary>
internal interface INetworkTask<TResult>
{
    TResult Run<TNetwork, TInput, TTarget, TOutput>(ISampleNetwork sample)
        where TNetwork : Network<TInput, TTarget, TOutput>, INetwork<TNetwork>
        where TInput : struct, INetworkInput<TInput>
        where TTarget : struct, INetworkTarget<TTarget>
        where TOutput : struct, INetworkOutput<TOutput>;
}

internal sealed record SampleNetwork<TNetwork, TInput, TTarget, TOutput>(string About, SampleData Data) : ISampleNetwork
    where TNetwork : Network<TInput, TTarget, TOutput>, INetwork<TNetwork>
    where TInput : struct, INetworkInput<TInput>
    where TTarget : struct, INetworkTarget<TTarget>
    where TOutput : struct, INetworkOutput<TOutput>
{
    public NetworkDescription Description => TNetwork.Describe;

    public TResult Apply<TResult>(INetworkTask<TResult> task) => task.Run<TNetwork, TInput, TTarget, TOutput>(this);
}
