using System.Runtime.Intrinsics;

namespace NetArch;

/// <summary>The end of a network on one tile: outputs, loss, right answers, and the gradient of the loss by the last layer's input.</summary>
/// <remarks>Where <c>gradient</c> is null only outputs and statistics are wanted. Lanes without a sample get a gradient of zero.</remarks>
public static unsafe class Losses
{
    private const int Width = CpuLayout.Lanes;

    /// <summary>Softmax, p = e^z / sum e^z, and cross-entropy -log p[class]; the gradient by z is p - [class].</summary>
    /// <param name="logits">Classes x lanes; becomes the probabilities.</param>
    public static void SoftmaxCrossEntropy(CpuFrame* frame, int tile, float* logits, float* gradient, int classes)
    {
        Vector512<float> largest = Vector512.Load(logits);
        for (int k = 1; k < classes; k++) largest = Vector512.Max(largest, Vector512.Load(logits + k * Width));
        Vector512<float> sum = Vector512<float>.Zero;
        for (int k = 0; k < classes; k++)
        {
            Vector512<float> e = Vector512.Exp(Vector512.Load(logits + k * Width) - largest);
            sum += e;
            if (gradient is not null) Vector512.Store(e, gradient + k * Width);
        }

        Vector512<float> logSum = Vector512.Log(sum) + largest;
        if (frame->Labels is not null) Judge(frame, tile, logits, logSum, largest);
        float* probabilities = gradient is null ? logits : gradient;
        for (int k = 0; k < classes; k++)
        {
            Vector512<float> e = gradient is null ? Vector512.Exp(Vector512.Load(logits + k * Width) - largest) : Vector512.Load(gradient + k * Width);
            Vector512.Store(e / sum, probabilities + k * Width);
        }

        if (frame->Outputs is not null) Lanes.Unpack(frame, tile, probabilities, frame->Outputs, classes);
        if (gradient is not null) SubtractClasses(frame, tile, gradient, classes);
    }

    /// <summary>y = sigmoid z and binary cross-entropy against targets t in [0, 1]: max(z, 0) - z t + log(1 + e^-|z|); the gradient by z is y - t.</summary>
    public static void SigmoidCrossEntropy(CpuFrame* frame, int tile, float* logits, float* gradient, int outputs)
    {
        int valid = frame->ValidLanes(tile);
        double loss = 0;
        int correct = 0;
        for (int lane = 0; lane < Width; lane++)
        {
            int wrong = 0;
            for (int k = 0; k < outputs; k++)
            {
                float z = logits[k * Width + lane];
                float y = 1 / (1 + MathF.Exp(-z));
                if (gradient is null) logits[k * Width + lane] = y;
                if (frame->Outputs is not null && lane < valid) frame->Outputs[((long)tile * Width + lane) * outputs + k] = y;
                if (frame->Targets is null || lane >= valid)
                {
                    if (gradient is not null) gradient[k * Width + lane] = 0;
                    continue;
                }

                float target = Target(frame, tile, lane, k, outputs);
                loss += (Math.Max(z, 0) - z * target + Math.Log(1 + Math.Exp(-Math.Abs((double)z)))) / outputs;
                if (y > 0.5f != target > 0.5f) wrong++;
                if (gradient is not null) gradient[k * Width + lane] = (y - target) * frame->LossScale / outputs;
            }

            if (lane < valid && wrong == 0) correct++;
        }

        frame->Losses[tile] = loss;
        frame->Correct[tile] = frame->Targets is null ? 0 : correct;
    }

    /// <summary>(y - t)^2, summed; the gradient is 2 (y - t), scaled as the reduction says.</summary>
    public static void SquaredError(CpuFrame* frame, int tile, float* values, float* gradient, int outputs)
    {
        int valid = frame->ValidLanes(tile);
        double loss = 0;
        for (int k = 0; k < outputs; k++)
        {
            for (int lane = 0; lane < Width; lane++)
            {
                float y = values[k * Width + lane];
                if (frame->Outputs is not null && lane < valid) frame->Outputs[((long)tile * Width + lane) * outputs + k] = y;
                bool judged = frame->Targets is not null && lane < valid;
                float error = judged ? y - Target(frame, tile, lane, k, outputs) : 0;
                loss += (double)error * error;
                if (gradient is not null) gradient[k * Width + lane] = 2 * error * frame->LossScale;
            }
        }

        frame->Losses[tile] = loss;
        frame->Correct[tile] = 0;
    }

    private static float Target(CpuFrame* frame, int tile, int lane, int output, int outputs) =>
        frame->Targets[(long)frame->Indices[tile * Width + lane] * outputs + output];

    private static void Judge(CpuFrame* frame, int tile, float* logits, Vector512<float> logSum, Vector512<float> largest)
    {
        double loss = 0;
        int correct = 0;
        for (int lane = 0; lane < frame->ValidLanes(tile); lane++)
        {
            float own = logits[frame->Labels[frame->Indices[tile * Width + lane]] * Width + lane];
            loss += logSum.GetElement(lane) - own;
            if (own >= largest.GetElement(lane)) correct++;
        }

        frame->Losses[tile] = loss;
        frame->Correct[tile] = correct;
    }

    private static void SubtractClasses(CpuFrame* frame, int tile, float* gradient, int classes)
    {
        int valid = frame->ValidLanes(tile);
        for (int lane = 0; lane < valid; lane++)
            gradient[frame->Labels[frame->Indices[tile * Width + lane]] * Width + lane] -= 1;
        Vector512<float> scale = Vector512<float>.Zero;
        for (int lane = 0; lane < valid; lane++) scale = scale.WithElement(lane, frame->LossScale);
        for (int k = 0; k < classes; k++)
            Vector512.Store(Vector512.Load(gradient + k * Width) * scale, gradient + k * Width);
    }
}
