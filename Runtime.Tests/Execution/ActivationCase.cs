namespace NetArch.Runtime.Tests.Execution;

/// <summary>An activation as kernels run it, beside its formula.</summary>
public abstract unsafe record ActivationCase(Func<double, double> Function, Func<double, double> Slope)
{
    public abstract bool DerivesByInput { get; }

    public static ActivationCase Of<TActivation>(Func<double, double> function, Func<double, double> slope)
        where TActivation : struct, IActivation => new Typed<TActivation>(function, slope);

    public abstract void Activate(float* x, float* y, int count);

    public abstract void Differentiate(float* dy, float* value, float* dx, int count);

    private sealed record Typed<TActivation>(Func<double, double> Function, Func<double, double> Slope) : ActivationCase(Function, Slope)
        where TActivation : struct, IActivation
    {
        public override bool DerivesByInput => TActivation.DerivesByInput;

        public override void Activate(float* x, float* y, int count) => Lanes.Activate<TActivation>(x, y, count);

        public override void Differentiate(float* dy, float* value, float* dx, int count) => Lanes.Differentiate<TActivation>(dy, value, dx, count, scale: 1);
    }
}
