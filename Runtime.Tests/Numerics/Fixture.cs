using System.Reflection;
using System.Text.Json;

namespace NetArch.Runtime.Tests.Numerics;

/// <summary>What PyTorch computed for one network; <c>Fixtures/make_fixtures.py</c> writes it.</summary>
/// <param name="Samples">Samples of the data set.</param>
/// <param name="Loss">In evaluation, as outputs and the gradient by the inputs are.</param>
/// <param name="TrainingLoss">In training, without dropout, as the gradients are.</param>
internal sealed record Fixture(
    string Network, int Samples, int Batch, double Loss, TensorSample Outputs, TensorSample InputGradient,
    double TrainingLoss, Dictionary<string, TensorSample> Gradients, Dictionary<string, TrainingCourse> Courses)
{
    private const string Folder = "Fixtures.";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static IEnumerable<string> Names => typeof(Fixture).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
        .Select(name => name[Folder.Length..^".json".Length]).Order(StringComparer.Ordinal);

    public static Fixture Read(string name)
    {
        using Stream stream = typeof(Fixture).Assembly.GetManifestResourceStream(Folder + name + ".json")!;
        return JsonSerializer.Deserialize<Fixture>(stream, Options)!;
    }

    /// <summary>The rows of a step's batch.</summary>
    public int[] Rows(int step) => [.. Enumerable.Range(0, Batch).Select(i => (step * Batch + i) % Samples)];
}

/// <summary>Every so many values of a tensor, and the Euclidean norm of all.</summary>
internal sealed record TensorSample(int Stride, double Norm, double[] Values)
{
    /// <summary>The larger of the errors of the sampled values, over the largest of them, and of the norm, relative.</summary>
    public double Error(float[] found)
    {
        float[] sampled = [.. found.Where((_, i) => i % Stride == 0)];
        double norm = Math.Sqrt(found.Sum(value => (double)value * value));
        double ofNorm = Norm == 0 ? norm : Math.Abs(norm - Norm) / Norm;
        return Math.Max(Agreement.Error(sampled, Values), ofNorm);
    }
}

/// <param name="Losses">Of each step, before it.</param>
/// <param name="Parameters">After so many steps.</param>
internal sealed record TrainingCourse(double[] Losses, Dictionary<string, Dictionary<string, TensorSample>> Parameters);
