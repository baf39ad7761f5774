namespace ILGPU
{
    /// <summary>A kernel that cannot be compiled; thrown while it is loaded.</summary>
    public sealed class InternalCompilerException : Exception
    {
        public InternalCompilerException()
        {
        }

        public InternalCompilerException(string message) : base(message)
        {
        }

        public InternalCompilerException(string message, Exception innerException) : base(message, innerException)
        {
        }
    }

    /// <summary>Something that only a kernel may call, called on the host.</summary>
    public sealed class InvalidKernelOperationException : InvalidOperationException
    {
        public InvalidKernelOperationException()
        {
        }

        public InvalidKernelOperationException(string message) : base(message)
        {
        }

        public InvalidKernelOperationException(string message, Exception innerException) : base(message, innerException)
        {
        }
    }

    /// <summary>Something the device cannot do.</summary>
    public sealed class CapabilityNotSupportedException : Exception
    {
        public CapabilityNotSupportedException()
        {
        }

        public CapabilityNotSupportedException(string message) : base(message)
        {
        }

        public CapabilityNotSupportedException(string message, Exception innerException) : base(message, innerException)
        {
        }
    }
}

namespace ILGPU.Runtime
{
    /// <summary>A failure of a device.</summary>
    public abstract class AcceleratorException : Exception
    {
        protected AcceleratorException()
        {
        }

        protected AcceleratorException(string message) : base(message)
        {
        }

        protected AcceleratorException(string message, Exception innerException) : base(message, innerException)
        {
        }

        /// <summary>The kind of device that failed.</summary>
        public abstract AcceleratorType AcceleratorType { get; }
    }

    /// <summary>The kinds of devices that ILGPU knows.</summary>
    public enum AcceleratorType
    {
        CPU = 0,
        Cuda = 1,
        OpenCL = 2,
    }
}
