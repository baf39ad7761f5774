using System.CommandLine;
using NetArch.Samples.Output;

namespace NetArch.Samples.Commands;

internal sealed class DataCommand : Command
{
    private static readonly string[] Names = ["mnist"];

    public DataCommand(Session session) : base("data", "Brings data sets to this machine.") => Add(new GetCommand(session));

    private sealed class GetCommand : Command
    {
        public GetCommand(Session session) : base("get", "Downloads a data set into the user's cache folder.")
        {
            var name = new Argument<string>("NAME")
            {
                Description = $"{string.Join(", ", Names)}.",
                CustomParser = result =>
                {
                    string written = result.Tokens[0].Value;
                    if (Names.Contains(written, StringComparer.OrdinalIgnoreCase)) return written;
                    result.AddError($"there is no data set {written} to download; there is {string.Join(", ", Names)}");
                    return null;
                },
            };
            Add(name);
            SetAction(_ => Get(session));
        }

        private static int Get(Session session)
        {
            Terminal terminal = session.Terminal;
            string folder = MnistDownload.DownloadAsync(terminal.Output.WriteLine, session.Cancellation).GetAwaiter().GetResult();
            terminal.Line($"MNIST is in {folder}; `train` takes it from there when no --data is given");
            return ExitCodes.Success;
        }
    }
}
