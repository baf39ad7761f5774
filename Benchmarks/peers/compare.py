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

from networks import NETWORKS

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAM = os.path.join(HERE, "..", "bin", "Release", "net10.0", "NetArch.Benchmarks.dll")


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
