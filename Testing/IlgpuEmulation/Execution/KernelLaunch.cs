using ILGPU;
using ILGPU.Runtime;

namespace NetArch.IlgpuEmulation.Execution;

/// <summary>One launch: the kernel's program, its arguments, and the grid it runs over.</summary>
internal sealed record KernelLaunch(KernelProgram Program, KernelConfig Config, int WarpSize, EmulationOptions Options, nint Arguments)
{
    public string Name => Program.Name;

    /// <summary>Runs every group. <paramref name="arguments"/> are the kernel's arguments, laid out as its program says.</summary>
    public static void Run(Kernel kernel, KernelConfig config, nint arguments)
    {
        KernelProgram program = kernel.CompiledKernel.Program;
        LaunchChecks.Check(kernel, config, arguments);
        var launch = new KernelLaunch(program, config, kernel.Accelerator.WarpSize, kernel.Accelerator.Context.Properties.EmulationOptions, arguments);
        int groups = config.GridDim.Size;
        int workers = Math.Min(launch.Options.Workers, groups);
        if (workers == 1)
            launch.RunShare(0, 1);
        else
            Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, worker => launch.RunShare(worker, workers));
    }

    private void RunShare(int worker, int workers)
    {
        var context = new ThreadContext(this);
        ThreadContext? previous = ThreadContext.Enter(context);
        try
        {
            using GroupRunner runner = Program.Suspends ? new LockstepRunner(this, context) : new LoopRunner(this, context);
            int[] order = ExecutionOrders.Of(Config.GridDim.Size, Options);
            for (int i = worker; i < order.Length; i += workers)
                runner.Run(GroupAt(order[i]));
        }
        finally
        {
            ThreadContext.Enter(previous);
            context.Shared.Dispose();
        }
    }

    private Index3D GroupAt(int number) => new(
        number % Config.GridDim.X,
        number / Config.GridDim.X % Config.GridDim.Y,
        number / (Config.GridDim.X * Config.GridDim.Y));
}

/// <summary>Runs all threads of a group.</summary>
internal abstract class GroupRunner : IDisposable
{
    public abstract void Run(Index3D group);

    public virtual void Dispose()
    {
    }
}

/// <summary>Runs threads one after the other, each to its end: for kernels whose threads never wait for each other.</summary>
internal sealed unsafe class LoopRunner(KernelLaunch launch, ThreadContext context) : GroupRunner
{
    private readonly int[] order = ExecutionOrders.Of(launch.Config.GroupDim.Size, launch.Options);

    public override void Run(Index3D group)
    {
        context.EnterGroup(group);
        foreach (int thread in order)
        {
            context.EnterThread(thread, null);
            launch.Program.Body(launch.Arguments);
        }
    }
}

/// <summary>The orders that groups and threads can run in.</summary>
internal static class ExecutionOrders
{
    public static int[] Of(int count, EmulationOptions options)
    {
        int[] order = new int[count];
        for (int i = 0; i < count; i++)
            order[i] = options.Order == ExecutionOrder.Reverse ? count - 1 - i : i;
        if (options.Order == ExecutionOrder.Shuffled)
            new Random(options.Seed).Shuffle(order);
        return order;
    }
}
