using System.CommandLine;
using System.CommandLine.Parsing;

namespace NetArch.Samples.Commands;

/// <summary>Options whose value is a path.</summary>
internal static class PathOptions
{
    public static Option<string?> Data() => Create<string?>(
        "--data", "The folder with the network's data, MNIST's four files, say. Default: the user's cache folder, if `data get` put them there; in place of MNIST, else digits that the program draws.", "DIR");

    public static Option<string?> Json() => Create<string?>("--json", "A file for one JSON object with the results.", "FILE");

    public static Option<string> Out(string folder)
    {
        Option<string> option = Create<string>("--out", $"The folder for NETWORK.safetensors.", "DIR");
        option.DefaultValueFactory = _ => folder;
        return option;
    }

    public static Option<string> Weights()
    {
        Option<string> option = Create<string>("--weights", "A .safetensors file, such as `train` saves.", "FILE");
        option.Required = true;
        return option;
    }

    private static Option<TPath> Create<TPath>(string name, string description, string helpName)
    {
        var option = new Option<TPath>(name) { Description = description, HelpName = helpName };
        option.Validators.Add(RefuseEmpty);
        return option;
    }

    private static void RefuseEmpty(OptionResult result)
    {
        if (result.Tokens is [{ Value: var path }] && string.IsNullOrWhiteSpace(path))
            result.AddError($"{result.Option.Name}: the path is empty.");
    }
}
