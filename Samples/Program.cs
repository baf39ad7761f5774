using NetArch;
using NetArch.Samples.Networks;

foreach (NetworkDescription network in new[] { LeNet.Describe, DigitsMlp.Describe })
{
    Console.WriteLine(network.Name);
    Console.WriteLine(network.Summary);
    Console.WriteLine();
}
