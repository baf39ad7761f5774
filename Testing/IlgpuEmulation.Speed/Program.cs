using System.Diagnostics;
using System.Globalization;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using NetArch.IlgpuEmulation.Speed;

// How fast kernels run here: on the emulation, or with -p:Gpu=true on ILGPU's CPU accelerator. The best of several runs counts, for the machine may be busy.
using var context = Context.Create(builder => builder.CPU(new CPUDevice(32, 8, 1)).Optimize(OptimizationLevel.O2));
using CPUAccelerator accelerator = context.GetCPUDevice(0).CreateCPUAccelerator(context, CPUAcceleratorMode.Parallel);
using AcceleratorStream stream = accelerator.CreateStream();

const int size = 128;
const int barriers = 50;
using MemoryBuffer1D<float, Stride1D.Dense> a = accelerator.Allocate1D(Enumerable.Repeat(1f, size * size).ToArray());
using MemoryBuffer1D<float, Stride1D.Dense> b = accelerator.Allocate1D(Enumerable.Repeat(2f, size * size).ToArray());
using MemoryBuffer1D<float, Stride1D.Dense> c = accelerator.Allocate1D<float>(size * size);
using MemoryBuffer1D<int, Stride1D.Dense> count = accelerator.Allocate1D<int>(256);

var grid = new KernelConfig(new Index2D(size / 16, size / 16), new Index2D(16, 16));
var plain = accelerator.LoadKernel<ArrayView<float>, ArrayView<float>, ArrayView<float>, int>(SpeedKernels.Product);
var tiled = accelerator.LoadKernel<ArrayView<float>, ArrayView<float>, ArrayView<float>, int>(SpeedKernels.TiledProduct);
var waits = accelerator.LoadKernel<ArrayView<int>, int>(SpeedKernels.Waits);
var shuffles = accelerator.LoadKernel<ArrayView<int>, int>(SpeedKernels.Shuffles);
var empty = accelerator.LoadKernel<ArrayView<int>, int>(SpeedKernels.Empty);

double flops = 2.0 * size * size * size;
Console.WriteLine($"{"",-42}{"elapsed",10}{"CPU time",10}");
Print("matrix product 128x128x128, no barrier", Best(() => plain(stream, grid, a.View, b.View, c.View, size)), seconds => flops / seconds / 1e9, "GFLOP/s");
Print("the same, tiles of 16x16, 16 barriers", Best(() => tiled(stream, grid, a.View, b.View, c.View, size)), seconds => flops / seconds / 1e9, "GFLOP/s");
Print("a barrier of 256 threads", Best(() => waits(stream, new KernelConfig(1, 256), count.View, barriers)), seconds => seconds / barriers * 1e6, "us");
Print("a shuffle of 8 warps", Best(() => shuffles(stream, new KernelConfig(1, 256), count.View, barriers)), seconds => seconds / barriers * 1e6, "us");
Print("a launch of one group of 256 threads", Best(() => empty(stream, new KernelConfig(1, 256), count.View, 1)), seconds => seconds * 1e6, "us");

(double Elapsed, double Processor) Best(Action run)
{
    (double Elapsed, double Processor) best = (double.MaxValue, double.MaxValue);
    var all = Stopwatch.StartNew();
    for (int i = 0; i < 5 || (i < 500 && all.Elapsed.TotalSeconds < 3); i++)
    {
        TimeSpan used = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        run();
        stream.Synchronize();
        best = (Math.Min(best.Elapsed, Stopwatch.GetElapsedTime(start).TotalSeconds), Math.Min(best.Processor, (Environment.CpuUsage.TotalTime - used).TotalSeconds));
    }
    return best;
}

static void Print(string what, (double Elapsed, double Processor) best, Func<double, double> figure, string unit) =>
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-42}{figure(best.Elapsed),10:G4}{figure(best.Processor),10:G4} {unit}"));
