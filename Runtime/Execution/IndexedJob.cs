namespace NetArch;

/// <summary>Numbered pieces of work that a team takes one by one.</summary>
internal sealed class IndexedJob : TeamJob
{
    private IIndexedWork? work;
    private int count;
    private int claimed;

    /// <summary>To be called before each run.</summary>
    public void Begin(IIndexedWork work, int count)
    {
        this.work = work;
        this.count = count;
        claimed = 0;
    }

    public override void Execute(int member, ThreadTeam team)
    {
        try
        {
            for (int index; (index = Interlocked.Increment(ref claimed) - 1) < count;) work!.Run(index, member);
        }
        catch (Exception exception)
        {
            team.Report(exception);
        }
    }
}
