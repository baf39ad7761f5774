using ILGPU;

namespace NetArch.IlgpuEmulation.Speed;

/// <summary>The kernels that are timed.</summary>
internal static class SpeedKernels
{
    private const int Tile = 16;

    public static void Product(ArrayView<float> a, ArrayView<float> b, ArrayView<float> c, int size)
    {
        int row = Grid.IdxY * Tile + Group.IdxY;
        int column = Grid.IdxX * Tile + Group.IdxX;
        float sum = 0;
        for (int k = 0; k < size; k++)
            sum += a[row * size + k] * b[k * size + column];
        c[row * size + column] = sum;
    }

    public static void TiledProduct(ArrayView<float> a, ArrayView<float> b, ArrayView<float> c, int size)
    {
        ArrayView<float> tileA = SharedMemory.Allocate<float>(Tile * Tile);
        ArrayView<float> tileB = SharedMemory.Allocate<float>(Tile * Tile);
        int row = Grid.IdxY * Tile + Group.IdxY;
        int column = Grid.IdxX * Tile + Group.IdxX;
        int own = Group.IdxY * Tile + Group.IdxX;
        int line = Group.IdxY * Tile;
        int x = Group.IdxX;
        float sum = 0;
        for (int k = 0; k < size; k += Tile)
        {
            tileA[own] = a[row * size + k + x];
            tileB[own] = b[(k + Group.IdxY) * size + column];
            Group.Barrier();
            for (int i = 0; i < Tile; i++)
                sum += tileA[line + i] * tileB[i * Tile + x];
            Group.Barrier();
        }
        c[row * size + column] = sum;
    }

    public static void Waits(ArrayView<int> count, int times)
    {
        for (int i = 0; i < times; i++)
            Group.Barrier();
        count[Group.IdxX] = times;
    }

    public static void Shuffles(ArrayView<int> count, int times)
    {
        int value = Group.IdxX;
        for (int i = 0; i < times; i++)
            value = Warp.ShuffleXor(value, 1);
        count[Group.IdxX] = value;
    }

    public static void Empty(ArrayView<int> count, int value) => count[Group.IdxX] = value;
}
