namespace NetArch.IlgpuEmulation.Rewriting;

/// <summary>Numbers for the places in code where threads wait, to tell whether all wait at the same.</summary>
internal static class SuspensionSites
{
    private static readonly List<string> Descriptions = [];

    public static int Register(KernelMethod method, IlInstruction instruction)
    {
        lock (Descriptions)
        {
            Descriptions.Add($"{method.Name} at IL_{instruction.Offset:X4}");
            return Descriptions.Count - 1;
        }
    }

    public static string Describe(int site)
    {
        lock (Descriptions)
            return Descriptions[site];
    }
}
