"""Makes the fixtures beside this file: what PyTorch computes for some of the test networks.

Needs PyTorch (Debian: python3-torch; figures stored here are 1.13's) and is only run to add or change a network:

    python3 Runtime.Tests/Fixtures/make_fixtures.py

Inputs, targets and weights come from SplitMix64, which the tests compute too, so that no fixture holds them. PyTorch computes in
double precision: differences are then the compiled network's alone. Dropout is left out: the tests turn it off.
"""
import json
import math
import os

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from layers import Activation, Concat, Maxout, Pad, Residual, bottleneck, project

NORMALISATIONS = (nn.BatchNorm1d, nn.BatchNorm2d)
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


def uniform(stream, shape, bound, middle=0):
    values = (2 * numbers(stream, math.prod(shape)) - 1) * bound + middle
    return torch.tensor(values.astype(np.float32).astype(np.float64).reshape(shape))


def conv(*args, **kwargs):
    return nn.Conv2d(*args, **kwargs)


def same(channels=4, bias=False):
    return conv(channels, channels, 3, padding=1, bias=bias)


def half(bias=False):
    return conv(4, 8, 3, 2, 1, bias=bias)


def norm(channels=4):
    return nn.BatchNorm2d(channels)


def classes(inputs):
    return [nn.Flatten(), nn.Linear(inputs, 3)]


def negate():
    return Activation(torch.neg)


def complement():
    return Activation(lambda x: 1 - x)


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

    "NormConvolution": ((4, 6, 6), "softmax", [
        same(), norm(), nn.ReLU(), same(), norm(), nn.Tanh(), *classes(144)], ["conv1", "batchnorm1", "conv2", "batchnorm2", "fc1"]),
    "NormBeforePool": ((4, 6, 6), "squared", [
        same(), norm(), nn.MaxPool2d(2), same(), norm(), nn.ReLU(), nn.AvgPool2d(3)], ["conv1", "batchnorm1", "conv2", "batchnorm2"]),
    "NormBeforeSigmoid": ((12,), "sigmoid", [
        nn.Linear(12, 3, bias=False), nn.BatchNorm1d(3, eps=0.01), nn.Sigmoid()], ["fc1", "batchnorm1"]),
    "NormCifar": ((3, 8, 8), "softmax", [
        conv(3, 4, 3, padding=1), nn.ReLU(), norm(), same(bias=True), nn.ReLU(), norm(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(64, 12),
        nn.ReLU(), nn.BatchNorm1d(12), nn.Linear(12, 3)], ["conv1", "batchnorm1", "conv2", "batchnorm2", "fc1", "batchnorm3", "fc2"]),

    "ResidualPlain": ((4, 6, 6), "softmax", [
        Residual([same(bias=True), nn.ReLU(), same(bias=True)]), nn.ReLU(), *classes(144)], ["conv1", "conv2", "fc1"]),
    "ResidualPad": ((4, 6, 6), "softmax", [
        same(), norm(), nn.ReLU(), Residual([half(), norm(8), nn.ReLU(), same(8), norm(8)], Pad(2, 8)), nn.ReLU(), *classes(72)],
        ["conv1", "batchnorm1", "conv2", "batchnorm2", "conv3", "batchnorm3", "fc1"]),
    "ResidualProject": ((4, 6, 6), "softmax", [
        same(), norm(), nn.ReLU(), Residual([half(), norm(8), nn.ReLU(), same(8), norm(8)], project(4, 8, 2)), nn.ReLU(), *classes(72)],
        ["conv1", "batchnorm1", "conv2", "batchnorm2", "conv3", "batchnorm3", "shortcut.conv1", "shortcut.batchnorm1", "fc1"]),
    "ResidualPadOdd": ((3, 7, 7), "squared", [
        Residual([conv(3, 8, 3, 2, 1)], Pad(2, 8)), nn.Tanh(), Residual([conv(8, 9, 4, 4)], Pad(4, 9))], ["conv1", "conv2"]),
    "ResidualProjectOdd": ((3, 7, 7), "squared", [Residual([conv(3, 8, 3, 2, 1)], project(3, 8, 2)), nn.Tanh()],
        ["conv1", "shortcut.conv1", "shortcut.batchnorm1"]),
    "ResidualLayers": ((4, 6, 6), "softmax", [
        same(bias=True), nn.Tanh(), Residual([half(bias=True), nn.ReLU()], nn.Sequential(nn.AvgPool2d(2), conv(4, 8, 1, bias=False))), *classes(72)],
        ["conv1", "conv2", "shortcut.conv1", "fc1"]),
    "ResidualBottleneck": ((4, 6, 6), "softmax", [
        Residual(bottleneck(4, 2, 8, 2), project(4, 8, 2)), nn.ReLU(), Residual([conv(8, 2, 1, bias=False), norm(2), nn.ReLU(),
        conv(2, 8, 1, bias=False), norm(8)]), nn.ReLU(), nn.AvgPool2d(3), *classes(8)],
        ["conv1", "batchnorm1", "conv2", "batchnorm2", "conv3", "batchnorm3", "shortcut.conv1", "shortcut.batchnorm1",
         "conv4", "batchnorm4", "conv5", "batchnorm5", "fc1"]),

    "ConcatInception": ((4, 6, 6), "softmax", [
        same(bias=True), nn.ReLU(), Concat(
            [conv(4, 4, 1), nn.ReLU()], [conv(4, 2, 1), nn.ReLU(), conv(2, 4, 3, padding=1), nn.ReLU()],
            [conv(4, 2, 1), nn.ReLU(), conv(2, 3, 5, padding=2), nn.ReLU()], [nn.MaxPool2d(3, 1, 1), conv(4, 4, 1), nn.ReLU()]),
        nn.MaxPool2d(2), *classes(135)], ["conv1", "conv2", "conv3", "conv4", "conv5", "conv6", "conv7", "fc1"]),
    "ConcatEmpty": ((4, 6, 6), "softmax", [
        same(bias=True), nn.ReLU(), Concat([], [same(bias=True)]), nn.ReLU(), Concat([conv(8, 4, 1)], []), *classes(432)],
        ["conv1", "conv2", "conv3", "fc1"]),
    "ConcatDense": ((4, 6, 6), "softmax", [
        *[Concat([], [norm(c), nn.ReLU(), conv(c, 2, 3, padding=1, bias=False)]) for c in (4, 6, 8)], nn.AvgPool2d(6), *classes(10)],
        ["batchnorm1", "conv1", "batchnorm2", "conv2", "batchnorm3", "conv3", "fc1"]),
    "ResidualOfConcat": ((4, 6, 6), "softmax", [
        same(bias=True), nn.ReLU(), Residual([Concat([conv(4, 2, 1)], [conv(4, 2, 1), nn.ReLU()])]), nn.ReLU(),
        Residual([Concat([same(bias=True)], [])], Pad(1, 8)), *classes(288)], ["conv1", "conv2", "conv3", "conv4", "fc1"]),

    "LocalResponse": ((4, 6, 6), "softmax", [
        same(bias=True), nn.ReLU(), nn.LocalResponseNorm(3, 0.5, 0.75, 1), same(bias=True), nn.Tanh(), nn.LocalResponseNorm(5, 1e-4, 0.75, 2),
        *classes(144)], ["conv1", "conv2", "fc1"]),
    "LocalResponseEven": ((4, 6, 6), "softmax", [
        nn.LocalResponseNorm(2, 0.8, 0.6, 1), same(bias=True), nn.LocalResponseNorm(4, 1, 0.5, 2), *classes(144)], ["conv1", "fc1"]),
    "LocalResponseSizes": ((4, 6, 6), "squared", [
        same(bias=True), nn.LocalResponseNorm(9, 0.7, 1, 1.5), nn.ReLU(), nn.LocalResponseNorm(1, 0.9, 0.75, 2), nn.MaxPool2d(2),
        nn.LocalResponseNorm(5, 0.3, 2, 1)], ["conv1"]),

    "ActivationRelu6": ((4, 6, 6), "softmax", [
        same(bias=True), nn.ReLU6(), same(bias=True), nn.MaxPool2d(2), nn.ReLU6(), nn.Flatten(), nn.Linear(36, 12), nn.ReLU6(), nn.Linear(12, 3)],
        ["conv1", "conv2", "fc1", "fc2"]),
    "ActivationLeakyRelu": ((4, 6, 6), "softmax", [
        nn.LeakyReLU(0.3), same(bias=True), nn.LeakyReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(36, 12), nn.LeakyReLU(0.2), nn.Linear(12, 3)],
        ["conv1", "fc1", "fc2"]),
    "ActivationElu": ((4, 6, 6), "softmax", [
        same(bias=True), nn.ELU(), nn.AvgPool2d(2), nn.ELU(0.5), nn.Flatten(), nn.Linear(36, 12), nn.ELU(1.5), nn.Linear(12, 3)],
        ["conv1", "fc1", "fc2"]),
    "ActivationSwish": ((4, 6, 6), "softmax", [
        nn.SiLU(), same(bias=True), nn.SiLU(), nn.MaxPool2d(2), nn.SiLU(), nn.Flatten(), nn.Linear(36, 12), nn.SiLU(), nn.Linear(12, 3)],
        ["conv1", "fc1", "fc2"]),
    "ActivationNegate": ((4, 6, 6), "softmax", [
        negate(), same(bias=True), nn.ReLU(), negate(), nn.Flatten(), nn.Linear(144, 12), negate(), nn.Linear(12, 3)], ["conv1", "fc1", "fc2"]),
    "ActivationComplement": ((4, 6, 6), "softmax", [
        complement(), same(bias=True), complement(), nn.ReLU(), nn.MaxPool2d(2), complement(), nn.Flatten(), nn.Linear(36, 12), complement(),
        nn.Linear(12, 3)], ["conv1", "fc1", "fc2"]),
    "MaxoutImage": ((4, 6, 6), "softmax", [
        same(bias=True), Maxout(2), conv(2, 4, 1), nn.Tanh(), Maxout(4), *classes(36)], ["conv1", "conv2", "fc1"]),
    "MaxoutVector": ((12,), "softmax", [
        Maxout(3), nn.Linear(4, 12), Maxout(2), nn.Linear(6, 12), nn.ReLU(), Maxout(6), nn.Linear(2, 3)], ["fc1", "fc2", "fc3"]),
}


def spread(kind, layer, shape):
    """Around what, and how far from it, random values of a tensor lie."""
    if isinstance(layer, NORMALISATIONS) and kind in ("weight", "running_var"):
        return 1, 0.5
    if kind == "weight":
        return 0, 1 / math.sqrt(math.prod(shape[1:]))
    return 0, 0.1


def build(name):
    """The network, its tensors by name, and those of them that are trained."""
    shape, loss, layers, labels = NETWORKS[name]
    model = nn.Sequential(*layers).double()
    tensors, trained = {}, {}
    weighted = [layer for layer in model.modules() if isinstance(layer, (nn.Conv2d, nn.Linear, *NORMALISATIONS))]
    assert len(weighted) == len(labels), name
    for label, layer in zip(labels, weighted):
        for kind, tensor in [*layer.named_parameters(), *layer.named_buffers()]:
            if kind == "num_batches_tracked":
                continue
            full = f"{label}.{kind}"
            middle, bound = spread(kind, layer, tensor.shape)
            tensor.data.copy_(uniform(f"{name}.{full}", tuple(tensor.shape), bound, middle))
            tensors[full] = tensor
            if isinstance(tensor, nn.Parameter):
                trained[full] = tensor
    return shape, loss, model, tensors, trained


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
    _, loss, model, tensors, trained = build(name)
    stepper = OPTIMIZERS[optimizer](trained.values())
    losses, snapshots = [], {}
    for step in range(STEPS):
        rows = batch(step)
        stepper.zero_grad()
        value = loss_of(loss, model(inputs[rows]), targets[rows])
        value.backward()
        stepper.step()
        losses.append(digits(value))
        if step + 1 in (5, STEPS):
            snapshots[str(step + 1)] = {key: sample(tensor) for key, tensor in tensors.items()}
    return {"losses": losses, "parameters": snapshots}


def fixture(name):
    shape, loss, model, _, trained = build(name)
    inputs = uniform(f"{name}.inputs", (SAMPLES, *shape), 1)
    outputs = model.eval()(inputs[:1]).flatten(1).shape[1]
    targets = torch.tensor(numbers(f"{name}.targets", SAMPLES * (1 if loss == "softmax" else outputs)))
    targets = (targets * outputs).long() if loss == "softmax" else targets.reshape(SAMPLES, outputs)
    x = inputs[batch(0)].clone().requires_grad_()
    z = model(x)
    value = loss_of(loss, z, targets[batch(0)])
    value.backward()
    model.zero_grad()
    in_training = loss_of(loss, model.train()(inputs[batch(0)]), targets[batch(0)])
    in_training.backward()
    return {
        "network": name, "samples": SAMPLES, "batch": BATCH,
        "loss": digits(value), "outputs": sample(answers(loss, z)), "inputGradient": sample(x.grad),
        "trainingLoss": digits(in_training), "gradients": {key: sample(parameter.grad) for key, parameter in trained.items()},
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
