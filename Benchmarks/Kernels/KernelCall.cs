namespace NetArch.Benchmarks.Kernels;

/// <summary>One kernel with memory to work on.</summary>
/// <param name="Name">Network and method.</param>
/// <param name="MultiplyAdds">Of one run; 0 for pooling, whose time is all that counts.</param>
internal sealed record KernelCall(string Name, double MultiplyAdds, Action Run)
{
    public override string ToString() => Name;
}
