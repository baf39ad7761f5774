namespace NetArch.Gpu;

/// <summary>Four neighbouring floats: one 128-bit load or store.</summary>
public struct Float4
{
    public float X, Y, Z, W;
}
