"""Computes every network of Samples here and in PyTorch, from the same weights and samples, and prints how far they differ.

Needs PyTorch (Debian: python3-torch) and the .NET SDK:

    python3 Runtime.Tests/Parity/compare.py [NETWORK ...] [--write FILE] [--smooth] [--batch N] [--steps N] [--seed 1]

The measure is PyTorch in double precision. An error is max|a - b| / max|b| over a tensor; a column has the worst tensor's. Outputs
are those of evaluation, with running statistics; gradients are those of a training step by every parameter, and in evaluation by the
samples; losses are those of each of five (small networks: twenty) steps of SGD with momentum and as many of Adam, dropout off.

Limits: outputs 1e-4, gradients 1e-3, losses 1e-3 in the first five steps and 1e-2 after them.

A rectifier and a maximum have corners. Where the exact value is 1e-9 and single precision makes it -1e-9, a gradient is let through
by one and not by the other, and no code in single precision can help that. So three things stand beside an error:

- PyTorch's own error on that case in single precision;
- where ours is over a limit, what the case itself makes of roundings: how far PyTorch's results in double precision go when every
  weight and sample is moved at random by up to 2^-22 of itself, four roundings (the worst of four such moves);
- a smooth form of the network, with tanh for every rectifier and averages for maxima, in a copy of Samples compiled for that, where
  no corner can be the excuse.

A network passes

- if all its errors are within the limits ("within"), or
- if every error over its limit is at most twice what PyTorch's single precision has on that case ("as PyTorch"), or
- at most twice what moving its numbers by a rounding does to the exact results ("as a rounding"),

and, in each case, only if its smooth form is within the limits without exception. One seed, nothing is tried again. The exit code
is 1 where a network does not pass.
"""
import argparse
import datetime
import sys
import tempfile
import time

import torch

import programs
from case import Case, errors
from layers import has_corners
from networks import LARGE, NETWORKS, build
from table import COLUMNS, Table, line

LIMITS = {"outputs": 1e-4, "gradients": 1e-3, "losses": 1e-3, "later losses": 1e-2}
# How much larger than PyTorch's own error in single precision an error may be where it is over its limit.
FACTOR = 2
MOVES = 4


def over(found):
    return [column for column, limit in LIMITS.items() if found[column] is not None and not found[column] <= limit]


def is_no_worse(ours, other):
    return all(ours[column] <= FACTOR * other[column] for column in over(ours))


def verdict(ours, single, rounding, smooth):
    """Whether a network passes, and in what way; any of the two forms may be missing."""
    if smooth is not None and over(smooth):
        return "OVER in its smooth form"
    if ours is None or not over(ours):
        return "within"
    if is_no_worse(ours, single):
        return "as PyTorch"
    return "as a rounding" if is_no_worse(ours, {**rounding, **{column: max(single[column], rounding[column]) for column in over(ours)}}) else "OVER"


def measure(name, program, is_smooth, options):
    """Our errors, those of PyTorch's single precision, and where they are needed those of moved numbers."""
    batch = options.batch or (2 if name in LARGE else 16)
    steps = options.steps or (5 if name in LARGE else 20)
    with tempfile.TemporaryDirectory() as folder:
        programs.dump(program, name, folder, batch, steps, options.seed, options.threads)
        case = Case(name, folder, is_smooth)
        exact = case.pytorch(torch.float64)
        ours = errors(case.ours(), exact)
        single = errors(case.pytorch(torch.float32), exact)
        needed = not is_smooth and over(ours) and not is_no_worse(ours, single)
        rounding = worst([errors(case.pytorch(torch.float64, move), exact) for move in range(MOVES)]) if needed else None
    return batch, steps, ours, single, rounding


def worst(measured):
    return {column: max(found[column] for found in measured) for column in COLUMNS if measured[0][column] is not None}


def compare(name, options, built):
    """A row of the table, or none for a network that has no corner where smooth forms alone are asked for."""
    forms = [] if options.smooth else [False]
    forms += [True] if has_corners(build(name)) else []
    measured = {}
    for is_smooth in forms:
        start = time.monotonic()
        batch, steps, *measured[is_smooth] = measure(name, built[is_smooth], is_smooth, options)
        print(line(name, is_smooth, batch, steps, *measured[is_smooth], time.monotonic() - start), flush=True)
    if not measured:
        return None
    (ours, single, rounding), (smooth, smooth_single, _) = measured.get(False, [None] * 3), measured.get(True, [None] * 3)
    outcome = verdict(ours, single, rounding, smooth)
    print(f"{name}: {outcome}", flush=True)
    return {
        "name": name, "date": datetime.date.today().isoformat(), "batch": batch, "steps": steps, "seed": options.seed,
        "ours": ours, "single": single, "rounding": rounding, "smooth": smooth, "smooth single": smooth_single, "outcome": outcome}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("networks", nargs="*", metavar="NETWORK", help="all of them by default")
    parser.add_argument("--smooth", action="store_true", help="the smooth forms alone")
    parser.add_argument("--write", metavar="FILE", help="the table, in Markdown; rows of other networks that were written to it before stay")
    parser.add_argument("--batch", type=int, help="16 by default, and 2 for images of 224x224")
    parser.add_argument("--steps", type=int, help="of SGD with momentum, and as many of Adam: 20, and 5 for images of 224x224")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    unknown = [name for name in options.networks if name not in NETWORKS]
    if unknown:
        parser.error(f"there is no {', '.join(unknown)}; there are {', '.join(NETWORKS)}")
    torch.set_num_threads(options.threads)
    failed = run(options)
    if failed:
        print(f"over a limit: {', '.join(failed)}")
        sys.exit(1)


def run(options):
    """The names of the networks that did not pass."""
    table = Table(options.write, LIMITS, FACTOR) if options.write else None
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        built = {is_smooth: programs.build(is_smooth, folder) for is_smooth in ([True] if options.smooth else [False, True])}
        print_head(options)
        for name in options.networks or NETWORKS:
            row = compare(name, options, built)
            if row is None:
                continue
            if row["outcome"].startswith("OVER"):
                failed.append(name)
            if table:
                table.add(row)
    return failed


def print_head(options):
    print(f"seed {options.seed}; errors here, and in brackets those of PyTorch {torch.__version__} in single precision; limits: "
          + ", ".join(f"{column} {limit:g}" for column, limit in LIMITS.items()))
    print(f"{'network':<34}{'batch':>6}{'steps':>6}" + "".join(f"{column:>20}" for column in COLUMNS), flush=True)


if __name__ == "__main__":
    main()
