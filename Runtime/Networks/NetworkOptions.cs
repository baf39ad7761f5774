namespace NetArch;

/// <param name="Seed">Of the initial weights; the same seed gives the same weights bit for bit, on any number of threads.</param>
/// <param name="Threads">Threads that the engine uses; 0 means one for every processor.</param>
/// <param name="Initialisation">How the weights start.</param>
/// <param name="Deviation">Their standard deviation where <paramref name="Initialisation"/> is <see cref="Initialisation.Normal"/>; the others follow from the layers' shapes.</param>
/// <param name="Device">What the network runs on; null is the processor.</param>
/// <param name="Precision">How exactly <paramref name="Device"/> multiplies. <see cref="Precision.Tf32"/> is for tensor cores alone: only a GPU has it.</param>
public sealed record NetworkOptions(
    ulong Seed = 1, int Threads = 0, Initialisation Initialisation = Initialisation.Xavier, float Deviation = 0.01f,
    ComputeDevice? Device = null, Precision Precision = Precision.Float32)
{
    /// <exception cref="ArgumentException">A negative number of threads, an initialisation or a precision that does not exist, a deviation
    /// that is not a finite number from 0, or a precision that the processor has not.</exception>
    internal void Check()
    {
        if (Threads < 0)
            throw new ArgumentOutOfRangeException(nameof(Threads), Threads, "The number of threads is 0 (one for every processor) or more.");
        if (!Enum.IsDefined(Initialisation))
            throw new ArgumentOutOfRangeException(nameof(Initialisation), Initialisation, "The initialisation is Xavier, He, LeCun or Normal.");
        if (!(float.IsFinite(Deviation) && Deviation >= 0))
            throw new ArgumentOutOfRangeException(nameof(Deviation), Deviation, "The standard deviation of the weights is a finite number, 0 or more.");
        if (!Enum.IsDefined(Precision))
            throw new ArgumentOutOfRangeException(nameof(Precision), Precision, "The precision is Float32 or Tf32.");
        if (Precision == Precision.Tf32 && Device is null)
            throw new ArgumentException("Tf32 is how a GPU's tensor cores multiply, and the processor has none: name a device (GpuDevice.Default), or leave the precision at Float32.", nameof(Precision));
    }
}

/// <summary>How weights start: uniformly in (-a, a), but for <see cref="Normal"/>. Biases, shifts and running means start at 0, scales and running variances at 1.</summary>
public enum Initialisation
{
    /// <summary>a = sqrt(6 / (fan in + fan out)); PyTorch's <c>xavier_uniform_</c> (Glorot and Bengio 2010).</summary>
    Xavier,

    /// <summary>a = sqrt(6 / fan in); PyTorch's <c>kaiming_uniform_(nonlinearity='relu')</c> (He et al. 2015).</summary>
    He,

    /// <summary>a = sqrt(3 / fan in); PyTorch's <c>kaiming_uniform_(nonlinearity='linear')</c> (LeCun et al. 1998).</summary>
    LeCun,

    /// <summary>Normally distributed around 0 with <see cref="NetworkOptions.Deviation"/>, whatever the layer's shape; 0.01 was the custom before 2010 (Krizhevsky et al. 2012).</summary>
    Normal,
}
