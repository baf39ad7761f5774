"""A network with weights, samples and what was computed of them: here, and by PyTorch in double and in single precision."""
import os

import numpy as np
import torch
import torch.nn.functional as F

import safetensors
from networks import build

# What is 0 in exact arithmetic is noise on both sides (a bias before batch normalisation): such a gradient is measured by the
# largest gradient of the network.
NOISE = 1e-9
# Four roundings to single precision: how far every weight and sample is moved to see what a case makes of that.
MOVE = 2.0 ** -22
COURSES = ("sgd", "adam")


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


def moved(tensor, generator):
    return tensor * (1 + MOVE * (2 * torch.rand(tensor.shape, dtype=tensor.dtype, generator=generator) - 1))


class Case:
    """The files that `dump` wrote."""

    def __init__(self, name, folder, is_smooth):
        self.name, self.is_smooth = name, is_smooth
        self.weights, self.gradients, self.results = (
            safetensors.File(os.path.join(folder, f"{name}.{part}.safetensors")) for part in ("weights", "gradients", "results"))
        self.kind = self.results.metadata["loss"]

    def ours(self):
        """What was computed here, by tensor: those of "gradients" are read when they are asked for."""
        file = self.results
        return {
            "outputs": file["outputs"], "input": file["input_gradients"], "loss": file["loss"], "gradients": self.gradients,
            **{part: file[part] for part in (f"{course}.{what}" for course in COURSES for what in ("losses", "outputs"))}}

    def pytorch(self, kind, move=None):
        """The same by PyTorch, in numbers of a kind; with a number to move by, of weights and samples that are moved at random by a rounding or so."""
        model = build(self.name, self.is_smooth).to(kind)
        found = self.load(model, move)
        inputs, targets = self.samples(kind)
        if move is not None:
            inputs = moved(inputs, torch.Generator().manual_seed(1000 + move))

        # Outputs and the input's gradient, in evaluation mode; gradients in training mode, which leaves its mark on running statistics.
        result = {"outputs": self.outputs(model, inputs)}
        model.eval()
        x = inputs.clone().requires_grad_()
        self.loss(model(x), targets).backward()
        result["input"] = array(x.grad)
        model.train()
        model.zero_grad()
        loss = self.loss(model(inputs), targets)
        loss.backward()
        result["loss"] = np.array([float(loss)])
        result["gradients"] = {parameter: array(found[parameter].grad) for parameter in self.gradients}
        for course in COURSES:
            self.load(model, move)
            self.train(course, model, inputs, targets, result)
        return result

    def load(self, model, move):
        found = load(model, self.weights)
        if move is not None:
            generator = torch.Generator().manual_seed(move)
            with torch.no_grad():
                for tensor in found.values():
                    tensor.copy_(moved(tensor, generator))
        return found

    def train(self, course, model, inputs, targets, result):
        model.zero_grad(set_to_none=True)
        notes = self.results.metadata
        rate = float(notes[f"{course}.rate"])
        optimizer = (
            torch.optim.SGD(model.parameters(), lr=rate, momentum=float(notes["sgd.momentum"])) if course == "sgd"
            else torch.optim.Adam(model.parameters(), lr=rate))
        losses = []
        for _ in range(self.results.shape(f"{course}.losses")[0]):
            optimizer.zero_grad()
            loss = self.loss(model(inputs), targets)
            loss.backward()
            optimizer.step()
            losses.append(float(loss))
        result[f"{course}.losses"] = np.array(losses)
        result[f"{course}.outputs"] = self.outputs(model, inputs)

    def samples(self, kind):
        inputs, targets = (torch.from_numpy(self.results[part]) for part in ("inputs", "targets"))
        inputs = inputs.to(kind)
        return inputs, targets.long() if self.kind == "CrossEntropy" else targets.to(kind).reshape(len(inputs), -1)

    def loss(self, scores, targets):
        if self.kind == "CrossEntropy":
            return F.cross_entropy(scores, targets)
        if self.kind == "BinaryCrossEntropy":
            return F.binary_cross_entropy_with_logits(scores, targets)
        return F.mse_loss(scores, targets)

    def outputs(self, model, inputs):
        model.eval()
        with torch.no_grad():
            scores = model(inputs)
        model.train()
        return array(torch.softmax(scores, 1) if self.kind == "CrossEntropy" else torch.sigmoid(scores) if self.kind == "BinaryCrossEntropy" else scores)


def error(found, exact, scale=0.0):
    """How far a tensor is from the exact one, relative to its largest value, or to another scale where that is larger."""
    exact = np.asarray(exact, dtype=np.float64)
    found = np.asarray(found).reshape(exact.shape)
    if not (np.isfinite(found).all() and np.isfinite(exact).all()):
        return float("inf")
    return float(np.abs(found - exact).max() / max(np.abs(exact).max(), scale, 1e-300))


def errors(found, exact):
    """The worst errors, by the columns of the table."""
    gradients = {"input": error(found["input"], exact["input"])}
    largest = max((float(np.abs(gradient).max()) for gradient in exact["gradients"].values()), default=0.0)
    for name, gradient in exact["gradients"].items():
        is_noise = np.abs(gradient).max() < NOISE * largest
        gradients[name] = error(found["gradients"][name], gradient, largest if is_noise else 0)
    # A loss is compared with the same step's.
    steps = [error(found["loss"], exact["loss"])] + [0.0] * len(exact["sgd.losses"])
    for course in COURSES:
        ours, theirs = found[f"{course}.losses"], exact[f"{course}.losses"]
        for i in range(len(theirs)):
            steps[i + 1] = max(steps[i + 1], error(ours[i:i + 1], theirs[i:i + 1]))
    worst = max(gradients, key=gradients.get)
    return {
        "outputs": error(found["outputs"], exact["outputs"]), "gradients": gradients[worst], "losses": max(steps[:6]),
        "later losses": max(steps[6:], default=None),
        "after": max(error(found[f"{course}.outputs"], exact[f"{course}.outputs"]) for course in COURSES), "worst": worst}
