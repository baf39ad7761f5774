namespace NetArch.Runtime.Tests;

/// <summary>An engine for stacks of fully connected layers without activations between them, written as plainly as the formulas:
/// it tests what stands above the seam, and serves as the slow truth where a worked example has digits.</summary>
internal sealed class LinearEngine : INetworkEngine
{
    private readonly NetworkDescription network;
    private readonly float[][] values, gradients, first, second;
    private readonly double[][] activations, errors;
    private int steps;

    public LinearEngine(NetworkDescription network)
    {
        this.network = network;
        float[][] Zeros() => [.. network.Parameters.Select(parameter => new float[parameter.Count])];
        (values, gradients, first, second) = (Zeros(), Zeros(), Zeros(), Zeros());
        activations = [new double[network.Input.Count], .. Layers.Select(i => new double[Outputs(i)])];
        errors = [.. activations.Select(values => new double[values.Length])];
    }

    /// <summary>What each training step was given; null keeps nothing, and then a step allocates nothing.</summary>
    public List<StepRecord>? Log { get; set; }

    /// <summary>What the next training steps report as their loss instead of the true one.</summary>
    public double? ReportedLoss { get; set; }

    public int Resets { get; private set; }

    public bool IsDisposed { get; private set; }

    private IEnumerable<int> Layers => Enumerable.Range(0, network.Parameters.Count / 2);

    public long TrainingBytes(int batch) => sizeof(float) * values.Sum(tensor => 3L * tensor.Length);

    public BatchResult Train(in Batch batch, Optimizer optimizer, in StepContext step)
    {
        Log?.Add(new StepRecord(batch.Indices.ToArray(), step.Rates.ToArray(), step.Seed, step.Step, step.Dropout, step.Reduction));
        BatchResult result = ComputeGradients(batch, step);
        steps++;
        for (int i = 0; i < values.Length; i++)
            if (step.Rates[i] >= 0) Update(i, optimizer, step.Rates[i]);
        return ReportedLoss is { } loss ? result with { Loss = loss } : result;
    }

    public BatchResult Infer(in Batch batch, Span<float> outputs)
    {
        BatchResult result = default;
        for (int sample = 0; sample < batch.Count; sample++)
        {
            Forward(batch, sample);
            result = Add(result, batch, sample, Reduction.Mean);
            for (int o = 0; o < network.Outputs && !outputs.IsEmpty; o++) outputs[sample * network.Outputs + o] = (float)activations[^1][o];
        }

        return result;
    }

    public BatchResult ComputeGradients(in Batch batch, in StepContext step)
    {
        foreach (float[] gradient in gradients) Array.Clear(gradient);
        BatchResult result = default;
        for (int sample = 0; sample < batch.Count; sample++)
        {
            Forward(batch, sample);
            result = Add(result, batch, sample, step.Reduction);
            Backward(batch, sample, step.Reduction);
        }

        return result;
    }

    public BatchResult ComputeInputGradients(in Batch batch, Span<float> gradients, Reduction reduction)
    {
        BatchResult result = default;
        for (int sample = 0; sample < batch.Count; sample++)
        {
            Forward(batch, sample);
            result = Add(result, batch, sample, reduction);
            Backward(batch, sample, reduction);
            for (int i = 0; i < network.Input.Count; i++) gradients[sample * network.Input.Count + i] = (float)errors[0][i];
        }

        return result;
    }

    public void Trace(in Batch batch, float[][] outputs)
    {
        for (int sample = 0; sample < batch.Count; sample++)
        {
            Forward(batch, sample);
            foreach (int layer in Layers)
                for (int o = 0; o < Outputs(layer); o++) outputs[layer][sample * Outputs(layer) + o] = (float)activations[layer + 1][o];
        }
    }

    public void ReadParameter(int index, Span<float> destination) => values[index].CopyTo(destination);

    public void WriteParameter(int index, ReadOnlySpan<float> source) => source.CopyTo(values[index]);

    public void ReadGradient(int index, Span<float> destination) => gradients[index].CopyTo(destination);

    public void ResetOptimizer()
    {
        Resets++;
        steps = 0;
        foreach (float[] moment in first.Concat(second)) Array.Clear(moment);
    }

    public void Dispose() => IsDisposed = true;

    private int Outputs(int layer) => network.Parameters[2 * layer + 1].Count;

    private void Forward(in Batch batch, int sample)
    {
        int size = network.Input.Count;
        for (int i = 0; i < size; i++) activations[0][i] = batch.Values[batch.Rows[sample] * size + i];
        for (int layer = 0; layer + 1 < activations.Length; layer++)
        {
            (double[] from, double[] to) = (activations[layer], activations[layer + 1]);
            for (int o = 0; o < to.Length; o++)
            {
                to[o] = values[2 * layer + 1][o];
                for (int i = 0; i < from.Length; i++) to[o] += values[2 * layer][o * from.Length + i] * from[i];
            }
        }

        Answer(activations[^1]);
    }

    private void Answer(double[] outputs)
    {
        if (network.Loss == Loss.SquaredError) return;
        if (network.Loss == Loss.BinaryCrossEntropy)
        {
            for (int o = 0; o < outputs.Length; o++) outputs[o] = 1 / (1 + Math.Exp(-outputs[o]));
            return;
        }

        double largest = outputs.Max(), sum = 0;
        for (int o = 0; o < outputs.Length; o++) sum += outputs[o] = Math.Exp(outputs[o] - largest);
        for (int o = 0; o < outputs.Length; o++) outputs[o] /= sum;
    }

    private double Target(in Batch batch, int sample, int output) => network.Loss == Loss.CrossEntropy
        ? batch.Labels[batch.Indices[sample]] == output ? 1 : 0
        : batch.Targets[batch.Indices[sample] * network.Outputs + output];

    private double Divisor(in Batch batch, Reduction reduction) => network.Loss switch
    {
        Loss.CrossEntropy => batch.Count,
        Loss.SquaredError when reduction == Reduction.Sum => 1,
        _ => batch.Count * network.Outputs,
    };

    private BatchResult Add(BatchResult result, in Batch batch, int sample, Reduction reduction)
    {
        if (!batch.HasTargets) return result;
        double loss = 0;
        int best = 0;
        for (int o = 0; o < network.Outputs; o++)
        {
            (double answer, double target) = (activations[^1][o], Target(batch, sample, o));
            if (answer > activations[^1][best]) best = o;
            loss += network.Loss switch
            {
                Loss.CrossEntropy => target == 0 ? 0 : -Math.Log(answer),
                Loss.BinaryCrossEntropy => -(target * Math.Log(answer) + (1 - target) * Math.Log(1 - answer)),
                _ => (answer - target) * (answer - target),
            };
        }

        bool correct = network.Loss switch
        {
            Loss.SquaredError => false,
            Loss.BinaryCrossEntropy when network.Outputs == 1 => activations[^1][0] >= 0.5 == Target(batch, sample, 0) >= 0.5,
            _ => Target(batch, sample, best) == 1,
        };
        return new BatchResult(result.Loss + loss / Divisor(batch, reduction), result.Correct + (correct ? 1 : 0));
    }

    private void Backward(in Batch batch, int sample, Reduction reduction)
    {
        // Softmax with cross-entropy, sigmoid with its own, and half a squared error share p - t.
        double scale = (network.Loss == Loss.SquaredError ? 2 : 1) / Divisor(batch, reduction);
        for (int o = 0; o < network.Outputs; o++) errors[^1][o] = (activations[^1][o] - Target(batch, sample, o)) * scale;
        for (int layer = activations.Length - 2; layer >= 0; layer--)
        {
            (double[] from, double[] error) = (activations[layer], errors[layer + 1]);
            Array.Clear(errors[layer]);
            for (int o = 0; o < error.Length; o++)
            {
                gradients[2 * layer + 1][o] += (float)error[o];
                for (int i = 0; i < from.Length; i++)
                {
                    gradients[2 * layer][o * from.Length + i] += (float)(error[o] * from[i]);
                    errors[layer][i] += error[o] * values[2 * layer][o * from.Length + i];
                }
            }
        }
    }

    private void Update(int index, Optimizer optimizer, float rate)
    {
        (float[] values, float[] gradients, float[] first, float[] second) = (this.values[index], this.gradients[index], this.first[index], this.second[index]);
        for (int i = 0; i < values.Length; i++)
        {
            double gradient = gradients[i] + optimizer.WeightDecay * values[i];
            switch (optimizer)
            {
                case Sgd sgd:
                    first[i] = (float)(sgd.Momentum * first[i] + gradient);
                    values[i] -= rate * first[i];
                    break;
                case Adam adam:
                    first[i] = (float)(adam.Beta1 * first[i] + (1 - adam.Beta1) * gradient);
                    second[i] = (float)(adam.Beta2 * second[i] + (1 - adam.Beta2) * gradient * gradient);
                    double mean = first[i] / (1 - Math.Pow(adam.Beta1, steps)), square = second[i] / (1 - Math.Pow(adam.Beta2, steps));
                    values[i] -= (float)(rate * mean / (Math.Sqrt(square) + adam.Epsilon));
                    break;
            }
        }
    }
}

internal sealed record StepRecord(int[] Indices, float[] Rates, ulong Seed, long Step, bool Dropout, Reduction Reduction);
