"""What the networks are made of, in PyTorch's own layers."""
import torch
import torch.nn.functional as F
from torch import nn


def conv(inputs, outputs, kernel, stride=1, padding=0, groups=1, bias=True):
    return nn.Conv2d(inputs, outputs, kernel, stride, padding, groups=groups, bias=bias)


def normalised(inputs, outputs, kernel, stride=1, padding=0, bias=False):
    return [conv(inputs, outputs, kernel, stride, padding, bias=bias), nn.BatchNorm2d(outputs)]


class ZeroPadded(nn.Module):
    """Every stride-th pixel, and zeros for the new channels."""

    def __init__(self, channels, stride):
        super().__init__()
        self.channels, self.stride = channels, stride

    def forward(self, x):
        x = x[:, :, :: self.stride, :: self.stride]
        return F.pad(x, (0, 0, 0, 0, 0, self.channels - x.shape[1]))


class Residual(nn.Module):
    """relu(body(x) + shortcut(x))."""

    def __init__(self, body, shortcut):
        super().__init__()
        self.body, self.shortcut, self.activation = nn.Sequential(*body), nn.Sequential(*shortcut), nn.ReLU()

    def forward(self, x):
        return self.activation(self.body(x) + self.shortcut(x))


class Branches(nn.Module):
    """The outputs of several branches, joined by channel."""

    def __init__(self, *branches):
        super().__init__()
        self.branches = nn.ModuleList(nn.Sequential(*branch) for branch in branches)

    def forward(self, x):
        return torch.cat([branch(x) for branch in self.branches], 1)


class Map(nn.Module):
    """A function without parameters."""

    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, x):
        return self.function(x)


def has_corners(module):
    return any(isinstance(part, (nn.ReLU, nn.MaxPool2d)) for part in module.modules())


def smooth(module):
    """The same network without corners: tanh for every rectifier, averages for maxima."""
    for name, part in module.named_children():
        if isinstance(part, nn.ReLU):
            setattr(module, name, nn.Tanh())
        elif isinstance(part, nn.MaxPool2d):
            setattr(module, name, nn.AvgPool2d(part.kernel_size, part.stride, part.padding, part.ceil_mode))
        else:
            smooth(part)
    return module
