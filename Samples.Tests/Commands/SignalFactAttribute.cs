using System.Globalization;

namespace NetArch.Samples.Tests.Commands;

/// <summary>A test that sends signals to a process that it starts. Skipped, with the reason, where none would arrive.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SignalFactAttribute : FactAttribute
{
    private const int Interrupt = 2;
    private const int Terminate = 15;

    public SignalFactAttribute()
    {
        // Ctrl+C reaches the same handler there.
        if (OperatingSystem.IsWindows()) Skip = "Windows has no signals to send to another process.";
        else if (IsIgnored(Interrupt) || IsIgnored(Terminate)) Skip = "These tests were started with signals ignored (in the background of a script, or under nohup), and what they start ignores them too.";
    }

    /// <summary>Whether this process ignores a signal; it hands that on to its children. Only Linux can say.</summary>
    private static bool IsIgnored(int signal)
    {
        const string Status = "/proc/self/status", Key = "SigIgn:";
        if (!File.Exists(Status)) return false;
        string? mask = File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal));
        return mask is not null && (ulong.Parse(mask.AsSpan(Key.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) >> (signal - 1) & 1) == 1;
    }
}
