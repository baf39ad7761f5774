"""Times training steps of one network in PyTorch on a GPU, and prints one line of JSON: version, eager, compiled, in images a second.

    python3 gpu.py NETWORK [--batch 128] [--precision float32|tf32] [--seconds 2]

Eager is kernel by kernel; compiled is torch.compile with CUDA graphs (mode "reduce-overhead"), and null where that fails. SGD with
momentum, dropout on, one random batch that stays on the device. The exit code is 3 where there is no PyTorch that sees a GPU: the
last line of the error stream says so.
"""
import argparse
import json
import sys
import time


def leave(message):
    print(message, file=sys.stderr)
    sys.exit(3)


try:
    import torch
    import torch.nn.functional as F
    from networks import LARGER, NETWORKS
except ImportError as error:
    leave(f"there is no PyTorch: {error}")


def steps(model, x, y, compiled):
    """What a step is, once more for a model of its own."""
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)

    def loss():
        return F.cross_entropy(model(x), y)

    if compiled:
        loss = torch.compile(loss, mode="reduce-overhead")

    def step():
        if compiled:
            torch.compiler.cudagraph_mark_step_begin()
        loss().backward()
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)

    return step


def rate(step, batch, seconds, warm_up=1.0, fewest=8):
    """Images a second over all steps of a time; the device is waited for at its end alone."""
    for shortest in (warm_up, seconds):
        count, started = 0, time.perf_counter()
        while count < fewest or time.perf_counter() - started < shortest:
            step()
            count += 1
            # The host must not run ahead of the device by more than a few steps, or the clock would tell of the host alone.
            if count % 8 == 0:
                torch.cuda.synchronize()
        torch.cuda.synchronize()
        elapsed = time.perf_counter() - started
    return count * batch / elapsed


def main():
    networks = NETWORKS | LARGER
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("network", choices=networks, metavar="NETWORK")
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--precision", choices=["float32", "tf32"], default="float32")
    parser.add_argument("--seconds", type=float, default=2)
    options = parser.parse_args()
    if not torch.cuda.is_available():
        leave(f"PyTorch {torch.__version__} sees no GPU")
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = options.precision == "tf32"
    torch.backends.cudnn.benchmark = True
    torch.manual_seed(0)
    result = {"version": torch.__version__, "eager": 0.0, "compiled": None}
    for kind in ("eager", "compiled"):
        model, shape = networks[options.network]()
        model = model.cuda().train()
        x = torch.rand(options.batch, *shape, device="cuda")
        y = torch.randint(0, 10, (options.batch,), device="cuda")
        try:
            result[kind] = rate(steps(model, x, y, kind == "compiled"), options.batch, options.seconds)
        except Exception as error:  # What a compiler may throw is not listed anywhere.
            if kind == "eager":
                raise
            print(f"torch.compile failed: {error}", file=sys.stderr)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
