using BenchmarkDotNet.Running;
using NetArch.Benchmarks.Gpu;
using NetArch.Benchmarks.Rates;

// "rate ..." times a whole network, "gpu ..." whole networks on a GPU, "gpu-train ..." trains them there; everything else is BenchmarkDotNet's own, such as "--filter *".
if (args is ["rate", .. string[] rest]) return RateCommand.Run(rest);
if (args is ["gpu", .. string[] timed]) return GpuModes.Time(timed);
if (args is ["gpu-train", .. string[] trained]) return GpuModes.Train(trained);
BenchmarkSwitcher.FromAssembly(typeof(RateCommand).Assembly).Run(args);
return 0;
