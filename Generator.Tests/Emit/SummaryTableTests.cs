using NetArch.Dsl.Model;
using NetArch.Generator.Emit.Surface;

namespace NetArch.Generator.Tests.Emit;

public class SummaryTableTests
{
    [Fact]
    public void Names_stand_left_numbers_right_and_the_totals_below()
    {
        Shape image = Shape.Image(3, 4, 4), flat = Shape.Vector(48), ten = Shape.Vector(10);
        var network = new Network("Small", null, image, new EquatableArray<Layer>(
        [
            new BatchNormalisation("norm", image, image, false, 0.1, 1e-5),
            new Flatten("flatten1", image, flat, false),
            new FullyConnected("Out", flat, ten, true, true),
            new Softmax("softmax1", ten, ten, false),
        ]));

        SummaryTable.Of(network).Split('\n').ShouldBe(
        [
            "layer                   output  parameters  multiply-accumulates",
            "input                   3x4x4",
            "norm      batchnorm     3x4x4           12",
            "flatten1  flatten       48",
            "Out       fc 10 frozen  10             490                   480",
            "softmax1  softmax       10",
            "total                   10             502                   480",
            "trainable 496",
            "running statistics 6",
            "of the trainable, frozen in the text 490",
        ]);
    }
}
