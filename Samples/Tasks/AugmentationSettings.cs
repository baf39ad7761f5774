using System.Globalization;

namespace NetArch.Samples.Tasks;

/// <summary>What <c>train --augment</c> was asked for; null where the data's own amount stands.</summary>
internal sealed record AugmentationSettings(int? Shift, double? Rotation, double? Scale, double? Shear, bool? Flip)
{
    /// <summary>These amounts in place of the data's own.</summary>
    public Augmentation Over(Augmentation usual) => usual with
    {
        Shift = Shift ?? usual.Shift,
        Rotation = Rotation ?? usual.Rotation,
        Scale = Scale ?? usual.Scale,
        Shear = Shear ?? usual.Shear,
        HorizontalFlip = Flip ?? usual.HorizontalFlip,
    };

    /// <summary><c>shift 2, rotate 10, zoom 0.1</c>.</summary>
    public static string Describe(Augmentation augmentation)
    {
        (string Name, double Amount)[] amounts =
            [("shift", augmentation.Shift), ("rotate", augmentation.Rotation), ("zoom", augmentation.Scale), ("shear", augmentation.Shear)];
        IEnumerable<string> parts = amounts.Where(part => part.Amount > 0)
            .Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Name} {part.Amount}"));
        if (augmentation.HorizontalFlip) parts = parts.Append("flip");
        return string.Join(", ", parts.DefaultIfEmpty("nothing changes"));
    }
}
