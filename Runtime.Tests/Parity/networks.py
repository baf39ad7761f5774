"""The networks of Samples in PyTorch, written from their papers. None ends in its softmax or sigmoid, and none drops anything out."""
from torch import nn

from layers import Branches, Map, Residual, ZeroPadded, conv, normalised, smooth


def dense(*widths, activation=nn.ReLU):
    """Fully connected layers with an activation between them."""
    layers = [nn.Flatten()]
    for inputs, outputs in zip(widths, widths[1:]):
        layers += [nn.Linear(inputs, outputs), activation()]
    return layers[:-1]


def lenet():
    """LeCun et al. 1998, as it is taught: averages without coefficients, softmax, no bias in the convolutions."""
    return [
        conv(1, 6, 5, bias=False), nn.Tanh(), nn.AvgPool2d(2), conv(6, 16, 5, bias=False), nn.Tanh(), nn.AvgPool2d(2),
        *dense(400, 120, 84, 10, activation=nn.Tanh)]


def alexnet(groups):
    """Krizhevsky et al. 2012."""
    def norm():
        return nn.LocalResponseNorm(5, 1e-4, 0.75, 2)

    return [
        conv(3, 96, 11, 4), nn.ReLU(), nn.MaxPool2d(3, 2), norm(),
        conv(96, 256, 5, padding=2, groups=groups), nn.ReLU(), nn.MaxPool2d(3, 2), norm(),
        conv(256, 384, 3, padding=1), nn.ReLU(), conv(384, 384, 3, padding=1, groups=groups), nn.ReLU(),
        conv(384, 256, 3, padding=1, groups=groups), nn.ReLU(), nn.MaxPool2d(3, 2), *dense(9216, 4096, 4096, 1000)]


# Simonyan and Zisserman 2015, table 1: a column per network; a number is a 3x3 convolution, a negative one is 1x1, M a pool.
VGG = {
    "A": "64 M 128 M 256 256 M 512 512 M 512 512 M",
    "ALrn": "64 L M 128 M 256 256 M 512 512 M 512 512 M",
    "B": "64 64 M 128 128 M 256 256 M 512 512 M 512 512 M",
    "C": "64 64 M 128 128 M 256 256 -256 M 512 512 -512 M 512 512 -512 M",
    "D": "64 64 M 128 128 M 256 256 256 M 512 512 512 M 512 512 512 M",
    "E": "64 64 M 128 128 M 256 256 256 256 M 512 512 512 512 M 512 512 512 512 M",
}


def vgg(column):
    layers, channels = [], 3
    for word in VGG[column].split():
        if word == "M":
            layers += [nn.MaxPool2d(2)]
        elif word == "L":
            layers += [nn.LocalResponseNorm(5, 1e-4, 0.75, 2)]
        else:
            width = int(word)
            layers += [conv(channels, abs(width), 3, padding=1) if width > 0 else conv(channels, -width, 1), nn.ReLU()]
            channels = abs(width)
    return layers + dense(25088, 4096, 4096, 1000)


def inception(inputs, one, reduce3, three, reduce5, five, pooled):
    return Branches(
        [conv(inputs, one, 1), nn.ReLU()],
        [conv(inputs, reduce3, 1), nn.ReLU(), conv(reduce3, three, 3, padding=1), nn.ReLU()],
        [conv(inputs, reduce5, 1), nn.ReLU(), conv(reduce5, five, 5, padding=2), nn.ReLU()],
        [nn.MaxPool2d(3, 1, 1), conv(inputs, pooled, 1), nn.ReLU()])


def googlenet():
    """Szegedy et al. 2015, table 1, without the auxiliary heads."""
    def pool():
        return nn.MaxPool2d(3, 2, ceil_mode=True)

    def norm():
        return nn.LocalResponseNorm(5, 1e-4, 0.75, 2)

    return [
        conv(3, 64, 7, 2, 3), nn.ReLU(), pool(), norm(), conv(64, 64, 1), nn.ReLU(), conv(64, 192, 3, padding=1), nn.ReLU(), norm(), pool(),
        inception(192, 64, 96, 128, 16, 32, 32), inception(256, 128, 128, 192, 32, 96, 64), pool(),
        inception(480, 192, 96, 208, 16, 48, 64), inception(512, 160, 112, 224, 24, 64, 64), inception(512, 128, 128, 256, 24, 64, 64),
        inception(512, 112, 144, 288, 32, 64, 64), inception(528, 256, 160, 320, 32, 128, 128), pool(),
        inception(832, 256, 160, 320, 32, 128, 128), inception(832, 384, 192, 384, 48, 128, 128),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(1024, 1000)]


def pair(inputs, outputs, stride):
    return [*normalised(inputs, outputs, 3, stride, 1), nn.ReLU(), *normalised(outputs, outputs, 3, 1, 1)]


def plain_block(inputs, outputs, stride):
    return [*pair(inputs, outputs, stride), nn.ReLU()]


def padded_block(inputs, outputs, stride):
    return [Residual(pair(inputs, outputs, stride), [ZeroPadded(outputs, stride)] if stride > 1 or inputs != outputs else [])]


def projected_block(inputs, outputs, stride):
    return [Residual(pair(inputs, outputs, stride), projection(inputs, outputs, stride))]


def bottleneck(inputs, outputs, stride):
    inner = outputs // 4
    body = [
        *normalised(inputs, inner, 1), nn.ReLU(), *normalised(inner, inner, 3, stride, 1), nn.ReLU(), *normalised(inner, outputs, 1)]
    return [Residual(body, projection(inputs, outputs, stride))]


def projection(inputs, outputs, stride):
    return normalised(inputs, outputs, 1, stride) if stride > 1 or inputs != outputs else []


def stages(block, inputs, widths, counts):
    layers = []
    for stage, (width, count) in enumerate(zip(widths, counts)):
        for index in range(count):
            layers += block(inputs, width, 2 if stage > 0 and index == 0 else 1)
            inputs = width
    return layers


def resnet(block, counts, expansion=1):
    """He et al. 2015, table 1."""
    widths = [expansion * width for width in (64, 128, 256, 512)]
    return [
        *normalised(3, 64, 7, 2, 3), nn.ReLU(), nn.MaxPool2d(3, 2, 1), *stages(block, 64, widths, counts),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(widths[-1], 1000)]


def cifar_resnet(n):
    """He et al. 2015, section 4.2."""
    return [
        *normalised(3, 16, 3, 1, 1), nn.ReLU(), *stages(padded_block, 16, (16, 32, 64), (n, n, n)),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10)]


def house_numbers(channels, features):
    layers = []
    for inputs, outputs, kernel, padding in ((channels, 32, 5, 4), (32, 64, 3, 2), (64, 128, 3, 2)):
        layers += [*normalised(inputs, outputs, kernel, 1, padding, bias=True), nn.ReLU(), nn.MaxPool2d(2)]
    return layers + dense(features, 256, 128, 10)


def digits_cnn():
    return [conv(1, 32, 3), nn.ReLU(), conv(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2), *dense(9216, 128, 10)]


def cifar_cnn():
    layers, inputs = [], 3
    for width in (32, 64, 128):
        for _ in range(2):
            layers += [conv(inputs, width, 3, padding=1), nn.ReLU(), nn.BatchNorm2d(width)]
            inputs = width
        layers += [nn.MaxPool2d(2)]
    return layers + [nn.Flatten(), nn.Linear(2048, 512), nn.ReLU(), nn.BatchNorm1d(512), nn.Linear(512, 10)]


def missing_features(change):
    return [
        conv(1, 10, 5), nn.MaxPool2d(2), nn.ReLU(), conv(10, 20, 5), nn.MaxPool2d(2), nn.ReLU(), nn.Flatten(), Map(change),
        nn.Linear(320, 50), nn.ReLU(), nn.Linear(50, 10)]


def deep_tanh():
    return [layer for _ in range(10) for layer in (nn.Linear(500, 500), nn.Tanh())]


# The layers, from a name.
NETWORKS = {
    "LeNet": lenet,
    "DigitsMlp": lambda: dense(784, 512, 512, 512, 10),
    "DigitsCnn": digits_cnn,
    "Digits": lambda: house_numbers(1, 3200),
    "MissingFeatures": lambda: missing_features(lambda x: x),
    "MissingFeaturesNegated": lambda: missing_features(lambda x: -x),
    "MissingFeaturesComplement": lambda: missing_features(lambda x: 1 - x),
    "HouseNumbers": lambda: house_numbers(3, 4608),
    "CifarCnn": cifar_cnn,
    "ResNet20": lambda: cifar_resnet(3),
    "ResNet32": lambda: cifar_resnet(5),
    "ResNet56": lambda: cifar_resnet(9),
    "AlexNet": lambda: alexnet(1),
    "AlexNetGrouped": lambda: alexnet(2),
    "VggA": lambda: vgg("A"),
    "VggALrn": lambda: vgg("ALrn"),
    "VggB": lambda: vgg("B"),
    "VggC": lambda: vgg("C"),
    "VggD": lambda: vgg("D"),
    "VggE": lambda: vgg("E"),
    "GoogLeNet": googlenet,
    "Plain18": lambda: resnet(plain_block, (2, 2, 2, 2)),
    "Plain34": lambda: resnet(plain_block, (3, 4, 6, 3)),
    "ResNet18": lambda: resnet(projected_block, (2, 2, 2, 2)),
    "ResNet18Padded": lambda: resnet(padded_block, (2, 2, 2, 2)),
    "ResNet34": lambda: resnet(projected_block, (3, 4, 6, 3)),
    "ResNet34Padded": lambda: resnet(padded_block, (3, 4, 6, 3)),
    "ResNet50": lambda: resnet(bottleneck, (3, 4, 6, 3), expansion=4),
    "Line": lambda: [nn.Flatten(), nn.Linear(1, 1), nn.Linear(1, 1)],
    "Flags": lambda: [nn.Flatten(), nn.Linear(2, 2)],
    "Logistic": lambda: [nn.Flatten(), nn.Linear(30, 1)],
    "DeepTanh": lambda: [nn.Flatten(), *deep_tanh()],
}

# Those for images of 224x224, and 227x227.
LARGE = {name for name in NETWORKS if name.startswith(("AlexNet", "Vgg", "GoogLeNet", "Plain", "ResNet18", "ResNet34", "ResNet50"))}


def build(name, is_smooth=False):
    network = nn.Sequential(*NETWORKS[name]())
    return smooth(network) if is_smooth else network
