using BenchmarkDotNet.Running;
using NetArch.Benchmarks.Rates;

// "rate ..." times a whole network; everything else is BenchmarkDotNet's own, such as "--filter *".
if (args is ["rate", .. string[] rest]) return RateCommand.Run(rest);
BenchmarkSwitcher.FromAssembly(typeof(RateCommand).Assembly).Run(args);
return 0;
