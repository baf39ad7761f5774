"""Reads the .safetensors format: 8 bytes of header length, the header in JSON, the data, all little-endian."""
import json
import struct

import numpy as np


class File:
    """A file of 32-bit floats. Tensors are read when they are asked for."""

    def __init__(self, path):
        self.path = path
        with open(path, "rb") as file:
            (length,) = struct.unpack("<Q", file.read(8))
            header = json.loads(file.read(length))
        self.begin = 8 + length
        self.metadata = header.pop("__metadata__", {})
        # In the order of their data, which is the order of the network's layers.
        self.entries = dict(sorted(header.items(), key=lambda item: item[1]["data_offsets"]))

    def __iter__(self):
        return iter(self.entries)

    def shape(self, name):
        return tuple(self.entries[name]["shape"])

    def __getitem__(self, name):
        entry = self.entries[name]
        if entry["dtype"] != "F32":
            raise ValueError(f"{self.path}: {name} is {entry['dtype']}, not F32")
        first, last = entry["data_offsets"]
        values = np.fromfile(self.path, "<f4", (last - first) // 4, offset=self.begin + first)
        return values.reshape(entry["shape"])
