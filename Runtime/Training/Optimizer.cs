namespace NetArch;

/// <summary>How a gradient becomes a step. Immutable: moments live in the network's engine.</summary>
/// <param name="Rate">The learning rate at the start; a schedule scales it.</param>
/// <param name="WeightDecay">L2 penalty added to the gradient: g + decay * w, as PyTorch's <c>weight_decay</c>.</param>
public abstract record Optimizer(float Rate, float WeightDecay);

/// <summary>Stochastic gradient descent, v = momentum v + g, w = w - rate v, as PyTorch's SGD (no dampening).</summary>
public sealed record Sgd(float Rate = 0.01f, float Momentum = 0, float WeightDecay = 0) : Optimizer(Rate, WeightDecay);

/// <summary>Adam (Kingma and Ba 2015, algorithm 1), as PyTorch's Adam.</summary>
/// <param name="Decoupled">True gives AdamW (Loshchilov and Hutter 2019): the decay shrinks the weight, not the gradient.</param>
public sealed record Adam(
    float Rate = 0.001f, float Beta1 = 0.9f, float Beta2 = 0.999f, float Epsilon = 1e-8f, float WeightDecay = 0, bool Decoupled = false)
    : Optimizer(Rate, WeightDecay);
