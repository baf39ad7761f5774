using System;
using System.Collections.Generic;
using System.Linq;

namespace NetArch.Generator.Planning;

/// <summary>A gradient by a value, or one reader's part of it.</summary>
/// <param name="IsShared">Others read the buffer too: it must not be changed.</param>
/// <param name="IsBeforeActivation">The derivative of the activation that made the value is in it already.</param>
internal sealed record Contribution(string Buffer, bool IsShared, bool IsBeforeActivation = false);

/// <summary>The derivative that a reader's gradient kernel can end with: that of the activation which made what it reads.</summary>
internal sealed record Epilogue(string? Value, ActivationFunction Activation, float Probability)
{
    public static readonly Epilogue None = new(null, ActivationFunction.Identity, 0);
}

/// <summary>Gradients by values while backward walks down: each reader of a value adds its part; whoever made the value takes the sum.</summary>
internal sealed class GradientLedger
{
    private readonly ScheduleBuilder builder;
    private readonly Dictionary<string, List<Contribution>> parts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> readersLeft = new(StringComparer.Ordinal);

    public GradientLedger(ScheduleBuilder builder)
    {
        this.builder = builder;
        foreach (string value in builder.Graph.Operations.SelectMany(operation => operation.Reads))
            readersLeft[value] = readersLeft.TryGetValue(value, out int count) ? count + 1 : 1;
    }

    /// <summary>Adds a reader's part.</summary>
    public void Add(string value, Contribution part)
    {
        PartsOf(value).Add(part);
        if (readersLeft.TryGetValue(value, out int left)) readersLeft[value] = left - 1;
    }

    /// <summary>What a reader's kernel may do besides its own part: add what others gave, and end with the activation's derivative.</summary>
    /// <param name="canAdd">Whether the kernel can add another buffer to its result.</param>
    public (string? Addend, Epilogue Epilogue) Offer(string value, bool canAdd)
    {
        bool isLast = readersLeft[value] == 1;
        List<Contribution> others = PartsOf(value);
        if (others.Count == 0) return (null, isLast ? EpilogueOf(value) : Epilogue.None);
        if (!canAdd) return (null, Epilogue.None);
        Contribution sum = Take(value);
        return (sum.Buffer, isLast ? EpilogueOf(value) : Epilogue.None);
    }

    /// <summary>The sum of all parts so far; the ledger forgets them.</summary>
    public Contribution Take(string value)
    {
        List<Contribution> list = PartsOf(value);
        Contribution sum = list[0];
        foreach (Contribution part in list.Skip(1)) sum = Sum(value, sum, part);
        list.Clear();
        return sum;
    }

    private Contribution Sum(string value, Contribution a, Contribution b)
    {
        int count = builder.CountOf(value);
        if (a.IsShared && !b.IsShared) (a, b) = (b, a);
        if (a.IsShared)
        {
            string to = builder.FreshGradient(value);
            builder.Tiles(new SumStep(a.Buffer, b.Buffer, to, count, ActivationFunction.Identity));
            return new(to, IsShared: false);
        }

        builder.Tiles(new AccumulateStep(b.Buffer, a.Buffer, count));
        return a;
    }

    /// <summary>The derivative of the activation which made the value, if nothing lies between.</summary>
    private Epilogue EpilogueOf(string value)
    {
        if (builder.Graph.ProducerOf(value) is not { Pool: null } producer || producer.Activation == ActivationFunction.Identity) return Epilogue.None;
        if (!producer.HasWeights && !producer.IsBatchNormalisation && producer.Kind != OperationKind.Sum) return Epilogue.None;
        if (producer.Dropout is null || !builder.IsTraining) return new(value, producer.Activation, 0);
        return producer.Activation.IsZeroAtZero ? new(value, producer.Activation, producer.DropProbability) : Epilogue.None;
    }

    private List<Contribution> PartsOf(string value)
    {
        if (!parts.TryGetValue(value, out List<Contribution>? list)) parts.Add(value, list = new());
        return list;
    }
}
