namespace NetArch.Samples;

/// <summary>A command cannot do what it was asked; the message says why and what would mend it.</summary>
internal sealed class CommandException(string message, Exception? inner = null) : NetArchException(message, inner);

/// <summary>The command line contradicts itself or its data; the message says which option, and what it may be.</summary>
internal sealed class UsageException(string message) : NetArchException(message);

/// <summary>Ctrl+C, and what became of the work.</summary>
internal sealed class StoppedException(string message) : OperationCanceledException(message);
