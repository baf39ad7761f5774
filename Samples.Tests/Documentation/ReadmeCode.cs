using NetArch.Samples.Networks;

namespace NetArch.Samples.Tests.Documentation;

/// <summary>The C# of the README, line by line, so that it stays code that compiles and runs.</summary>
internal static class ReadmeCode
{
    public static void Run(string folder, string file)
    {
        (Dataset<LeNet.Input> train, Dataset<LeNet.Input> test) = Mnist.Load<LeNet.Input>(folder);   // pads 28x28 to LeNet's 32x32
        Standardisation inputs = Standardisation.Of(train);
        (train, test) = (train.Standardise(inputs), test.Standardise(inputs));

        using var net = new LeNet(seed: 1);
        TrainingRun run = net.Fit(train, new Adam(0.002f), epochs: 10, batch: 128, schedule: new CosineSchedule(), progress: TrainingProgress.Console);
        Evaluation result = net.Evaluate(test);                       // loss, accuracy, confusion matrix
        LeNet.Output answer = net.Predict(test[0]);                   // answer.Class, answer.Confidence, answer.Probabilities

        net.Save(file);
        using LeNet copy = LeNet.Load(file);

        net.C1.Freeze();                                              // a layer is a property; so are its parameters
        net.F6.LearningRate = 0.0005f;
        float[] filters = net.C3.Weights.ToArray();                   // 16x6x5x5
        float[] slope = net.InputGradient(test[0], 7);                // of the loss of the answer 7, by every pixel
        IReadOnlyList<LayerTrace> layers = net.Trace(test[0]);        // the output of every layer
        const int parameters = LeNet.ParameterCount;                  // 61_684, a constant

        new object[] { run.Kept, result.Count, answer.Class, copy.Parameters[0].Count, filters[0], slope[0], layers.Count, parameters }
            .ShouldAllBe(value => value != null);
    }
}
