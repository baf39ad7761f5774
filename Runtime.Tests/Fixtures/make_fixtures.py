"""Makes the fixtures beside this file: what PyTorch computes for some of the test networks.

Needs PyTorch (Debian: python3-torch; figures stored here are 1.13's) and is only run to add or change a network:

    python3 Runtime.Tests/Fixtures/make_fixtures.py

Inputs, targets and weights come from SplitMix64, which the tests compute too, so that no fixture holds them. PyTorch computes in
double precision: differences are then the compiled network's alone.
"""
import json
import math
import os

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

SAMPLES, BATCH, STEPS, LARGEST = 64, 24, 20, 48
OPTIMIZERS = {
    "sgd": lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9, weight_decay=0.001),
    "adam": lambda p: torch.optim.Adam(p, lr=0.002),
}


def numbers(stream, count):
    """Uniform in [0, 1), 24 bits each: SplitMix64 over the FNV-1a hash of the stream's name."""
    state = 0xCBF29CE484222325
    for byte in stream.encode("ascii"):
        state = (state ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    with np.errstate(over="ignore"):
        z = np.uint64(state) + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z = z ^ (z >> np.uint64(31))
    return (z >> np.uint64(40)).astype(np.float64) / (1 << 24)


def uniform(stream, shape, bound):
    values = (2 * numbers(stream, math.prod(shape)) - 1) * bound
    return torch.tensor(values.astype(np.float32).astype(np.float64).reshape(shape))


def conv(*args, **kwargs):
    return nn.Conv2d(*args, **kwargs)


def mlp():
    layers = [nn.Flatten()]
    for inputs in (784, 512, 512):
        layers += [nn.Linear(inputs, 512), nn.ReLU()]
    return layers + [nn.Linear(512, 10)]


# Name: input, loss, layers, and the names of those with parameters.
NETWORKS = {
    "LeNet": ((1, 32, 32), "softmax", [
        conv(1, 6, 5, bias=False), nn.Tanh(), nn.AvgPool2d(2), conv(6, 16, 5, bias=False), nn.Tanh(), nn.AvgPool2d(2), nn.Flatten(),
        nn.Linear(400, 120), nn.Tanh(), nn.Linear(120, 84), nn.Tanh(), nn.Linear(84, 10)], ["C1", "C3", "C5", "F6", "Out"]),
    "DigitsMlp": ((1, 28, 28), "softmax", mlp(), ["fc1", "fc2", "fc3", "fc4"]),
    "ConvStride": ((2, 11, 11), "squared", [conv(2, 6, 3, 2), nn.Tanh(), conv(6, 4, 3, 2)], ["conv1", "conv2"]),
    "ConvPad": ((3, 7, 7), "squared", [
        conv(3, 6, 3, padding=1), nn.ReLU(), conv(6, 6, 5, padding=2), nn.Tanh(), conv(6, 4, 3, padding=2)], ["conv1", "conv2", "conv3"]),
    "ConvDilation": ((2, 12, 12), "squared", [
        conv(2, 5, 3, dilation=2), nn.Tanh(), conv(5, 4, 3, dilation=3, padding=3)], ["conv1", "conv2"]),
    "ConvGroups": ((6, 8, 8), "squared", [
        conv(6, 9, 3, groups=3), nn.ReLU(), conv(9, 6, 3, groups=3), nn.Tanh(), conv(6, 6, 3, groups=6, padding=1)], ["conv1", "conv2", "conv3"]),
    "ConvEverything": ((4, 13, 12), "squared", [
        conv(4, 6, (3, 2), (2, 3), (2, 1), (2, 3), 2), nn.Tanh(), conv(6, 8, (2, 3), (3, 1), (1, 2), (1, 2), 2, bias=False), nn.ReLU()],
        ["conv1", "conv2"]),
    "PoolMaximumPadded": ((3, 9, 9), "squared", [
        conv(3, 4, 3, padding=1), nn.ReLU(), nn.MaxPool2d(3, 2, 1), nn.MaxPool2d(2, padding=1)], ["conv1"]),
    "PoolMaximumCeil": ((2, 10, 9), "squared", [
        conv(2, 4, (3, 2)), nn.ReLU(), nn.MaxPool2d(3, 2, ceil_mode=True), nn.MaxPool2d(3, ceil_mode=True)], ["conv1"]),
    "PoolAverageCeil": ((2, 10, 9), "squared", [
        conv(2, 4, (3, 2)), nn.Tanh(), nn.AvgPool2d(3, 2, ceil_mode=True), nn.AvgPool2d(3, ceil_mode=True)], ["conv1"]),
    "PoolCeilPadded": ((2, 10, 10), "squared", [
        conv(2, 4, 3), nn.Tanh(), nn.AvgPool2d(3, 2, 1, ceil_mode=True), nn.MaxPool2d(2, 2, 1, ceil_mode=True),
        nn.AvgPool2d((2, 3), (1, 2), 1, ceil_mode=True)], ["conv1"]),
    "SigmoidSeveral": ((6,), "sigmoid", [nn.Linear(6, 8), nn.Tanh(), nn.Linear(8, 5), nn.Sigmoid()], ["fc1", "fc2"]),
    "SquaredTanh": ((7,), "squared", [nn.Linear(7, 9), nn.ReLU(), nn.Linear(9, 4), nn.Tanh()], ["fc1", "fc2"]),
}


def build(name):
    shape, loss, layers, labels = NETWORKS[name]
    model = nn.Sequential(*layers).double()
    parameters = {}
    weighted = [layer for layer in layers if hasattr(layer, "weight")]
    for label, layer in zip(labels, weighted):
        for kind, parameter in layer.named_parameters():
            full = f"{label}.{kind}"
            bound = 0.1 if kind == "bias" else 1 / math.sqrt(math.prod(parameter.shape[1:]))
            parameter.data = uniform(f"{name}.{full}", tuple(parameter.shape), bound)
            parameters[full] = parameter
    return shape, loss, model, parameters


def answers(loss, z):
    return torch.softmax(z, 1) if loss == "softmax" else z.flatten(1)


def loss_of(loss, z, targets):
    if loss == "softmax":
        return F.cross_entropy(z, targets)
    if loss == "sigmoid":
        return F.binary_cross_entropy(z.flatten(1), targets)
    return F.mse_loss(z.flatten(1), targets)


def batch(step):
    return [(step * BATCH + i) % SAMPLES for i in range(BATCH)]


def sample(tensor):
    """At most LARGEST values of a tensor, evenly spread, and its norm."""
    flat = tensor.detach().flatten()
    stride = (len(flat) + LARGEST - 1) // LARGEST
    return {"stride": stride, "norm": digits(flat.norm()), "values": [digits(value) for value in flat[::stride]]}


def digits(value):
    return float(f"{float(value):.9g}")


def course(name, optimizer, inputs, targets):
    _, loss, model, parameters = build(name)
    stepper = OPTIMIZERS[optimizer](parameters.values())
    losses, snapshots = [], {}
    for step in range(STEPS):
        rows = batch(step)
        stepper.zero_grad()
        value = loss_of(loss, model(inputs[rows]), targets[rows])
        value.backward()
        stepper.step()
        losses.append(digits(value))
        if step + 1 in (5, STEPS):
            snapshots[str(step + 1)] = {key: sample(parameter) for key, parameter in parameters.items()}
    return {"losses": losses, "parameters": snapshots}


def fixture(name):
    shape, loss, model, parameters = build(name)
    inputs = uniform(f"{name}.inputs", (SAMPLES, *shape), 1)
    outputs = model(inputs[:1]).flatten(1).shape[1]
    targets = torch.tensor(numbers(f"{name}.targets", SAMPLES * (1 if loss == "softmax" else outputs)))
    targets = (targets * outputs).long() if loss == "softmax" else targets.reshape(SAMPLES, outputs)
    x = inputs[batch(0)].clone().requires_grad_()
    z = model(x)
    value = loss_of(loss, z, targets[batch(0)])
    value.backward()
    return {
        "network": name, "samples": SAMPLES, "batch": BATCH,
        "loss": digits(value), "outputs": sample(answers(loss, z)), "inputGradient": sample(x.grad),
        "gradients": {key: sample(parameter.grad) for key, parameter in parameters.items()},
        "courses": {optimizer: course(name, optimizer, inputs, targets) for optimizer in OPTIMIZERS},
    }


if __name__ == "__main__":
    torch.set_num_threads(2)
    folder = os.path.dirname(os.path.abspath(__file__))
    for name in NETWORKS:
        with open(os.path.join(folder, name + ".json"), "w", newline="\n") as file:
            json.dump(fixture(name), file, separators=(",", ":"))
            file.write("\n")
        print(name)
