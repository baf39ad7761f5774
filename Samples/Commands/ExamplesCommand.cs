using System.CommandLine;
using NetArch.Samples.Tasks;

namespace NetArch.Samples.Commands;

internal sealed class ExamplesCommand : Command
{
    public ExamplesCommand(Session session) : base("examples", "Works small examples out, with the arithmetic beside what the networks compute.") =>
        SetAction(_ =>
        {
            WorkedExamples.Show(session.Terminal);
            return ExitCodes.Success;
        });
}
