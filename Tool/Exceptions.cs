namespace NetArch.Tool;

/// <summary>A command cannot do what it was asked; the message says why and what would mend it.</summary>
internal sealed class CommandException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The command line names what there is not, or contradicts itself; the message says what it may be.</summary>
internal sealed class UsageException(string message, Exception? inner = null) : Exception(message, inner);
