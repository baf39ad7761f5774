using System.Diagnostics;
using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace NetArch.Runtime.Gpu.Conformance;

internal sealed record TestCounts(int Passed, int Failed, int Skipped, TimeSpan Elapsed);

/// <summary>Finds and runs the tests of an assembly within this process, by xunit's own framework: its runners are parts of an SDK.</summary>
internal sealed class TestRun(Assembly assembly, TextWriter output)
{
    private readonly List<ITestCase> cases = [];
    private int passed, failed, skipped;

    /// <param name="parts">Tests run whose names contain one of these; none means all.</param>
    public TestCounts Run(string[] parts)
    {
        long started = Stopwatch.GetTimestamp();
        using var framework = new XunitTestFramework(new MessageSink<IDiagnosticMessage>(message => output.WriteLine(message.Message)));
        using ITestFrameworkDiscoverer discoverer = framework.GetDiscoverer(Reflector.Wrap(assembly));
        Await<IDiscoveryCompleteMessage>(sink => discoverer.Find(includeSourceInformation: false, sink, new RunOptions()));
        using ITestFrameworkExecutor executor = framework.GetExecutor(assembly.GetName());
        ITestCase[] chosen = [.. cases.Where(found => parts.Length == 0 || parts.Any(part => found.DisplayName.Contains(part, StringComparison.OrdinalIgnoreCase)))];
        Await<ITestAssemblyFinished>(sink => executor.RunTests(chosen, sink, new RunOptions()));
        return new TestCounts(passed, failed, skipped, Stopwatch.GetElapsedTime(started));
    }

    /// <summary>Begins something and waits for the message that ends it.</summary>
    private void Await<TLast>(Action<IMessageSink> begin) where TLast : IMessageSinkMessage
    {
        using var ended = new ManualResetEventSlim();
        begin(new MessageSink<IMessageSinkMessage>(message =>
        {
            Hear(message);
            if (message is TLast) ended.Set();
        }));
        ended.Wait();
    }

    private void Hear(IMessageSinkMessage message)
    {
        switch (message)
        {
            case ITestCaseDiscoveryMessage { TestCase: var found }: cases.Add(found); break;
            case ITestPassed: passed++; break;
            case ITestSkipped: skipped++; break;
            case ITestFailed test: Complain(test.Test.DisplayName, test); break;
            case IErrorMessage error: Complain("the run itself", error); break;
            case ITestClassConstructionFinished or ITestCollectionFinished: output.Flush(); break;
        }
    }

    private void Complain(string name, IFailureInformation failure)
    {
        failed++;
        output.WriteLine($"failed: {name}");
        for (int i = 0; i < failure.Messages.Length; i++) output.WriteLine($"  {failure.ExceptionTypes[i]}: {failure.Messages[i].ReplaceLineEndings("\n  ")}");
        if (failure.StackTraces is [string trace, ..]) output.WriteLine(trace);
    }

    /// <summary>Messages come from several threads, and are heard one at a time.</summary>
    private sealed class MessageSink<TMessage>(Action<TMessage> hear) : Xunit.LongLivedMarshalByRefObject, IMessageSink
    {
        private readonly Lock gate = new();

        public bool OnMessage(IMessageSinkMessage message)
        {
            lock (gate)
                if (message is TMessage heard) hear(heard);
            return true;
        }
    }

    /// <summary>What xunit does by itself.</summary>
    private sealed class RunOptions : ITestFrameworkDiscoveryOptions, ITestFrameworkExecutionOptions
    {
        private readonly Dictionary<string, object?> values = [];

        public TValue GetValue<TValue>(string name) => values.TryGetValue(name, out object? value) ? (TValue)value! : default!;

        public void SetValue<TValue>(string name, TValue value) => values[name] = value;
    }
}
