using NetArch.Gpu;

namespace NetArch.Runtime.Gpu.Tests.Engine;

public sealed class ParameterOrderTests
{
    public static TheoryData<int, int, int> Shapes => new()
    {
        { 1, 1, 7 }, { 1, 4, 3 }, { 1, 5, 3 }, { 1, 6, 1 }, { 2, 4, 5 }, { 3, 6, 2 }, { 4, 1, 9 }, { 2, 3, 1 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void What_is_laid_out_for_the_device_comes_back_as_it_was(int groups, int rows, int columns)
    {
        var place = new GpuParameter(0, groups, rows, columns, true, 1, 1);
        float[] values = [.. Enumerable.Range(1, place.Values).Select(i => (float)i)];
        float[] device = LaidOut(place, values), back = new float[values.Length];
        place.FromDevice(device, back);
        back.ShouldBe(values);
        device.Where(value => value != 0).Order().ShouldBe(values);
        device.Count(value => value == 0).ShouldBe(place.Floats - place.Values);
    }

    [Fact]
    public void Four_rows_of_a_column_lie_side_by_side()
    {
        var place = new GpuParameter(0, Groups: 1, Rows: 5, Columns: 2, true, 1, 1);
        LaidOut(place, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]).ShouldBe([1, 3, 5, 7, 2, 4, 6, 8, 9, 0, 0, 0, 10, 0, 0, 0]);
    }

    [Fact]
    public void Every_group_is_padded_by_itself()
    {
        var place = new GpuParameter(0, Groups: 2, Rows: 2, Columns: 1, true, 1, 1);
        LaidOut(place, [1, 2, 3, 4]).ShouldBe([1, 2, 0, 0, 3, 4, 0, 0]);
    }

    [Fact]
    public void A_vector_lies_plainly() =>
        LaidOut(new GpuParameter(0, 1, 1, 3, true, 1, 1), [1, 2, 3]).ShouldBe([1, 2, 3]);

    private static float[] LaidOut(GpuParameter place, float[] values)
    {
        var device = new float[place.Floats];
        Array.Fill(device, float.NaN);
        place.ToDevice(values, device);
        return device;
    }
}
