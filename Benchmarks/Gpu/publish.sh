#!/usr/bin/env bash
# Makes artifacts/gpu-run.tar.xz: everything that a Linux machine with a GPU needs to run conformance, trainings and the table of rates,
# without an SDK and without a network. Unpack it there and start ./run.sh.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

target=artifacts/gpu-run
rm -rf "$target"
# Both programs share one folder, and in it one runtime.
for project in Runtime.Gpu.Conformance Benchmarks; do
    dotnet publish "$project" -c Release -p:Gpu=true -r linux-x64 --self-contained -p:DebugType=none -o "$target"
done
cp Benchmarks/Gpu/run.sh "$target"
tar -C artifacts -cJf "$target.tar.xz" gpu-run
ls -l "$target.tar.xz"
