namespace NetArch;

/// <summary>Work in numbered pieces that do not depend on each other, for <see cref="INetworkEngine.RunAll"/>.</summary>
public interface IIndexedWork
{
    /// <summary>Does one piece; several run at the same time.</summary>
    /// <param name="worker">Whose turn it is, from 0 to <see cref="INetworkEngine.Workers"/> - 1: a worker does one piece at a time.</param>
    void Run(int index, int worker);
}
