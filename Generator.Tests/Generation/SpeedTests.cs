namespace NetArch.Generator.Tests.Generation;

public class SpeedTests
{
    [Fact]
    public void LeNet_is_generated_in_less_than_20_milliseconds_once_warm()
    {
        GeneratorRun run = GeneratorRun.Of(("LeNet.net.arch", TestSources.Sample("LeNet")));
        var times = new List<TimeSpan>();
        for (int units = 85; units < 125; units++)
        {
            // Another size of F6 each time, so that everything is checked, planned and emitted anew.
            string text = $"network LeNet {{ input 1x32x32; conv 6 5x5; tanh; avgpool 2x2; conv 16 5x5; tanh; avgpool 2x2; fc 120; tanh; fc {units}; tanh; fc 10; softmax }}";
            run = run.Edit("LeNet.net.arch", text);
            run.FilesEmitted.ShouldBe(2);
            times.Add(run.Elapsed);
        }

        // The quickest run is the generator's own time; the others also show what else the machine was doing.
        times.Min().TotalMilliseconds.ShouldBeLessThan(20);
    }
}
