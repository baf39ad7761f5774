#!/usr/bin/env bash
# Runs conformance, trainings and the table of rates on this machine's first GPU. Needs nothing but NVIDIA's driver; for PyTorch's
# columns of the table, a python3 whose torch sees the GPU.
#
#   ./run.sh [FOLDER FOR THE RESULTS] [conformance|train|table ...]
#
# Each part that is named runs (all three if none is), whatever became of the ones before it. CIFAR=DIR trains on CIFAR-10's binary files.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
results=${1:-results}
[ $# -gt 0 ] && shift
[ $# -gt 0 ] || set -- conformance train table
mkdir -p "$results"

export NETARCH_TEST_DEVICE=cuda DOTNET_TieredPGO=0
status=0
part() {
    local name=$1
    shift
    echo "== $name"
    "$@" 2>&1 | tee "$results/$name.txt"
    local code=${PIPESTATUS[0]}
    [ "$code" -eq 0 ] || { status=1; echo "== $name failed with exit code $code"; }
}

for name in "$@"; do
    case $name in
        conformance) part conformance "$here/NetArch.Runtime.Gpu.Conformance" ;;
        train) part train "$here/NetArch.Benchmarks" gpu-train ${CIFAR:+--cifar "$CIFAR"} ;;
        table) part table "$here/NetArch.Benchmarks" gpu ;;
        *) echo "there is no part $name; there are conformance, train and table" >&2; exit 2 ;;
    esac
done
exit $status
