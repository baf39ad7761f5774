using Microsoft.CodeAnalysis;
using NetArch.Dsl;

namespace NetArch.Generator.Tests.Generation;

/// <summary>A label becomes a property of the network's class, so that it cannot have the name of another member.</summary>
public class ReservedNamesTests
{
    [Fact]
    public void Every_member_of_a_networks_class_is_reserved_by_the_language()
    {
        GeneratorRun run = GeneratorRun.Of(("Tiny.net.arch", NetworkTexts.Tiny));
        INamedTypeSymbol network = run.Output.GetTypeByMetadataName("Project.Tiny")!;
        string[] missing = [.. MembersOf(network).Distinct().Where(name => ReservedMembers.Find(name) is null).Order()];
        missing.ShouldBeEmpty();
    }

    private static IEnumerable<string> MembersOf(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            foreach (ISymbol member in type.GetMembers())
            {
                bool isVisible = member.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal;
                if (isVisible && member.CanBeReferencedByName && !IsLayer(member)) yield return member.Name;
            }
        }
    }

    private static bool IsLayer(ISymbol member) => member is IPropertySymbol { Type.BaseType.Name: "NetworkLayer" };
}
