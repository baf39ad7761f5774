"""The programs that compute the networks here: Samples as it is, and a copy of it whose networks have no corners."""
import os
import re
import shutil
import subprocess

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
SAMPLES = os.path.join(ROOT, "Samples")
SMOOTH = os.path.join(ROOT, "artifacts", "parity", "Samples")
BINARIES = os.path.join("bin", "Release", "net10.0")


def build(is_smooth, to):
    """Builds the program, and gives the path of a copy of it below a folder, which no build beside this run changes."""
    folder = SAMPLES
    if is_smooth:
        write_smooth()
        folder = SMOOTH
    run = subprocess.run(
        ["dotnet", "build", folder, "-c", "Release", "-v", "quiet", "-nologo"], capture_output=True, text=True, env=os.environ)
    if run.returncode != 0:
        raise SystemExit(f"dotnet build {folder}: {run.stdout.strip()} {run.stderr.strip()}")
    copy = os.path.join(to, "smooth" if is_smooth else "real")
    shutil.copytree(os.path.join(folder, BINARIES), copy)
    return os.path.join(copy, "NetArch.Samples.dll")


def write_smooth():
    """Copies the sources of Samples, with tanh for every rectifier and avgpool for every maxpool. Counts and shapes, and so all claims, stay."""
    shutil.copytree(
        SAMPLES, SMOOTH, ignore=shutil.ignore_patterns("bin", "obj", "artifacts"), copy_function=copy_smooth, dirs_exist_ok=True)


def copy_smooth(source, target):
    if source.endswith(".net.arch"):
        write(target, without_corners(read(source)))
    elif source.endswith(".csproj"):
        write(target, read(source).replace('"../', '"../../../'))
    else:
        shutil.copy2(source, target)


def without_corners(text):
    lines = (line.partition("#") for line in text.split("\n"))
    return "\n".join(
        re.sub(r"\b(relu6?|leakyrelu(\s+slope\s+\S+)?)(?=\s|;|}|$)", "tanh", re.sub(r"\bmaxpool\b", "avgpool", code)) + mark + comment
        for code, mark, comment in lines)


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def write(path, text):
    """Leaves a file alone that has the text already, so that it is not built again."""
    if os.path.exists(path) and read(path) == text:
        return
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def dump(program, name, folder, batch, steps, seed, threads):
    """Has the program write what a network computes into the folder."""
    arguments = ["--batch", batch, "--steps", steps, "--seed", seed, "--threads", threads, "--out", folder]
    run = subprocess.run(["dotnet", program, "dump", name, *map(str, arguments)], capture_output=True, text=True)
    if run.returncode != 0:
        raise SystemExit(f"dump {name}: {run.stderr.strip()}")
