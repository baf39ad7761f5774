namespace NetArch.Runtime.Tests.Numerics;

/// <summary>What the networks under test run on: here the CPU. The suite is compiled once more for the GPU, with another file in the place of this.</summary>
internal static class Backend
{
    public static NetworkOptions Options(NetworkOptions options) => options;
}
