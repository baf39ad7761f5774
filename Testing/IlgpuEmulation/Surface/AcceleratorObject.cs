using ILGPU.Util;

namespace ILGPU.Util
{
    /// <summary>Disposes once.</summary>
    public abstract class DisposeBase : IDisposable
    {
        private int disposed;

        ~DisposeBase()
        {
            if (Interlocked.Exchange(ref disposed, 1) == 0)
                Dispose(false);
        }

        public bool IsDisposed => disposed != 0;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref disposed, 1) == 0)
                Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
        }
    }
}

namespace ILGPU.Runtime
{
    /// <summary>Something that belongs to an accelerator and goes with it.</summary>
    public abstract class AcceleratorObject : DisposeBase
    {
        private protected AcceleratorObject(Accelerator accelerator)
        {
            Accelerator = accelerator;
            accelerator.Adopt(this);
        }

        public Accelerator Accelerator { get; }

        public AcceleratorType AcceleratorType => Accelerator.AcceleratorType;

        protected sealed override void Dispose(bool disposing)
        {
            if (disposing)
                Accelerator.Release(this);
            DisposeAcceleratorObject(disposing);
        }

        private protected virtual void DisposeAcceleratorObject(bool disposing)
        {
        }
    }

    /// <summary>A queue of work. Work is done at once here, so there is never anything to wait for.</summary>
    public abstract class AcceleratorStream : AcceleratorObject
    {
        private protected AcceleratorStream(Accelerator accelerator) : base(accelerator)
        {
        }

        /// <summary>Waits until all work of the stream is done.</summary>
        public abstract void Synchronize();

        public Task SynchronizeAsync()
        {
            Synchronize();
            return Task.CompletedTask;
        }
    }
}
