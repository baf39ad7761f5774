"""The table of a comparison, on a terminal and in Markdown."""
import functools
import json
import os
import platform
import subprocess

import torch

from networks import NETWORKS

COLUMNS = ("outputs", "gradients", "losses", "later losses", "after")


def number(value):
    return "" if value is None else f"{value:.1e}".replace("e-0", "e-").replace("e+0", "e+")


def line(name, is_smooth, batch, steps, ours, single, rounding, seconds):
    cells = "".join(f"{number(ours[column]) + (f' ({number(single[column])})' if ours[column] is not None else ''):>20}" for column in COLUMNS)
    text = f"{name + (', smooth' if is_smooth else ''):<34}{batch:>6}{steps:>6}{cells}  {seconds:.0f} s, {ours['worst']}"
    return text if rounding is None else f"{text}\n{'  the same, moved by roundings':<46}" + "".join(f"{number(rounding.get(column)):>20}" for column in COLUMNS)


def cell(row, form, single, column, limits):
    """An error here, in bold above its limit, PyTorch's, and what moved numbers have."""
    error = row[form][column]
    if error is None:
        return ""
    is_over = not error <= limits[column]
    others = [number(row[single][column])] + ([number(row["rounding"][column])] if is_over and row["rounding"] and form == "ours" else [])
    return f"{f'**{number(error)}**' if is_over else number(error)} ({'; '.join(others)})"


@functools.cache
def machine():
    """Processor and versions."""
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        names = [text.split(":", 1)[1].strip() for text in file if text.startswith("model name")]
    here = os.path.dirname(os.path.abspath(__file__))
    sdk = subprocess.run(["dotnet", "--version"], capture_output=True, text=True, cwd=here).stdout.strip()
    return f"{names[0] if names else platform.processor()}, {os.cpu_count()} cores; .NET SDK {sdk}; PyTorch {torch.__version__}"


class Table:
    """A file in Markdown, and beside it the rows in JSON that it is made of: what was measured before stays until it is measured again."""

    def __init__(self, path, limits, factor):
        self.path, self.rows_path = path, os.path.splitext(path)[0] + ".json"
        self.limits, self.factor, self.rows = limits, factor, {}
        if os.path.exists(self.rows_path):
            with open(self.rows_path, encoding="utf-8") as file:
                self.rows = {row["name"]: row for row in json.load(file)}

    def add(self, row):
        self.rows[row["name"]] = {**row, "machine": machine()}
        rows = [self.rows[name] for name in NETWORKS if name in self.rows]
        with open(self.rows_path, "w", encoding="utf-8") as file:
            json.dump(rows, file, indent=1)
            file.write("\n")
        with open(self.path, "w", encoding="utf-8") as file:
            file.write("\n".join(self.lines(rows)))

    def lines(self, rows):
        missing = [name for name in NETWORKS if name not in self.rows]
        passed = sum(not row["outcome"].startswith("OVER") for row in rows)
        limits = ", ".join(f"{column} {limit:g}" for column, limit in self.limits.items())
        return [
            "# Every network beside PyTorch",
            "",
            *sorted({f"{row['date']}; {row['machine']}; seed {row['seed']}." for row in rows}),
            "Written by `python3 Runtime.Tests/Parity/compare.py --write FILE`, whose help says what is measured and when a network passes.",
            "",
            "Worst max|a - b| / max|b| of a tensor against PyTorch in double precision; in brackets, PyTorch's own error in single precision.",
            f"Limits: {limits}. Bold is over a limit; behind PyTorch's error stands what moving every weight and sample by a rounding (2^-22)",
            f"does to the exact results. It passes if it is at most {self.factor} times one of the two and the smooth form is within all limits.",
            "",
            f"**{passed} of {len(rows)} networks pass.**" + (f" Not measured: {', '.join(missing)}." if missing else ""),
            "",
            *section("As they are", rows, "ours", "single", self.limits),
            *section("In their smooth form: tanh for rectifiers, averages for maxima", rows, "smooth", "smooth single", self.limits),
        ]


def section(title, rows, ours, single, limits):
    head = ["network", "batch", "steps", *limits, "worst gradient", *(["passes"] if ours == "ours" else [])]
    yield from (f"## {title}", "", f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}")
    for row in rows:
        if row[ours] is None:
            continue
        cells = [row["name"], str(row["batch"]), str(row["steps"]), *(cell(row, ours, single, column, limits) for column in limits), row[ours]["worst"]]
        yield f"| {' | '.join(cells + ([row['outcome']] if ours == 'ours' else []))} |"
    yield ""
