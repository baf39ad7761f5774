using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using NetArch.Dsl;
using NetArch.Generator.Pipeline;

namespace NetArch.Generator.Tests.Generation;

/// <summary>What the pipeline hands from step to step: values, and from the networks on nothing that an edit of a comment moves.</summary>
public class ModelTests
{
    private static readonly string[] EmissionSteps =
        [Steps.FindNetwork, Steps.PlanNetwork, Steps.EmitNetwork, Steps.DivideKernels, Steps.FindKernels, Steps.EmitKernels, Steps.FindSketch, Steps.EmitSketch];

    /// <summary>A network with errors, of which an outline is emitted.</summary>
    private static readonly (string, string?) Wrong = ("Wrong.net.arch", NetworkTexts.Other.Replace("fc", "fcc", StringComparison.Ordinal));

    private static readonly string[] AllSteps = [.. typeof(Steps)
        .GetFields(BindingFlags.Static | BindingFlags.Public).Select(field => (string)field.GetRawConstantValue()!)];

    [Fact]
    public void Every_step_is_tracked()
    {
        GeneratorRun run = GeneratorRun.Of(("Tiny.net.arch", NetworkTexts.Tiny), Wrong);
        AllSteps.ShouldBe(run.Result.TrackedSteps.Keys.Where(AllSteps.Contains), ignoreOrder: true);
    }

    [Fact]
    public void No_model_holds_a_symbol_or_syntax()
    {
        foreach (object value in Reachable(AllSteps))
            value.GetType().FullName!.ShouldNotStartWith("Microsoft.CodeAnalysis");
    }

    [Fact]
    public void No_model_of_emission_holds_a_span_or_a_tree()
    {
        foreach (object value in Reachable(EmissionSteps))
        {
            value.ShouldNotBeOfType<SourceSpan>();
            value.GetType().Namespace!.ShouldNotStartWith("NetArch.Dsl.Syntax");
            value.GetType().Namespace!.ShouldNotStartWith("NetArch.Dsl.Text");
        }
    }

    [Fact]
    public void Models_of_emission_are_equal_when_made_twice()
    {
        (string, string?)[] files = [("LeNet.net.arch", TestSources.Sample("LeNet")), ("DigitsMlp.net.arch", TestSources.Sample("DigitsMlp")), Wrong];
        GeneratorRun once = GeneratorRun.Of(files), again = GeneratorRun.Of(files);
        foreach (string step in EmissionSteps) Outputs(once, step).ShouldBe(Outputs(again, step), step);
    }

    private static IEnumerable<object> Outputs(GeneratorRun run, string step) =>
        run.Result.TrackedSteps[step].SelectMany(made => made.Outputs).Select(output => output.Value);

    private static HashSet<object> Reachable(IEnumerable<string> steps)
    {
        GeneratorRun run = GeneratorRun.Of(("LeNet.net.arch", TestSources.Sample("LeNet")), ("DigitsMlp.net.arch", TestSources.Sample("DigitsMlp")), Wrong);
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var waiting = new Stack<object>(steps.SelectMany(step => Outputs(run, step)));
        while (waiting.TryPop(out object? value))
        {
            if (!seen.Add(value)) continue;
            foreach (object inner in Inside(value)) waiting.Push(inner);
        }

        seen.Count.ShouldBeGreaterThan(10);
        return seen;
    }

    private static IEnumerable<object> Inside(object value)
    {
        Type type = value.GetType();
        if (type.IsPrimitive || type.IsEnum || value is string || value is MemberInfo or Delegate) return [];
        if (value is Array array) return array.Cast<object?>().OfType<object>();
        // An immutable array compares by reference, so no model may keep one.
        type.Name.ShouldNotBe("ImmutableArray`1");
        return Fields(type).Select(field => field.GetValue(value)).OfType<object>();
    }

    private static IEnumerable<FieldInfo> Fields(Type? type)
    {
        for (; type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                yield return field;
        }
    }
}
