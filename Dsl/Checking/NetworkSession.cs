using System.Collections.Generic;
using NetArch.Dsl.Model;
using NetArch.Dsl.Syntax;

namespace NetArch.Dsl.Checking;

/// <summary>What is shared by everything that one network expands to.</summary>
/// <param name="Diagnostics">Null for a trial, which reports nothing.</param>
internal sealed record NetworkSession(
    string Network, BlockLibrary Blocks, DiagnosticCollector? Diagnostics, ExpansionBudget Budget, CancellationToken Cancellation)
{
    /// <summary>Where each layer is written; in the order of expansion.</summary>
    public List<LayerLocation> Locations { get; } = [];

    /// <summary>The layers with parameters, of which the names are known whatever else fails.</summary>
    public List<LayerSketch> Sketched { get; } = [];

    /// <summary>Where the softmax stands that was last met, while nothing has come after it.</summary>
    private (Scope Scope, SourceSpan Span)? Softmax { get; set; }

    private bool hasLongName;

    /// <summary>True the first time; what stands within a layer of too long a name has too long a name as well.</summary>
    public bool MeetLongName() => !hasLongName && (hasLongName = true);

    public void MeetSoftmax(Scope scope, SourceSpan span) => Softmax = (scope, span);

    /// <summary>Something comes after what was met so far, so that a softmax in it is not the last layer.</summary>
    public void EndSoftmax()
    {
        if (Softmax is { } softmax) Report(softmax.Scope, DiagnosticDefinitions.SoftmaxNotLast, softmax.Span, Network);
        Softmax = null;
    }

    /// <summary>The same network, looked at without saying anything.</summary>
    public NetworkSession Trial() => new(Network, Blocks, null, Budget.ForTrials, Cancellation);

    /// <summary>A claim that failed was carried on in place of what was found: the layers behind it are not what the network has.</summary>
    public bool FollowsClaim { get; set; }

    public bool IsTrial => Diagnostics is null;

    /// <summary>Told of every element that is expanded; null where nobody asks.</summary>
    public Semantics.FactRecorder? Facts { get; init; }

    /// <summary>Reports at a place in the text of a scope. In a block it names the use that shows the error.</summary>
    public void Report(Scope scope, DiagnosticDefinition definition, SourceSpan span, params object[] arguments) =>
        Report(scope, EquatableArray<Remedy>.Empty, definition, span, arguments);

    /// <summary>The same with what would mend it.</summary>
    public void Report(Scope scope, EquatableArray<Remedy> remedies, DiagnosticDefinition definition, SourceSpan span, params object[] arguments)
    {
        if (Diagnostics is null) return;
        ArchDiagnostic diagnostic = definition.At(scope.Path, span, arguments) with { Remedies = remedies };
        Diagnostics.Add(scope.Use is null ? diagnostic : diagnostic with { Message = $"{diagnostic.Message} (first shown by {scope.Use} of {Network})" });
    }
}

/// <summary>How much may still be expanded. Blocks within blocks grow exponentially, so growth has limits and not only depth.</summary>
internal sealed class ExpansionBudget(int ofNetwork, FileBudget file)
{
    /// <summary>Statements that one network may expand to.</summary>
    public const int OfNetwork = 20_000;

    private int left = ofNetwork;
    private ExpansionBudget? trial;

    /// <summary>Takes one statement; false when there is none left.</summary>
    public bool Take() => file.Take() && --left >= 0;

    public bool IsSpent => left < 0 || file.IsSpent;

    /// <summary>Trials have as much again, all of a network's together.</summary>
    public ExpansionBudget ForTrials => trial ??= new ExpansionBudget(OfNetwork, file);
}

/// <summary>The statements that all networks of a file may expand to.</summary>
internal sealed class FileBudget
{
    public const int OfFile = 400_000;

    private int left = OfFile;

    public bool IsSpent => left < 0;

    public bool Take() => --left >= 0;
}
