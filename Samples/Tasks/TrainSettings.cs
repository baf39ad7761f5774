using NetArch.Samples.Devices;

namespace NetArch.Samples.Tasks;

/// <summary>What <c>train</c> was asked for.</summary>
/// <param name="Data">The folder with the data, or null.</param>
/// <param name="OptimizerName">One of <see cref="SettingNames.Optimizers"/>.</param>
/// <param name="Rate">The learning rate; null takes the one that suits the optimiser.</param>
/// <param name="ScheduleName">One of <see cref="SettingNames.Schedules"/>.</param>
/// <param name="Validation">The share of the training data kept out of training; 0 for none.</param>
/// <param name="Best">Whether the weights of the best epoch by validation are kept.</param>
/// <param name="Augmentation">How images are changed, or null.</param>
/// <param name="Test">Whether the trained network is measured on the test data.</param>
/// <param name="Out">The folder for the trained weights.</param>
/// <param name="Json">The file for the report, or null.</param>
internal sealed record TrainSettings(
    string? Data, int Epochs, int Batch, string OptimizerName, float? Rate, string ScheduleName, double Validation, bool Best,
    AugmentationSettings? Augmentation, bool Test, ulong Seed, ComputeSettings Compute, string Out, string? Json)
{
    public Optimizer Optimizer { get; } = SettingNames.Optimizer(OptimizerName, Rate);

    public Schedule Schedule { get; } = SettingNames.Schedule(ScheduleName);
}
