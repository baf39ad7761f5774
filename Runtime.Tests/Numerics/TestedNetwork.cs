using System.Reflection;
using NetArch.Dsl;
using NetArch.Dsl.Model;
using Model = NetArch.Dsl.Model;

namespace NetArch.Runtime.Tests.Numerics;

/// <summary>A network that the generator compiled into this assembly, beside what the language's checker says it is.</summary>
internal sealed record TestedNetwork(string Name, Model.Network Checked, Func<NetworkOptions, Network> Create)
{
    /// <summary>Every network of this project's <c>.net.arch</c> files: a new one is tested without being named anywhere.</summary>
    public static IReadOnlyDictionary<string, TestedNetwork> All { get; } = FindCompiled();

    /// <summary>Cases for a theory over all networks.</summary>
    public static TheoryData<string> Names => [.. All.Keys.Order(StringComparer.Ordinal)];

    public IEnumerable<Layer> Layers => Checked.Layers.Leaves();

    /// <summary>The smallest batch that it can be trained on: batch norm needs several values a channel, and in two of them all that
    /// is left of x is which is the larger.</summary>
    public int SmallestBatch => Layers.Any(layer => layer is Model.BatchNormalisation { Input.Positions: 1 }) ? 3 : 1;

    public static IEnumerable<Model.Network> Find(Assembly assembly) => assembly.GetManifestResourceNames()
        .Where(name => name.EndsWith(".net.arch", StringComparison.Ordinal))
        .SelectMany(name => ArchCompilation.Compile(name, TextOf(assembly, name)).Networks)
        .Select(network => network.Network);

    private static Dictionary<string, TestedNetwork> FindCompiled()
    {
        Assembly assembly = typeof(TestedNetwork).Assembly;
        ILookup<string, Type> types = assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Network)) && type.GetInterfaces().Any(face => face.Name.StartsWith("INetwork`", StringComparison.Ordinal)))
            .ToLookup(type => type.Name);
        return Find(assembly).Where(network => types.Contains(network.Name)).ToDictionary(
            network => network.Name, network => new TestedNetwork(network.Name, network, CreatorOf(types[network.Name].Single())));
    }

    private static Func<NetworkOptions, Network> CreatorOf(Type type) =>
        type.GetMethod("Create", BindingFlags.Public | BindingFlags.Static, [typeof(NetworkOptions)])!.CreateDelegate<Func<NetworkOptions, Network>>();

    private static string TextOf(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
