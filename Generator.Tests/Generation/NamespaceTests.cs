using NetArch.Generator.Pipeline;

namespace NetArch.Generator.Tests.Generation;

public class NamespaceTests
{
    [Theory]
    [InlineData("App", "/home/app/", "/home/app/LeNet.net.arch", "App")]
    [InlineData("App", "/home/app/", "/home/app/nets/vision/LeNet.net.arch", "App.nets.vision")]
    [InlineData("App", "/home/app", "/home/app/nets/LeNet.net.arch", "App.nets")]
    [InlineData("App", @"C:\app\", @"C:\app\nets\LeNet.net.arch", "App.nets")]
    [InlineData("App", @"c:\app\", @"C:\App\nets\LeNet.net.arch", "App.nets")]
    [InlineData("App", "/home/app/", "/home/elsewhere/LeNet.net.arch", "App")]
    [InlineData("App", "/home/app/", "/home/app2/LeNet.net.arch", "App")]
    [InlineData("App", "/home/app/", "/home/app/../elsewhere/nets/LeNet.net.arch", "App")]
    [InlineData("App", @"C:\app\", @"C:\app\..\elsewhere\LeNet.net.arch", "App")]
    [InlineData("App", "/home/app/", "/home/app/./nets/../nets/LeNet.net.arch", "App.nets")]
    [InlineData("App", "", "/home/app/nets/LeNet.net.arch", "App")]
    [InlineData("", "/home/app/", "/home/app/nets/LeNet.net.arch", "nets")]
    [InlineData("", "", "/home/app/LeNet.net.arch", "")]
    [InlineData("My-App.2", "/home/app/", "/home/app/2nd try/LeNet.net.arch", "My_App._2._2nd_try")]
    public void A_file_that_states_none_has_the_projects_and_its_folders(string root, string directory, string path, string expected) =>
        new ProjectOptions(root, directory).NamespaceOf(path).ShouldBe(expected);

    [Fact]
    public void A_stated_namespace_wins_over_the_folder()
    {
        GeneratorRun run = GeneratorRun.Of(("nets/Tiny.net.arch", "namespace Stated.Here\n" + NetworkTexts.Tiny));
        run.Hints.ShouldContain("Stated.Here.Tiny.g.cs");
        run.File("Stated.Here.Tiny.g.cs").ShouldContain("\nnamespace Stated.Here;\n");
    }
}
