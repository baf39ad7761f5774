namespace NetArch;

/// <summary>Something a user can mend: the message alone says where, what was found and what was expected.</summary>
public abstract class NetArchException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A checkpoint that cannot be read, does not fit its network, or cannot be written.</summary>
public sealed class CheckpointException(string message, Exception? inner = null) : NetArchException(message, inner);

/// <summary>Data that cannot be read, downloaded, or used with this network.</summary>
public sealed class DatasetException(string message, Exception? inner = null) : NetArchException(message, inner);

/// <summary>Training that cannot go on, such as a loss that is no longer a number.</summary>
public sealed class TrainingException(string message, Exception? inner = null) : NetArchException(message, inner);
