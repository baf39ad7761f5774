using NetArch.Samples.Output;

namespace NetArch.Samples.Commands;

/// <summary>What a command has around it.</summary>
/// <param name="Cancellation">Ctrl+C.</param>
internal sealed record Session(Terminal Terminal, CancellationToken Cancellation);
