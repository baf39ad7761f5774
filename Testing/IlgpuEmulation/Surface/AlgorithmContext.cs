namespace ILGPU;

/// <summary>Switches the functions of ILGPU.Algorithms on.</summary>
public static class AlgorithmContext
{
    public static Context.Builder EnableAlgorithms(this Context.Builder builder)
    {
        builder.HasAlgorithms = true;
        return builder;
    }
}
