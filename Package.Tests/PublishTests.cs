namespace NetArch.Package.Tests;

/// <summary>A program with a network can be trimmed and compiled to native code, without a warning.</summary>
[Collection(PackagesCollection.Name)]
public sealed class PublishTests(Packages packages)
{
    [Fact]
    public void A_trimmed_program_trains()
    {
        using var folder = new UserFolder(packages);
        ConsoleProject.Create(folder, packages);

        Publish(folder, "-p:PublishTrimmed=true");

        CommandLine.Run(folder.Path, folder.File("published/Digits")).Succeeded().ShouldContain("epoch 2/2");
    }

    [NativeToolchainFact]
    public void A_native_program_trains()
    {
        using var folder = new UserFolder(packages);
        ConsoleProject.Create(folder, packages);

        Publish(folder, "-p:PublishAot=true");

        File.Exists(folder.File("published/Digits.dll")).ShouldBeFalse();
        CommandLine.Run(folder.Path, folder.File("published/Digits")).Succeeded().ShouldContain("epoch 2/2");
    }

    private static void Publish(UserFolder folder, string how) => folder.Dotnet(
        "publish", "-r", ThisBuild.RuntimeIdentifier, how, "-warnaserror", "-p:TrimmerSingleWarn=false", "-o", "published").Succeeded();
}

/// <summary>A test that needs what native compilation needs beside the SDK: a C toolchain that links.</summary>
public sealed class NativeToolchainFactAttribute : FactAttribute
{
    public NativeToolchainFactAttribute()
    {
        if (!OperatingSystem.IsLinux()) Skip = "Native compilation is tested on Linux; elsewhere the trimmed program and the analyzers stand for it.";
        else if (!IsInPath("clang") && !IsInPath("gcc"))
            Skip = "Neither clang nor gcc is in PATH, so that no native program can be linked; the trimmed program and the analyzers stand for it.";
    }

    private static bool IsInPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Any(folder => File.Exists(Path.Combine(folder, program)));
}
