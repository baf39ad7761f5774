using System.Collections.Generic;
using System.Linq;

namespace NetArch.Dsl;

/// <summary>Names that a network's class has already, so that no label may be one of them.</summary>
public static class ReservedMembers
{
    /// <summary>Members of the generated class, methods of object, and names that its code needs.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        "Fit", "Evaluate", "Predict", "Gradients", "InputGradient", "InputGradients", "Trace", "TrainingBytes", "Train", "Infer", "Save", "Load", "Create", "Open",
        "Parameters", "Parameter", "ParameterCount", "Input", "Output", "Target", "Layers", "Layer", "Summary", "Description", "Name", "Loss",
        "Dispose", "Seed", "Options", "Engine", "Device", "Threads", "Freeze", "Unfreeze", "LearningRate", "Reset", "Shortcut",
        "Describe", "LoadWeights", "MultiplyAccumulates", "ParameterNamed", "Step", "TrainableCount", "Compiled",
        "ToString", "Equals", "GetHashCode", "GetType", "MemberwiseClone", "Finalize", "ReferenceEquals",
    ];

    private static readonly Dictionary<string, string> Folded = All.ToDictionary(name => name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The member whose name this is, ignoring case; or null.</summary>
    public static string? Find(string name) => Folded.TryGetValue(name, out string? member) ? member : null;
}
