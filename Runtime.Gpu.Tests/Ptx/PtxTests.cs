using ILGPU.Runtime.Cuda;

namespace NetArch.Runtime.Gpu.Tests.Ptx;

public sealed class PtxTests(PtxCompiler compiler) : IClassFixture<PtxCompiler>
{
    [Fact]
    public void Dump()
    {
        foreach (var kernel in KernelCatalogue.All)
        {
            string name = KernelCatalogue.NameOf(kernel);
            try { File.WriteAllText("/tmp/ptxas/out/" + name.Replace('<', '_').Replace('>', '_').Replace('`', '_') + ".ptx", compiler.Compile(kernel, CudaArchitecture.SM_80)); }
            catch (Exception e) { File.WriteAllText("/tmp/ptxas/out/" + name.Replace('<', '_').Replace('>', '_').Replace('`','_') + ".err", e.ToString()); }
        }
    }
}
