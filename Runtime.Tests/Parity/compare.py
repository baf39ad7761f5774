"""Computes every network of Samples here and in PyTorch, from the same weights and inputs, and prints how far they differ.

Needs PyTorch (Debian: python3-torch) and a Release build of Samples:

    dotnet build -c Release Samples
    python3 Runtime.Tests/Parity/compare.py [NETWORK ...] [--batch N] [--steps 5] [--seed 1] [--keep DIR]

NetArch computes in single precision and PyTorch in double, so that the differences are NetArch's own. An error is
max|a - b| / max|b| over a tensor, and the table has the worst tensor. Batch normalisation takes its running statistics for outputs
(column "outputs") and the batch's own for gradients and losses. The exit code is 1 where an error is above its limit.

A rectifier (and a maximum) has a corner. Where PyTorch's value is 1e-9 and NetArch's -1e-9, a gradient is let through by one and not by
the other, and single precision does that to PyTorch as well. So a network that is over a limit is tried again with the weights and
samples of other seeds (--seeds): a corner that is hit is a matter of luck, a mistake is there every time.
"""
import argparse
import os
import subprocess
import sys
import tempfile

import numpy as np
import torch
import torch.nn.functional as F

import safetensors
from networks import LARGE, NETWORKS, build

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAM = os.path.join(HERE, "..", "..", "Samples", "bin", "Release", "net10.0", "NetArch.Samples.dll")
LIMITS = {"outputs": 1e-4, "gradients": 1e-3, "losses": 1e-3}
# What is 0 in exact arithmetic is noise on both sides (a bias before batch normalisation): such a gradient is measured by the
# largest gradient of the network.
NOISE = 1e-9


def error(ours, theirs, scale=0.0):
    """How far a tensor is from PyTorch's, and where the largest value of that is no measure, by another scale."""
    theirs = np.asarray(theirs, dtype=np.float64).reshape(ours.shape)
    if not (np.isfinite(ours).all() and np.isfinite(theirs).all()):
        return float("inf")
    return float(np.abs(ours - theirs).max() / max(np.abs(theirs).max(), scale, 1e-300))


def array(tensor):
    return tensor.detach().numpy()


def tensors_of(model):
    """Parameters and running statistics, layer by layer in the order of computation."""
    for module in model.modules():
        for kind in ("weight", "bias", "running_mean", "running_var"):
            tensor = getattr(module, kind, None)
            if isinstance(tensor, torch.Tensor):
                yield kind, tensor


def load(model, file):
    """Puts the file's weights into the model; gives the tensors by the file's names."""
    found = {}
    mine, theirs = list(tensors_of(model)), list(file)
    if len(mine) != len(theirs):
        raise SystemExit(f"{file.path} has {len(theirs)} tensors, PyTorch's network {len(mine)}")
    for (kind, tensor), name in zip(mine, theirs):
        if not name.endswith("." + kind) or tuple(tensor.shape) != file.shape(name):
            raise SystemExit(f"{file.path}: {name} is {file.shape(name)} where PyTorch has {kind} {tuple(tensor.shape)}")
        with torch.no_grad():
            tensor.copy_(torch.from_numpy(file[name]))
        found[name] = tensor
    return found


def loss_of(kind, scores, targets):
    if kind == "CrossEntropy":
        return F.cross_entropy(scores, targets)
    if kind == "BinaryCrossEntropy":
        return F.binary_cross_entropy_with_logits(scores, targets)
    return F.mse_loss(scores, targets)


def outputs_of(kind, model, inputs):
    model.eval()
    with torch.no_grad():
        scores = model(inputs)
    model.train()
    return array(torch.softmax(scores, 1) if kind == "CrossEntropy" else torch.sigmoid(scores) if kind == "BinaryCrossEntropy" else scores)


def compare(name, folder):
    """The worst errors of outputs, gradients and losses."""
    weights, gradients, results = (
        safetensors.File(os.path.join(folder, f"{name}.{part}.safetensors")) for part in ("weights", "gradients", "results"))
    notes = results.metadata
    kind = notes["loss"]
    model = build(name).double()
    found = load(model, weights)
    inputs = torch.from_numpy(results["inputs"]).double()
    targets = torch.from_numpy(results["targets"])
    targets = targets.long() if kind == "CrossEntropy" else targets.double().reshape(len(inputs), -1)

    # Outputs and the input's gradient, in evaluation mode; gradients in training mode, which leaves its mark on running statistics.
    outputs = error(results["outputs"], outputs_of(kind, model, inputs))
    model.eval()
    x = inputs.clone().requires_grad_()
    loss_of(kind, model(x), targets).backward()
    worst = {"input": error(results["input_gradients"], array(x.grad))}
    model.train()
    model.zero_grad()
    loss = loss_of(kind, model(inputs), targets)
    loss.backward()
    largest = max(float(found[parameter].grad.abs().max()) for parameter in gradients)
    for parameter in gradients:
        theirs = array(found[parameter].grad)
        noise = np.abs(theirs).max() < NOISE * largest
        worst[parameter] = error(gradients[parameter], theirs, largest if noise else 0)
    losses = error(results["loss"], array(loss))
    after = 0.0
    for course in ("sgd", "adam"):
        load(model, weights)
        model.zero_grad(set_to_none=True)
        rate = float(notes[f"{course}.rate"])
        optimizer = (
            torch.optim.SGD(model.parameters(), lr=rate, momentum=float(notes["sgd.momentum"])) if course == "sgd"
            else torch.optim.Adam(model.parameters(), lr=rate))
        theirs = []
        for _ in results[f"{course}.losses"]:
            optimizer.zero_grad()
            loss = loss_of(kind, model(inputs), targets)
            loss.backward()
            optimizer.step()
            theirs.append(float(loss))
        del optimizer
        # A loss is compared with PyTorch's of the same step.
        ours = results[f"{course}.losses"]
        losses = max(losses, *(error(ours[i:i + 1], theirs[i:i + 1]) for i in range(len(ours))))
        after = max(after, error(results[f"{course}.outputs"], outputs_of(kind, model, inputs)))
    tensor = max(worst, key=worst.get)
    return {"outputs": outputs, "gradients": worst[tensor], "losses": losses, "after": after, "tensor": tensor}


def agrees(name, seed, options):
    """Prints a row of the table; whether everything in it is within its limit."""
    batch = options.batch or (2 if name in LARGE else 16)
    with tempfile.TemporaryDirectory() as folder:
        folder = options.keep or folder
        arguments = ["--batch", batch, "--steps", options.steps, "--seed", seed, "--threads", options.threads, "--out", folder]
        run = subprocess.run(["dotnet", PROGRAM, "dump", name, *map(str, arguments)], capture_output=True, text=True)
        if run.returncode != 0:
            raise SystemExit(f"dump {name}: {run.stderr.strip()}")
        row = compare(name, folder)
    over = any(row[column] > limit for column, limit in LIMITS.items())
    print(f"{name:<26}{batch:>5}{seed:>5}{row['outputs']:>9.1e}{row['gradients']:>10.1e}{row['losses']:>9.1e}{row['after']:>9.1e}  {row['tensor']}"
          f"{'  OVER' if over else ''}", flush=True)
    return not over


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("networks", nargs="*", metavar="NETWORK", help="all of them by default")
    parser.add_argument("--batch", type=int, help="16 by default, and 2 for images of 224x224")
    parser.add_argument("--steps", type=int, default=5, help="of SGD with momentum, and as many of Adam")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seeds", type=int, default=3, help="how many are tried before a network has failed")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--keep", metavar="DIR", help="leave what NetArch computed in this folder")
    options = parser.parse_args()
    if not os.path.exists(PROGRAM):
        parser.error("build it first: dotnet build -c Release Samples")
    unknown = [name for name in options.networks if name not in NETWORKS]
    if unknown:
        parser.error(f"there is no {', '.join(unknown)}; there are {', '.join(NETWORKS)}")
    torch.set_num_threads(options.threads)
    print(f"{options.steps} steps of SGD and of Adam, PyTorch {torch.__version__} in double precision")
    limits = ", ".join(f"{column} {limit:g}" for column, limit in LIMITS.items())
    print(f"worst relative errors; limits: {limits}; \"after\": outputs after the steps, for information")
    print(f"{'network':<26}{'batch':>5}{'seed':>5}{'outputs':>9}{'gradients':>10}{'losses':>9}{'after':>9}  worst gradient", flush=True)
    failed = [name for name in options.networks or NETWORKS
              if not any(agrees(name, seed, options) for seed in range(options.seed, options.seed + options.seeds))]
    if failed:
        print(f"over a limit, or failed: {', '.join(failed)}")
        sys.exit(1)


if __name__ == "__main__":
    main()
