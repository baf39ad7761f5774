"""The networks of the samples in PyTorch, layer for layer: a model and the shape of one image each."""
import torch.nn.functional as F
from torch import nn


def lenet():
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, bias=False), nn.Tanh(), nn.AvgPool2d(2), nn.Conv2d(6, 16, 5, bias=False), nn.Tanh(), nn.AvgPool2d(2),
        nn.Flatten(), nn.Linear(400, 120), nn.Tanh(), nn.Linear(120, 84), nn.Tanh(), nn.Linear(84, 10)), (1, 32, 32)


def digits_mlp():
    layers = [nn.Flatten()]
    for inputs in (784, 512, 512):
        layers += [nn.Linear(inputs, 512), nn.ReLU(), nn.Dropout(0.2)]
    return nn.Sequential(*layers, nn.Linear(512, 10)), (1, 28, 28)


def digits_cnn():
    return nn.Sequential(
        nn.Conv2d(1, 32, 3), nn.ReLU(), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Dropout(0.25),
        nn.Flatten(), nn.Linear(9216, 128), nn.ReLU(), nn.Dropout(0.5), nn.Linear(128, 10)), (1, 28, 28)


def house_numbers():
    layers = []
    for inputs, filters, kernel, padding in ((3, 32, 5, 4), (32, 64, 3, 2), (64, 128, 3, 2)):
        layers += [nn.Conv2d(inputs, filters, kernel, padding=padding), nn.BatchNorm2d(filters), nn.ReLU(), nn.MaxPool2d(2)]
    head = [nn.Flatten(), nn.Linear(4608, 256), nn.ReLU(), nn.Linear(256, 128), nn.ReLU(), nn.Linear(128, 10)]
    return nn.Sequential(*layers, *head), (3, 32, 32)


def cifar_cnn():
    layers = []
    for inputs, filters in ((3, 32), (32, 64), (64, 128)):
        for channels in (inputs, filters):
            layers += [nn.Conv2d(channels, filters, 3, padding=1), nn.ReLU(), nn.BatchNorm2d(filters)]
        layers += [nn.MaxPool2d(2), nn.Dropout(0.25)]
    head = [nn.Flatten(), nn.Linear(2048, 512), nn.ReLU(), nn.BatchNorm1d(512), nn.Dropout(0.5), nn.Linear(512, 10)]
    return nn.Sequential(*layers, *head), (3, 32, 32)


class Basic(nn.Module):
    """Two convolutions and a shortcut, which is projected, or takes every second pixel and fills the new channels with zeros."""

    def __init__(self, inputs, filters, stride, projected=False):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(inputs, filters, 3, stride, 1, bias=False), nn.BatchNorm2d(filters), nn.ReLU(),
            nn.Conv2d(filters, filters, 3, 1, 1, bias=False), nn.BatchNorm2d(filters))
        self.stride, self.extra = stride, filters - inputs
        projection = [nn.Conv2d(inputs, filters, 1, stride, bias=False), nn.BatchNorm2d(filters)]
        self.projection = nn.Sequential(*projection) if projected and self.extra else None

    def forward(self, x):
        y = self.body(x)
        if self.projection is not None:
            x = self.projection(x)
        elif self.extra:
            x = F.pad(x[:, :, ::self.stride, ::self.stride], (0, 0, 0, 0, 0, self.extra))
        return F.relu(x + y)


def resnet20():
    layers = [nn.Conv2d(3, 16, 3, padding=1, bias=False), nn.BatchNorm2d(16), nn.ReLU()]
    for inputs, filters, stride in ((16, 16, 1), (16, 32, 2), (32, 64, 2)):
        layers += [Basic(inputs, filters, stride), Basic(filters, filters, 1), Basic(filters, filters, 1)]
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10)), (3, 32, 32)


def resnet18():
    layers = [nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(3, 2, 1)]
    for inputs, filters, stride in ((64, 64, 1), (64, 128, 2), (128, 256, 2), (256, 512, 2)):
        layers += [Basic(inputs, filters, stride, projected=True), Basic(filters, filters, 1)]
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(512, 1000)), (3, 224, 224)


def vgg_d():
    layers, channels = [], 3
    for filters, count in ((64, 2), (128, 2), (256, 3), (512, 3), (512, 3)):
        for _ in range(count):
            layers += [nn.Conv2d(channels, filters, 3, padding=1), nn.ReLU()]
            channels = filters
        layers.append(nn.MaxPool2d(2))
    head = [nn.Flatten(), nn.Linear(25088, 4096), nn.ReLU(), nn.Dropout(0.5), nn.Linear(4096, 4096), nn.ReLU(), nn.Dropout(0.5)]
    return nn.Sequential(*layers, *head, nn.Linear(4096, 1000)), (3, 224, 224)


NETWORKS = {"LeNet": lenet, "DigitsMlp": digits_mlp, "HouseNumbers": house_numbers, "CifarCnn": cifar_cnn, "ResNet20": resnet20}
LARGER = {"DigitsCnn": digits_cnn, "ResNet18": resnet18, "VggD": vgg_d}
