namespace NetArch.Gpu;

/// <summary>Two neighbouring lanes: one 64-bit load or store.</summary>
public struct Float2
{
    public float X, Y;
}
