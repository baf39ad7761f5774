namespace NetArch.Runtime.Tests;

/// <summary>An engine for stacks of fully connected layers without activations between them, written as plainly as the formulas:
/// it tests what stands above the seam, and serves as the slow truth where a worked example has digits.</summary>
internal sealed class LinearEngine : INetworkEngine
{
    private readonly NetworkDescription _network;
    private readonly float[][] _values, _gradients, _first, _second;
    private readonly double[][] _activations, _errors;
    private int _steps;

    public LinearEngine(NetworkDescription network)
    {
        _network = network;
        float[][] Zeros() => [.. network.Parameters.Select(parameter => new float[parameter.Count])];
        (_values, _gradients, _first, _second) = (Zeros(), Zeros(), Zeros(), Zeros());
        _activations = [new double[network.Input.Count], .. Layers.Select(i => new double[Outputs(i)])];
        _errors = [.. _activations.Select(values => new double[values.Length])];
    }

    /// <summary>What each training step was given; null keeps nothing, and then a step allocates nothing.</summary>
    public List<StepRecord>? Log { get; set; }

    /// <summary>What the next training steps report as their loss instead of the true one.</summary>
    public double? ReportedLoss { get; set; }

    public int Resets { get; private set; }

    public bool IsDisposed { get; private set; }

    private IEnumerable<int> Layers => Enumerable.Range(0, _network.Parameters.Count / 2);

    public BatchResult Train(in Batch batch, Optimizer optimizer, in StepContext step)
    {
        Log?.Add(new StepRecord(batch.Indices.ToArray(), step.Rates.ToArray(), step.Seed, step.Step, step.Dropout, step.Reduction));
        BatchResult result = ComputeGradients(batch, step);
        _steps++;
        for (int i = 0; i < _values.Length; i++)
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
            for (int o = 0; o < _network.Outputs && !outputs.IsEmpty; o++) outputs[sample * _network.Outputs + o] = (float)_activations[^1][o];
        }

        return result;
    }

    public BatchResult ComputeGradients(in Batch batch, in StepContext step)
    {
        foreach (float[] gradient in _gradients) Array.Clear(gradient);
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
            for (int i = 0; i < _network.Input.Count; i++) gradients[sample * _network.Input.Count + i] = (float)_errors[0][i];
        }

        return result;
    }

    public void Trace(in Batch batch, float[][] outputs)
    {
        for (int sample = 0; sample < batch.Count; sample++)
        {
            Forward(batch, sample);
            foreach (int layer in Layers)
                for (int o = 0; o < Outputs(layer); o++) outputs[layer][sample * Outputs(layer) + o] = (float)_activations[layer + 1][o];
        }
    }

    public void ReadParameter(int index, Span<float> destination) => _values[index].CopyTo(destination);

    public void WriteParameter(int index, ReadOnlySpan<float> source) => source.CopyTo(_values[index]);

    public void ReadGradient(int index, Span<float> destination) => _gradients[index].CopyTo(destination);

    public void ResetOptimizer()
    {
        Resets++;
        _steps = 0;
        foreach (float[] moment in _first.Concat(_second)) Array.Clear(moment);
    }

    public void Dispose() => IsDisposed = true;

    private int Outputs(int layer) => _network.Parameters[2 * layer + 1].Count;

    private void Forward(in Batch batch, int sample)
    {
        int size = _network.Input.Count;
        for (int i = 0; i < size; i++) _activations[0][i] = batch.Values[batch.Indices[sample] * size + i];
        for (int layer = 0; layer + 1 < _activations.Length; layer++)
        {
            (double[] from, double[] to) = (_activations[layer], _activations[layer + 1]);
            for (int o = 0; o < to.Length; o++)
            {
                to[o] = _values[2 * layer + 1][o];
                for (int i = 0; i < from.Length; i++) to[o] += _values[2 * layer][o * from.Length + i] * from[i];
            }
        }

        Answer(_activations[^1]);
    }

    private void Answer(double[] outputs)
    {
        if (_network.Loss == Loss.SquaredError) return;
        if (_network.Loss == Loss.BinaryCrossEntropy)
        {
            for (int o = 0; o < outputs.Length; o++) outputs[o] = 1 / (1 + Math.Exp(-outputs[o]));
            return;
        }

        double largest = outputs.Max(), sum = 0;
        for (int o = 0; o < outputs.Length; o++) sum += outputs[o] = Math.Exp(outputs[o] - largest);
        for (int o = 0; o < outputs.Length; o++) outputs[o] /= sum;
    }

    private double Target(in Batch batch, int sample, int output) => _network.Loss == Loss.CrossEntropy
        ? batch.Labels[batch.Indices[sample]] == output ? 1 : 0
        : batch.Targets[batch.Indices[sample] * _network.Outputs + output];

    private double Divisor(in Batch batch, Reduction reduction) => _network.Loss switch
    {
        Loss.CrossEntropy => batch.Count,
        Loss.SquaredError when reduction == Reduction.Sum => 1,
        _ => batch.Count * _network.Outputs,
    };

    private BatchResult Add(BatchResult result, in Batch batch, int sample, Reduction reduction)
    {
        if (!batch.HasTargets) return result;
        double loss = 0;
        int best = 0;
        for (int o = 0; o < _network.Outputs; o++)
        {
            (double answer, double target) = (_activations[^1][o], Target(batch, sample, o));
            if (answer > _activations[^1][best]) best = o;
            loss += _network.Loss switch
            {
                Loss.CrossEntropy => target == 0 ? 0 : -Math.Log(answer),
                Loss.BinaryCrossEntropy => -(target * Math.Log(answer) + (1 - target) * Math.Log(1 - answer)),
                _ => (answer - target) * (answer - target),
            };
        }

        bool correct = _network.Loss switch
        {
            Loss.SquaredError => false,
            Loss.BinaryCrossEntropy when _network.Outputs == 1 => _activations[^1][0] >= 0.5 == Target(batch, sample, 0) >= 0.5,
            _ => Target(batch, sample, best) == 1,
        };
        return new BatchResult(result.Loss + loss / Divisor(batch, reduction), result.Correct + (correct ? 1 : 0));
    }

    private void Backward(in Batch batch, int sample, Reduction reduction)
    {
        // Softmax with cross-entropy, sigmoid with its own, and half a squared error share p - t.
        double scale = (_network.Loss == Loss.SquaredError ? 2 : 1) / Divisor(batch, reduction);
        for (int o = 0; o < _network.Outputs; o++) _errors[^1][o] = (_activations[^1][o] - Target(batch, sample, o)) * scale;
        for (int layer = _activations.Length - 2; layer >= 0; layer--)
        {
            (double[] from, double[] error) = (_activations[layer], _errors[layer + 1]);
            Array.Clear(_errors[layer]);
            for (int o = 0; o < error.Length; o++)
            {
                _gradients[2 * layer + 1][o] += (float)error[o];
                for (int i = 0; i < from.Length; i++)
                {
                    _gradients[2 * layer][o * from.Length + i] += (float)(error[o] * from[i]);
                    _errors[layer][i] += error[o] * _values[2 * layer][o * from.Length + i];
                }
            }
        }
    }

    private void Update(int index, Optimizer optimizer, float rate)
    {
        (float[] values, float[] gradients, float[] first, float[] second) = (_values[index], _gradients[index], _first[index], _second[index]);
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
                    double mean = first[i] / (1 - Math.Pow(adam.Beta1, _steps)), square = second[i] / (1 - Math.Pow(adam.Beta2, _steps));
                    values[i] -= (float)(rate * mean / (Math.Sqrt(square) + adam.Epsilon));
                    break;
            }
        }
    }
}

internal sealed record StepRecord(int[] Indices, float[] Rates, ulong Seed, long Step, bool Dropout, Reduction Reduction);
