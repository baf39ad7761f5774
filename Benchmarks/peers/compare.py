"""Trains and runs the smaller networks of the samples here and in PyTorch, taking turns, and prints one table.

Needs PyTorch (Debian: python3-torch, libopenblas0-pthread) and a Release build of Benchmarks:

    dotnet build -c Release Benchmarks
    python3 Benchmarks/peers/compare.py [NETWORK ...] [--rounds 5] [--threads 2] [--batch 128] [--seconds 2]

Absolute figures drift on a shared machine: the ratio is what counts, taken round by round, with both measured seconds apart.
"""
import argparse
import os
import statistics
import subprocess
import time

import torch
import torch.nn.functional as F
from torch import nn

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAM = os.path.join(HERE, "..", "bin", "Release", "net10.0", "NetArch.Benchmarks.dll")


def lenet():
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, bias=False), nn.Tanh(), nn.AvgPool2d(2), nn.Conv2d(6, 16, 5, bias=False), nn.Tanh(), nn.AvgPool2d(2),
        nn.Flatten(), nn.Linear(400, 120), nn.Tanh(), nn.Linear(120, 84), nn.Tanh(), nn.Linear(84, 10)), (1, 32, 32)


def digits_mlp():
    layers = [nn.Flatten()]
    for inputs in (784, 512, 512):
        layers += [nn.Linear(inputs, 512), nn.ReLU(), nn.Dropout(0.2)]
    return nn.Sequential(*layers, nn.Linear(512, 10)), (1, 28, 28)


def house_numbers():
    layers = []
    for inputs, filters, kernel, padding in ((3, 32, 5, 4), (32, 64, 3, 2), (64, 128, 3, 2)):
        layers += [nn.Conv2d(inputs, filters, kernel, padding=padding), nn.BatchNorm2d(filters), nn.ReLU(), nn.MaxPool2d(2)]
    head = [nn.Flatten(), nn.Linear(4608, 256), nn.ReLU(), nn.Linear(256, 128), nn.ReLU(), nn.Linear(128, 10)]
    return nn.Sequential(*layers, *head), (3, 32, 32)


def cifar_cnn():
    layers = []
    for inputs, filters in ((3, 32), (32, 64), (64, 128)):
        for channels in (inputs, filters):
            layers += [nn.Conv2d(channels, filters, 3, padding=1), nn.ReLU(), nn.BatchNorm2d(filters)]
        layers += [nn.MaxPool2d(2), nn.Dropout(0.25)]
    head = [nn.Flatten(), nn.Linear(2048, 512), nn.ReLU(), nn.BatchNorm1d(512), nn.Dropout(0.5), nn.Linear(512, 10)]
    return nn.Sequential(*layers, *head), (3, 32, 32)


class Basic(nn.Module):
    """Two convolutions and a shortcut that takes every second pixel and fills the new channels with zeros."""

    def __init__(self, inputs, filters, stride):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(inputs, filters, 3, stride, 1, bias=False), nn.BatchNorm2d(filters), nn.ReLU(),
            nn.Conv2d(filters, filters, 3, 1, 1, bias=False), nn.BatchNorm2d(filters))
        self.stride, self.extra = stride, filters - inputs

    def forward(self, x):
        y = self.body(x)
        if self.extra:
            x = F.pad(x[:, :, ::self.stride, ::self.stride], (0, 0, 0, 0, 0, self.extra))
        return F.relu(x + y)


def resnet20():
    layers = [nn.Conv2d(3, 16, 3, padding=1, bias=False), nn.BatchNorm2d(16), nn.ReLU()]
    for inputs, filters, stride in ((16, 16, 1), (16, 32, 2), (32, 64, 2)):
        layers += [Basic(inputs, filters, stride), Basic(filters, filters, 1), Basic(filters, filters, 1)]
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10)), (3, 32, 32)


NETWORKS = {"LeNet": lenet, "DigitsMlp": digits_mlp, "HouseNumbers": house_numbers, "CifarCnn": cifar_cnn, "ResNet20": resnet20}


def median_seconds(step, seconds, warm_up=0.5):
    started = time.perf_counter()
    while time.perf_counter() - started < warm_up:
        step()
    times = []
    started = time.perf_counter()
    while time.perf_counter() - started < seconds or len(times) < 5:
        before = time.perf_counter()
        step()
        times.append(time.perf_counter() - before)
    return statistics.median(times)


def theirs(network, mode, options):
    model, shape = NETWORKS[network]()
    x, y = torch.rand(options.batch, *shape), torch.randint(0, 10, (options.batch,))
    model.train(mode == "train")
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)

    def train():
        optimizer.zero_grad()
        F.cross_entropy(model(x), y).backward()
        optimizer.step()

    def infer():
        with torch.inference_mode():
            model(x)

    return options.batch / median_seconds(train if mode == "train" else infer, options.seconds)


def ours(network, mode, options):
    arguments = ["--batch", options.batch, "--threads", options.threads, "--seconds", options.seconds]
    command = ["dotnet", PROGRAM, "rate", network, "--" + mode, *map(str, arguments)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("networks", nargs="*", metavar="NETWORK", help="all of them, if none is named")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--seconds", type=int, default=2, help="for each measurement")
    options = parser.parse_args()
    unknown = set(options.networks) - set(NETWORKS)
    if unknown:
        parser.error(f"no network {', '.join(sorted(unknown))}; there are {', '.join(NETWORKS)}")
    if not os.path.exists(PROGRAM):
        parser.error("build it first: dotnet build -c Release Benchmarks")
    torch.manual_seed(0)
    torch.set_num_threads(options.threads)
    print(f"batch {options.batch}, {options.threads} threads, {options.rounds} rounds, PyTorch {torch.__version__}; images/s, medians")
    print(f"{'network':<12} {'mode':<6} {'NetArch':>10} {'PyTorch':>10} {'ratio':>7}   {'lowest':>6} {'highest':>7}")
    for network in options.networks or NETWORKS:
        for mode in ("train", "infer"):
            rounds = [(ours(network, mode, options), theirs(network, mode, options)) for _ in range(options.rounds)]
            ratios = sorted(a / b for a, b in rounds)
            mine, other = (statistics.median(column) for column in zip(*rounds))
            print(f"{network:<12} {mode:<6} {mine:>10,.0f} {other:>10,.0f} {statistics.median(ratios):>7.2f}   {ratios[0]:>6.2f} {ratios[-1]:>7.2f}", flush=True)


if __name__ == "__main__":
    main()
