using System.Collections.Immutable;

namespace NetArch.Tool.LanguageServer.Documents;

/// <summary>Every file that the server knows, at one moment. It never changes; requests work on the moment they came in.</summary>
internal sealed class Workspace
{
    public static readonly Workspace Empty = new(ImmutableDictionary<string, Document>.Empty, ImmutableDictionary<string, Project>.Empty);

    private readonly ImmutableDictionary<string, Document> documents;
    private readonly ImmutableDictionary<string, Project> projects;

    private Workspace(ImmutableDictionary<string, Document> documents, ImmutableDictionary<string, Project> projects)
    {
        this.documents = documents;
        this.projects = projects;
    }

    public IEnumerable<Document> Documents => documents.Values;

    public Document? Find(string path) => documents.GetValueOrDefault(path);

    public Project ProjectOf(Document document) => projects[document.Project];

    public Workspace With(params IReadOnlyCollection<Document> changed) =>
        Renewed(documents.SetItems(changed.Select(document => KeyValuePair.Create(document.Path, document))), changed.Select(document => document.Project));

    public Workspace Without(params IReadOnlyCollection<Document> gone) =>
        Renewed(documents.RemoveRange(gone.Select(document => document.Path)), gone.Select(document => document.Project));

    private Workspace Renewed(ImmutableDictionary<string, Document> now, IEnumerable<string> touched)
    {
        ImmutableDictionary<string, Project> renewed = projects;
        foreach (string folder in touched.Distinct())
        {
            ImmutableDictionary<string, Document> members = now.Where(pair => pair.Value.Project == folder).ToImmutableDictionary();
            renewed = members.IsEmpty ? renewed.Remove(folder) : renewed.SetItem(folder, new Project(members, renewed.GetValueOrDefault(folder)?.Cache ?? new ProjectCache()));
        }

        return new Workspace(now, renewed);
    }
}
