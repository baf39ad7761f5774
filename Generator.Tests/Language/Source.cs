using NetArch.Dsl;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Tests.Language;

/// <summary>Short texts to networks and findings.</summary>
internal static class Source
{
    /// <summary>The one network of a text that must have no findings.</summary>
    public static Network Network(string text) => Checked(text).Network;

    public static CheckedNetwork Checked(string text)
    {
        CheckedFile file = ArchCompilation.Compile("Test.net.arch", text);
        file.Diagnostics.ShouldBeEmpty();
        return file.Networks.ShouldHaveSingleItem();
    }

    /// <summary>The layers of a network with this input and these statements.</summary>
    public static EquatableArray<Layer> Layers(string input, string statements) => Network($"network Test {{ input {input}\n{statements}\n}}").Layers;

    public static string[] Names(string text) => [.. Network(text).Layers.Leaves().Select(layer => layer.Name)];

    public static string[] Ids(string text) => [.. ArchCompilation.Compile("Test.net.arch", text).Diagnostics.Select(diagnostic => diagnostic.Definition.Id)];
}
