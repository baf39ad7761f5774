using System.CommandLine;
using NetArch.Tool.LanguageServer;

namespace NetArch.Tool.Commands;

internal sealed class ServeCommand : Command
{
    public ServeCommand() : base("lsp", "Serves an editor: the language server protocol over standard input and output.")
    {
        // Some clients say so; there is no other way here.
        Add(new Option<bool>("--stdio") { Description = "Speak over standard input and output, as it does anyway." });
        SetAction(_ =>
        {
            using var server = new Server(Console.OpenStandardInput(), Console.OpenStandardOutput());
            return server.Run();
        });
    }
}
