using System.Reflection;
using NetArch.Samples.Networks;
using Xunit.Abstractions;

namespace NetArch.Samples.Tests.Kernels;

/// <summary>What the compiler made of all networks of the samples together.</summary>
public sealed class KernelTests(ITestOutputHelper output)
{
    // The JIT compiler gives up on optimising a larger method (coreclr, jit/compiler.h: DEFAULT_MIN_OPTS_CODE_SIZE and its neighbours);
    // its code is then some fourteen times slower, for ever.
    private const int MostCode = 60_000, MostInstructions = 20_000, MostBlocks = 2_000, MostLocals = 2_000, MostLocalReferences = 8_000;

    // From this many locals on it inlines nothing more (MAX_LV_NUM_COUNT_FOR_INLINING), and every vector operation becomes a call.
    private const int MostLocalsToInline = 512;

    // Measured: a method of 600 fused multiply-adds runs at full speed, one of 1,000 at 96%.
    private const int MostMultiplyAdds = 600;

    private static readonly MethodSize[] Emitted =
    [
        .. typeof(LeNet).Assembly.GetTypes()
            .Where(type => type.Namespace?.EndsWith("Compiled", StringComparison.Ordinal) == true)
            .SelectMany(type => type.GetMethods(BindingFlags.DeclaredOnly | BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(method => method.GetMethodBody() is not null)
            .Select(MethodSize.Of),
    ];

    [Fact]
    public void No_emitted_method_is_larger_than_the_jit_compiler_optimises()
    {
        foreach (Func<MethodSize, int> size in new Func<MethodSize, int>[] { m => m.CodeSize, m => m.Instructions, m => m.Blocks, m => m.Locals, m => m.LocalReferences, m => m.MultiplyAdds })
            output.WriteLine($"{Emitted.MaxBy(size)}");
        Emitted.ShouldAllBe(method => method.CodeSize <= MostCode && method.Instructions <= MostInstructions && method.Blocks <= MostBlocks
            && method.Locals <= MostLocals && method.LocalReferences <= MostLocalReferences);
        Emitted.ShouldAllBe(method => method.Locals <= MostLocalsToInline);
        Emitted.ShouldAllBe(method => method.MultiplyAdds <= MostMultiplyAdds);
    }

    /// <summary>A kernel costs the build about 34 ms: this number only goes down, or up with a network.</summary>
    [Fact]
    public void All_networks_together_have_this_many_kernels()
    {
        MethodInfo[] kernels =
        [
            .. typeof(LeNet).Assembly.GetTypes().Where(type => type.Namespace == "NetArch.Compiled")
                .SelectMany(type => type.GetMethods(BindingFlags.DeclaredOnly | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)),
        ];
        kernels.Length.ShouldBe(396);
    }
}
