using ILGPU;

namespace NetArch.IlgpuEmulation.Rewriting;

/// <summary>Says no to a kernel, and where and why.</summary>
internal static class Refusal
{
    /// <summary>The emulation cannot rewrite the code so that its threads can wait for each other.</summary>
    public static InternalCompilerException Rewrite(KernelMethod method, IlInstruction instruction, string found) =>
        new($"{method.Name} at IL_{instruction.Offset:X4}: {found}. The method waits for other threads (a barrier, a shuffle or PTX of a warp), and the emulation cannot suspend it there. Move the part without such a wait into a method of its own, or write it without this.");
}
