namespace NetArch.Gpu;

/// <summary>Four neighbouring lanes, or the weights of four neighbouring filters: one 128-bit load or store.</summary>
public struct Float4
{
    public float X, Y, Z, W;

    public Float4(float x, float y, float z, float w)
    {
        X = x;
        Y = y;
        Z = z;
        W = w;
    }
}
