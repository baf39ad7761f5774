using System;
using System.Diagnostics;
using NetArch.Dsl;

namespace NetArch.Generator.Pipeline;

/// <summary>A mistake of the compiler itself: where it happened, and what. It is reported as an error, never swallowed.</summary>
/// <param name="Activity">What was being done, as in "planning LeNet".</param>
internal sealed record Fault(string Activity, string Message)
{
    /// <summary>The fault as a finding; without a path where it concerns no file.</summary>
    public ArchDiagnostic At(string path, SourceSpan span) => DiagnosticDefinitions.CompilerFault.At(path, span, Activity, Message);

    /// <summary>Runs a step; a fault in it becomes a value. Cancellation stays an exception, as Roslyn wants it.</summary>
    public static T Catch<T>(string activity, Func<T> step, Func<Fault, T> failed)
    {
        try
        {
            return step();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return failed(new Fault(activity, Describe(exception)));
        }
    }

    // The method is what a report of the fault needs; a whole stack trace would put the paths of a machine into a build's output.
    private static string Describe(Exception exception)
    {
        var method = new StackTrace(exception, fNeedFileInfo: false).GetFrame(0)?.GetMethod();
        string place = method is null ? "" : $" in {method.DeclaringType?.Name}.{method.Name}";
        return $"{exception.GetType().Name}{place}: {exception.Message.Replace("\r", "").Replace("\n", " ")}";
    }
}
