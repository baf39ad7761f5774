namespace NetArch.Gpu;

/// <summary>A GPU that cannot be used, has too little memory, or does not take a kernel; the message says what would mend it.</summary>
public sealed class GpuException(string message, Exception? inner = null) : NetArchException(message, inner);
