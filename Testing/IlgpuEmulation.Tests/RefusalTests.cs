#if !ILGPU_PACKAGE
using System.Reflection;
using ILGPU.Runtime.CPU;

namespace NetArch.IlgpuEmulation.Tests;

/// <summary>What is refused when a kernel is loaded, and the message that says what to write instead.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData(nameof(RefusedKernels.MutableStatic), "the static field Counter can change")]
    [InlineData(nameof(RefusedKernels.StaticArray), "the static field Table is a Single[]")]
    [InlineData(nameof(RefusedKernels.WriteStatic), "a kernel cannot write static fields")]
    [InlineData(nameof(RefusedKernels.NewArray), "Single[], a reference type")]
    [InlineData(nameof(RefusedKernels.NewObject), "it makes a StringBuilder. A GPU has no heap")]
    [InlineData(nameof(RefusedKernels.Box), "nothing is boxed or cast")]
    [InlineData(nameof(RefusedKernels.UnsafeAs), "Unsafe.As is nothing for a kernel")]
    [InlineData(nameof(RefusedKernels.StackAllocation), "a pointer. ILGPU compiles none")]
    [InlineData(nameof(RefusedKernels.SpanOfLocal), "Span`1, which ILGPU does not compile, and after which its context fails")]
    [InlineData(nameof(RefusedKernels.InlineArrays), "an inline array")]
    [InlineData(nameof(RefusedKernels.Fused), "FusedMultiplyAdd becomes an external function that no driver knows. Write a * b + c")]
    [InlineData(nameof(RefusedKernels.Throws), "exceptions do not exist on a GPU")]
    [InlineData(nameof(RefusedKernels.Catches), "a GPU has no exceptions, so a kernel has no try")]
    [InlineData(nameof(RefusedKernels.Text), "strings do not exist on a GPU")]
    [InlineData(nameof(RefusedKernels.VirtualCall), "Shape, a reference type. A GPU has no objects")]
    [InlineData(nameof(RefusedKernels.DelegateCall), "Func`2, a reference type")]
    [InlineData(nameof(RefusedKernels.HalfRounded), "a division by 2 is made an arithmetic shift by ILGPU")]
    [InlineData(nameof(RefusedKernels.UnsignedQuarter), "or '>>> 2' for an unsigned one")]
    [InlineData(nameof(RefusedKernels.LibraryCall), "is none of the library's methods that ILGPU is known to compile")]
    [InlineData(nameof(RefusedKernels.Recursion), "A GPU has hardly any stack for recursion")]
    [InlineData(nameof(RefusedKernels.InACallee), "RefusedKernels.Bad at IL_")]
    public void A_kernel_that_ILGPU_cannot_compile_is_refused(string kernel, string message)
    {
        using var device = new TestDevice();
        var method = typeof(RefusedKernels).GetMethod(kernel, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
        Should.Throw<InternalCompilerException>(() => device.Accelerator.LoadKernel(method)).Message.ShouldContain(message);
    }

    [Theory]
    [InlineData(nameof(RefusedKernels.Fifteen), "has 15 parameters; a kernel has at most 14")]
    [InlineData(nameof(RefusedKernels.PointerParameter), "parameter data is Single*, a pointer")]
    [InlineData(nameof(RefusedKernels.ArrayParameter), "parameter data is Single[], a reference type")]
    [InlineData(nameof(RefusedKernels.StructWithReference), "a struct with references in it")]
    [InlineData(nameof(RefusedKernels.HiddenStruct), "of the type Hidden, which is not public")]
    [InlineData(nameof(RefusedKernels.Returns), "a kernel returns nothing, and this one returns Int32")]
    public void Parameters_and_results_that_a_kernel_cannot_have_are_refused(string kernel, string message)
    {
        using var device = new TestDevice();
        var method = typeof(RefusedKernels).GetMethod(kernel, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
        Should.Throw<InternalCompilerException>(() => device.Accelerator.LoadKernel(method)).Message.ShouldContain(message);
    }

    [Fact]
    public void A_function_of_ILGPU_Algorithms_needs_them_enabled()
    {
        using var context = Context.Create(builder => builder.CPU(new CPUDevice(32, 8, 1)));
        using var accelerator = context.GetCPUDevice(0).CreateAccelerator(context);
        var method = typeof(RefusedKernels).GetMethod(nameof(RefusedKernels.Exponential))!;
        Should.Throw<InternalCompilerException>(() => accelerator.LoadKernel(method)).Message.ShouldContain("Call EnableAlgorithms() on the context's builder");
    }

    [Fact]
    public void A_launcher_with_other_parameters_than_the_kernel_is_refused()
    {
        using var device = new TestDevice();
        Kernel kernel = device.Accelerator.LoadKernel(typeof(RefusedKernels).GetMethod(nameof(RefusedKernels.Exponential))!);
        Should.Throw<ArgumentException>(() => kernel.CreateLauncherDelegate<Action<AcceleratorStream, KernelConfig, int>>()).Message.ShouldContain("not (AcceleratorStream, KernelConfig, Int32)");
    }
}
#endif
