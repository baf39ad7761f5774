using System.Collections.Generic;

namespace NetArch.Generator.Planning;

/// <summary>A name for a part of another buffer.</summary>
internal sealed record BufferView(string Of, int Offset, int Floats);

/// <summary>The buffers of a schedule before they have places: some have memory of their own, some are parts of others.</summary>
internal sealed class BufferTable(IReadOnlyDictionary<string, int> sizes, IReadOnlyDictionary<string, BufferView> views)
{
    public IReadOnlyDictionary<string, BufferView> Views => views;

    /// <summary>The buffer with memory of its own that a name lies in.</summary>
    public string RootOf(string name)
    {
        while (views.TryGetValue(name, out BufferView? view)) name = view.Of;
        return name;
    }

    /// <summary>Where a name begins in its root.</summary>
    public int OffsetInRoot(string name)
    {
        int offset = 0;
        while (views.TryGetValue(name, out BufferView? view))
        {
            offset += view.Offset;
            name = view.Of;
        }

        return offset;
    }

    public int FloatsOf(string name) => views.TryGetValue(name, out BufferView? view) ? view.Floats : sizes[name];
}
