using NetArch;
using NetArchApp;

// Digits that the program draws itself; Mnist.Load<LeNet.Input>("folder") reads MNIST's files instead.
(Dataset<LeNet.Input> train, Dataset<LeNet.Input> test) = DrawnDigits.Load<LeNet.Input>();
Console.WriteLine(LeNet.Summary);

using var net = new LeNet(seed: 1);
net.Fit(train, new Adam(0.002f), epochs: 5, batch: 128, schedule: new CosineSchedule(), progress: TrainingProgress.Console);

Evaluation result = net.Evaluate(test);
Console.WriteLine($"{result.Accuracy:P2} of {result.Count:N0} digits that it has not seen");

LeNet.Output answer = net.Predict(test[0]);
Console.WriteLine($"The first of them is a {answer.Class}, it says with {answer.Confidence:P1} confidence");

net.Save("LeNet.safetensors");   // LeNet.Load reads it again
