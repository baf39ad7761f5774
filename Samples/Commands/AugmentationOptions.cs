using System.CommandLine;
using NetArch.Samples.Tasks;

namespace NetArch.Samples.Commands;

/// <summary>How training changes its images: <c>--augment</c> turns it on, the other options say by how much.</summary>
internal sealed class AugmentationOptions
{
    private readonly Option<bool> augment = new("--augment") { Description = "Changes images at random each time they are trained on, as suits the data; the options below say otherwise." };
    private readonly Option<int?> shift = NumberOptions.Within<int>("--shift", "Pixels to each side, and up or down.", "N", value => value >= 0, "a whole number from 0 up");
    private readonly Option<double?> rotate = NumberOptions.Within<double>("--rotate", "Degrees either way.", "D", value => value is >= 0 and <= 180, "0 to 180");
    private readonly Option<double?> zoom = NumberOptions.Within<double>("--zoom", "Larger or smaller by this share.", "F", value => value is >= 0 and < 1, "at least 0 and less than 1, such as 0.1");
    private readonly Option<double?> shear = NumberOptions.Within<double>("--shear", "Degrees of slant either way.", "D", value => value is >= 0 and < 90, "at least 0 and less than 90");
    private readonly Option<bool?> flip = new("--flip") { Description = "Mirrors every other image: true or false.", HelpName = "BOOL" };

    public IEnumerable<Option> All => [augment, .. Amounts];

    private Option[] Amounts => [shift, rotate, zoom, shear, flip];

    /// <summary>What was asked for; null leaves images as they are.</summary>
    /// <exception cref="UsageException">An amount is given, but not <c>--augment</c>.</exception>
    public AugmentationSettings? Read(ParseResult result)
    {
        if (result.GetValue(augment))
            return new AugmentationSettings(result.GetValue(shift), result.GetValue(rotate), result.GetValue(zoom), result.GetValue(shear), result.GetValue(flip));
        Option? useless = Amounts.FirstOrDefault(option => result.GetResult(option) is not null);
        return useless is null ? null : throw new UsageException($"{useless.Name} changes nothing without --augment; add it.");
    }
}
