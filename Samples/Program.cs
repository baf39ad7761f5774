using NetArch.Samples.Commands;
using NetArch.Samples.Output;

using var interruption = new Interruption();
int code = CommandLine.Run(args, new Session(Terminal.OfProcess(), interruption.Token));
return interruption.ExitCode(code);
