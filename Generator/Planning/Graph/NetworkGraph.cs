using System;
using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning;

/// <summary>A network's operations in an order in which each comes after what it reads.</summary>
internal sealed class NetworkGraph
{
    private readonly IReadOnlyDictionary<string, Shape> shapes;
    private readonly Dictionary<string, Operation> producers;
    private readonly ILookup<string, Operation> readers;

    public NetworkGraph(IReadOnlyList<Operation> operations, IReadOnlyDictionary<string, Shape> shapes, string output)
    {
        this.shapes = shapes;
        Operations = operations;
        Output = output;
        producers = operations.ToDictionary(operation => operation.Output, StringComparer.Ordinal);
        readers = operations.SelectMany(operation => operation.Reads, (operation, value) => (operation, value))
            .ToLookup(pair => pair.value, pair => pair.operation, StringComparer.Ordinal);
    }

    /// <summary>The network's input.</summary>
    public const string InputName = "input";

    public IReadOnlyList<Operation> Operations { get; }

    /// <summary>The value that the loss reads.</summary>
    public string Output { get; }

    public Shape ShapeOf(string value) => shapes[value];

    /// <summary>The operation that makes a value; null for the network's input.</summary>
    public Operation? ProducerOf(string value) => producers.TryGetValue(value, out Operation? producer) ? producer : null;

    /// <summary>The operations that read a value; one that reads it twice comes twice.</summary>
    public IEnumerable<Operation> ReadersOf(string value) => readers[value];

    public NetworkGraph With(IReadOnlyList<Operation> operations) => new(operations, shapes, Output);
}
