using NetArch.Runtime.Tests.Numerics;

namespace NetArch.Runtime.Tests.Execution;

public sealed unsafe class GeneralConvolutionTests
{
    /// <summary>Groups, channels and filters of a group; input, kernel, stride, padding and dilation of rows and of columns.</summary>
    public static TheoryData<int[], int[], int[]> Geometries => new()
    {
        { [1, 1, 1], [1, 1, 1, 0, 1], [1, 1, 1, 0, 1] },
        { [1, 3, 8], [5, 3, 1, 1, 1], [6, 3, 1, 1, 1] },
        { [1, 9, 19], [5, 1, 1, 0, 1], [3, 1, 1, 0, 1] },
        { [1, 2, 10], [7, 3, 2, 0, 1], [9, 5, 2, 2, 1] },
        { [2, 3, 5], [9, 3, 1, 2, 2], [7, 2, 3, 1, 3] },
        { [3, 8, 9], [4, 3, 2, 3, 1], [5, 3, 4, 0, 1] },
        { [1, 2, 3], [3, 2, 3, 0, 1], [70, 65, 1, 5, 1] },
        { [1, 9, 2], [12, 3, 4, 2, 6], [13, 4, 6, 1, 4] },
        { [1, 1, 2], [2, 7, 1, 4, 1], [1, 5, 2, 2, 1] },
    };

    [Theory]
    [MemberData(nameof(Geometries))]
    public void Forward_adds_bias_and_addend_and_activates(int[] counts, int[] rows, int[] columns)
    {
        using var layer = new Layer(counts, rows, columns);
        layer.Forward(hasAddend: true);
        layer.Y.Unpack().ShouldAgree(layer.Expected(hasAddend: true), Tolerances.Kernel, "y");
        layer.Forward(hasAddend: false);
        layer.Y.Unpack().ShouldAgree(layer.Expected(hasAddend: false), Tolerances.Kernel, "y without addend");
    }

    [Theory]
    [MemberData(nameof(Geometries))]
    public void Backward_gives_the_data_its_gradient(int[] counts, int[] rows, int[] columns)
    {
        using var layer = new Layer(counts, rows, columns);
        double[] sums = layer.ExpectedDataGradient();
        layer.DataGradient<Identity>(addend: null, value: null, scale: 1);
        layer.DX.Unpack().ShouldAgree(sums, Tolerances.Kernel, "dx");
        layer.DX.Padding().ShouldAllBe(value => value == 0);

        using LaneTensor addend = LaneTensor.Random(17, layer.Inputs, 9);
        layer.DataGradient<Tanh>(addend, layer.X, scale: 1.25f);
        layer.DX.Unpack().ShouldAgree(
            layer.DX.Expect((n, i) => (sums[n * layer.Inputs + i] + addend[n, i]) * (1 - Math.Pow(layer.X[n, i], 2)) * 1.25), Tolerances.Kernel, "dx through tanh");
    }

    [Theory]
    [MemberData(nameof(Geometries))]
    public void Backward_adds_to_the_weights_gradient(int[] counts, int[] rows, int[] columns)
    {
        using var layer = new Layer(counts, rows, columns);
        double[] before = [.. layer.DW.ToArray().Select(value => (double)value)];
        layer.WeightGradient();
        layer.DW.ToArray().ShouldAgree([.. before.Zip(layer.ExpectedWeightGradient(), (a, b) => a + b)], Tolerances.Kernel, "dw");
    }

    /// <summary>A convolution beside its plain loops: every product of a weight and an input, once.</summary>
    private sealed class Layer : IDisposable
    {
        private readonly ConvolutionShape shape;
        private readonly NumberBuffer w, bias;
        private readonly LaneTensor addend, dz;

        public Layer(int[] counts, int[] rows, int[] columns)
        {
            shape = new ConvolutionShape(counts[0], counts[1], counts[2], Axis(rows), Axis(columns));
            Outputs = shape.Groups * shape.Filters * shape.Rows.OutputSize * shape.Columns.OutputSize;
            (X, Y, DX) = (LaneTensor.Random(17, Inputs, 1), LaneTensor.Empty(17, Outputs), LaneTensor.Empty(17, Inputs));
            (addend, dz) = (LaneTensor.Random(17, Outputs, 2), LaneTensor.Random(17, Outputs, 3));
            int weights = shape.Groups * shape.Filters * shape.Channels * shape.Rows.Kernel * shape.Columns.Kernel;
            (w, bias, DW) = (NumberBuffer.Random(weights, 4), NumberBuffer.Random(shape.Groups * shape.Filters, 5), NumberBuffer.Random(weights, 6));
        }

        public int Inputs => shape.Groups * shape.Channels * shape.Rows.Size * shape.Columns.Size;

        public int Outputs { get; }

        public LaneTensor X { get; }

        public LaneTensor Y { get; }

        public LaneTensor DX { get; }

        public NumberBuffer DW { get; }

        public void Forward(bool hasAddend)
        {
            for (int tile = 0; tile < X.Tiles; tile++)
                GeneralConvolution.Forward<Relu>(shape, X.Tile(tile), w.Pointer, bias.Pointer, hasAddend ? addend.Tile(tile) : null, Y.Tile(tile));
        }

        public void DataGradient<TActivation>(LaneTensor? addend, LaneTensor? value, float scale)
            where TActivation : struct, IActivation
        {
            for (int tile = 0; tile < X.Tiles; tile++)
            {
                GeneralConvolution.DataGradient<TActivation>(
                    shape, dz.Tile(tile), w.Pointer, addend is null ? null : addend.Tile(tile), DX.Tile(tile), value is null ? null : value.Tile(tile), scale);
            }
        }

        public void WeightGradient()
        {
            for (int tile = 0; tile < X.Tiles; tile++) GeneralConvolution.WeightGradient(shape, X.Tile(tile), dz.Tile(tile), DW.Pointer);
        }

        public double[] Expected(bool hasAddend)
        {
            double[] y = Y.Expect((n, i) => bias[i / (shape.Rows.OutputSize * shape.Columns.OutputSize)] + (hasAddend ? (double)addend[n, i] : 0));
            Visit((n, weight, input, output) => y[n * Outputs + output] += (double)w[weight] * X[n, input]);
            return [.. y.Select(value => Math.Max(0, value))];
        }

        public double[] ExpectedDataGradient()
        {
            var dx = new double[17 * Inputs];
            Visit((n, weight, input, output) => dx[n * Inputs + input] += (double)w[weight] * dz[n, output]);
            return dx;
        }

        public double[] ExpectedWeightGradient()
        {
            var dw = new double[DW.Count];
            Visit((n, weight, input, output) => dw[weight] += (double)X[n, input] * dz[n, output]);
            return dw;
        }

        public void Dispose()
        {
            foreach (IDisposable part in new IDisposable[] { w, bias, addend, dz, X, Y, DX, DW }) part.Dispose();
        }

        private static ConvolutionAxis Axis(int[] numbers)
        {
            (int size, int kernel, int stride, int padding, int dilation) = (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
            return new ConvolutionAxis(size, (size + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1, kernel, stride, padding, dilation);
        }

        /// <summary>Every sample, weight, input and output that are multiplied.</summary>
        private void Visit(Action<int, int, int, int> product)
        {
            for (int f = 0; f < shape.Groups * shape.Filters; f++)
            for (int c = 0; c < shape.Channels; c++)
            for (int ky = 0; ky < shape.Rows.Kernel; ky++)
            for (int kx = 0; kx < shape.Columns.Kernel; kx++)
            for (int oy = 0; oy < shape.Rows.OutputSize; oy++)
            for (int ox = 0; ox < shape.Columns.OutputSize; ox++)
            {
                int iy = oy * shape.Rows.Stride - shape.Rows.Padding + ky * shape.Rows.Dilation;
                int ix = ox * shape.Columns.Stride - shape.Columns.Padding + kx * shape.Columns.Dilation;
                if (iy < 0 || iy >= shape.Rows.Size || ix < 0 || ix >= shape.Columns.Size) continue;
                int weight = ((f * shape.Channels + c) * shape.Rows.Kernel + ky) * shape.Columns.Kernel + kx;
                int input = ((f / shape.Filters * shape.Channels + c) * shape.Rows.Size + iy) * shape.Columns.Size + ix;
                int output = (f * shape.Rows.OutputSize + oy) * shape.Columns.OutputSize + ox;
                for (int n = 0; n < 17; n++) product(n, weight, input, output);
            }
        }
    }
}
