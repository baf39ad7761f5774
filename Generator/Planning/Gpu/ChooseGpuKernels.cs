using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning.Gpu;

/// <summary>Gives every step that works with weights its kernel. A fully connected layer becomes a convolution of 1x1 images.</summary>
internal sealed class ChooseGpuKernels(EquatableArray<ParameterPlan> parameters)
{
    public Schedule Apply(Schedule schedule) => schedule with
    {
        Stages = schedule.Stages.Select(stage => new Stage(stage.Tasks.Select(
            task => task with { Steps = task.Steps.Select(Choose).ToEquatableArray() }).ToEquatableArray())).ToEquatableArray(),
    };

    private Step Choose(Step step) => step switch
    {
        GeneralConvolveStep s => new GpuConvolveStep(
            GpuTiling.Convolution(s.Geometry), s.Geometry, s.From, s.Weight, s.Bias, s.Addend, s.To, s.Activation)
        {
            Tensor = TensorTiling.Convolution(s.Geometry),
        },
        ConnectStep s => Connect(s, Vector(s.Kernel.Inputs, s.Rows)),
        GeneralDataGradientStep s => new GpuDataGradientStep(
            GpuTiling.DataGradient(s.Geometry), s.Geometry, s.Gradient, s.Weight, s.Addend, s.To, s.Value, s.Activation, s.Probability)
        {
            Tensor = TensorTiling.DataGradient(s.Geometry),
        },
        ConnectDataGradientStep s => ConnectBackward(s, Vector(s.Columns, s.Kernel.Outputs)),
        GeneralWeightGradientStep s => new GpuWeightGradientStep(
            GpuTiling.WeightGradient(s.Geometry), s.Geometry, s.Value, s.Gradient, s.Weight, s.Bias)
        {
            Tensor = TensorTiling.WeightGradient(s.Geometry),
        },
        ConnectWeightGradientStep s => ConnectWeights(s, Vector(parameters[s.Weight].Columns, s.Rows)),
        _ => step,
    };

    private static GpuConvolveStep Connect(ConnectStep s, ConvolutionGeometry g) =>
        new(GpuTiling.Convolution(g), g, s.From, s.Weight, s.Bias, null, s.To, s.Activation);

    private static GpuDataGradientStep ConnectBackward(ConnectDataGradientStep s, ConvolutionGeometry g) =>
        new(GpuTiling.DataGradient(g), g, s.Gradient, s.Weight, null, s.To, s.Value, s.Activation, s.Probability);

    private static GpuWeightGradientStep ConnectWeights(ConnectWeightGradientStep s, ConvolutionGeometry g) =>
        new(GpuTiling.WeightGradient(g), g, s.Samples, s.Gradient, s.Weight, s.Bias);

    private static ConvolutionGeometry Vector(int inputs, int outputs)
    {
        Extent one = Extent.Square(1);
        return new(1, inputs, 1, 1, outputs, 1, 1, one, one, Extent.Square(0), one);
    }
}
