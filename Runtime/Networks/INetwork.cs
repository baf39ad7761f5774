namespace NetArch;

/// <summary>What generic code needs to make a network by its type: <c>TNetwork.Create(new NetworkOptions())</c>.</summary>
public interface INetwork<TSelf> where TSelf : Network, INetwork<TSelf>
{
    static abstract NetworkDescription Describe { get; }

    /// <summary>A network with fresh weights on the CPU; <see cref="Network.LoadWeights"/> then reads a checkpoint into it.</summary>
    static abstract TSelf Create(NetworkOptions options);
}
