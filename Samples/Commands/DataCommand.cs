using System.CommandLine;
using NetArch.Samples.Output;

namespace NetArch.Samples.Commands;

internal sealed class DataCommand : Command
{
    private static readonly Source[] Sources =
    [
        new("mnist", "MNIST", MnistDownload.DownloadAsync),
        new("cifar10", "CIFAR-10", Cifar10Download.DownloadAsync),
        new("svhn", "SVHN", SvhnDownload.DownloadAsync),
    ];

    private static readonly string Names = string.Join(", ", Sources.Select(source => source.Name));

    public DataCommand(Session session) : base("data", "Brings data sets to this machine.") => Add(new GetCommand(session));

    /// <param name="Name">On the command line.</param>
    /// <param name="Title">What the data set is called.</param>
    private sealed record Source(string Name, string Title, Func<Action<string>?, CancellationToken, Task<string>> Download);

    private sealed class GetCommand : Command
    {
        public GetCommand(Session session) : base("get", "Downloads a data set into the user's cache folder.")
        {
            var source = new Argument<Source>("NAME")
            {
                Description = $"{Names}.",
                CustomParser = result =>
                {
                    string written = result.Tokens[0].Value;
                    if (Sources.FirstOrDefault(source => string.Equals(source.Name, written, StringComparison.OrdinalIgnoreCase)) is { } named) return named;
                    result.AddError($"there is no data set {written} to download; there are {Names}");
                    return null;
                },
            };
            Add(source);
            SetAction(result => Get(result.GetRequiredValue(source), session));
        }

        private static int Get(Source source, Session session)
        {
            Terminal terminal = session.Terminal;
            string folder = source.Download(terminal.Output.WriteLine, session.Cancellation).GetAwaiter().GetResult();
            terminal.Line($"{source.Title} is in {folder}; `train` takes it from there when no --data is given");
            return ExitCodes.Success;
        }
    }
}
