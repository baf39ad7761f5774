#!/usr/bin/env python3
"""Measures what a user of the package meets, in a folder outside of the repository: how long a clean build of a project with
VGG D alone takes, and how fast a Debug build trains beside a Release build, in turn."""

import argparse
import os
import re
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]

PROJECT = """<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <Nullable>enable</Nullable>
  </PropertyGroup>
  <ItemGroup><PackageReference Include="NetArch" Version="{version}" /></ItemGroup>
</Project>
"""

SOURCES = """<configuration>
  <config><add key="globalPackagesFolder" value="packages" /></config>
  <packageSources><add key="netarch" value="feed" /></packageSources>
</configuration>
"""


def dotnet(folder, *arguments):
    done = subprocess.run(["dotnet", *arguments], cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        raise SystemExit(f"dotnet {' '.join(arguments)} failed in {folder}:\n{done.stdout}")
    return done.stdout


def prepare(folder):
    version = time.strftime("0.1.0-measured%Y%m%d%H%M%S")
    dotnet(REPOSITORY, "pack", "Package", "-c", "Release", "-o", str(folder / "feed"), f"-p:Version={version}", "-v:q")
    (folder / "nuget.config").write_text(SOURCES)
    return version


def project(folder, name, version, network, program):
    where = folder / name
    where.mkdir()
    (where / f"{name}.csproj").write_text(PROJECT.format(version=version))
    (where / "Network.net.arch").write_text(network)
    (where / "Program.cs").write_text(program)
    dotnet(where, "restore")
    return where


def vgg_d():
    """The sample's blocks, and of its networks VGG D alone."""
    text = (REPOSITORY / "Samples/Networks/Vgg.net.arch").read_text()
    return re.sub(r"^network (\w+) \{.*?^\}\n", lambda m: m[0] if m[1] == "VggD" else "", text, flags=re.M | re.S)


def fence(language):
    return re.search(rf"```{re.escape(language)}\n(.*?)```", (REPOSITORY / "Package/README.md").read_text(), re.S)[1]


def clean_builds(where, rounds):
    for _ in range(rounds):
        for folder in ("bin", "obj"):
            shutil.rmtree(where / folder, ignore_errors=True)
        start = os.times()
        dotnet(where, "build")
        end = os.times()
        yield end.elapsed - start.elapsed, end.children_user + end.children_system - start.children_user - start.children_system


def rate(where, configuration):
    output = dotnet(where, f"bin/{configuration}/net10.0/{where.name}.dll")
    return float(re.findall(r"([\d,]+) images/s", output)[-1].replace(",", ""))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        version = prepare(folder)
        vgg = project(folder, "Vgg", version, vgg_d(), "Console.WriteLine(Vgg.VggD.ParameterCount);\n")
        builds = list(clean_builds(vgg, rounds))
        print(f"clean build of VGG D alone, {rounds} times: median {statistics.median(b[0] for b in builds):.1f} s"
              f" ({min(b[0] for b in builds):.1f} to {max(b[0] for b in builds):.1f}), {statistics.median(b[1] for b in builds):.1f} s of processor; load {os.getloadavg()[0]:.1f}")
        digits = project(folder, "Digits", version, fence("net.arch"), fence("csharp"))
        for configuration in ("Debug", "Release"):
            dotnet(digits, "build", "-c", configuration)
        pairs = [(rate(digits, "Debug"), rate(digits, "Release")) for _ in range(rounds)]
        ratios = [debug / release for debug, release in pairs]
        print(f"LeNet trained, images/s: Debug {statistics.median(p[0] for p in pairs):,.0f}, Release {statistics.median(p[1] for p in pairs):,.0f};"
              f" Debug / Release, pair by pair: median {statistics.median(ratios):.2f} ({', '.join(f'{r:.2f}' for r in ratios)})")


main()
