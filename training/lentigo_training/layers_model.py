"""A network as tfjs layers-model files, and back: model.json (topology, names, shapes) and weights.bin.

In: a ResidualUNet. Out: two files, weights in float16; or, read again, a ResidualUNet with the rounded
weights, as the page runs it. Kernels are OIHW here and HWIO on disk.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from lentigo_training.network import ResidualBlock, ResidualUNet
from lentigo_training.topology import to_topology

MODEL_FILE = "model.json"
WEIGHTS_FILE = "weights.bin"
HALF = "<f2"  # little-endian float16
LARGEST_HALF = 65504.0


def named_weights(network: ResidualUNet) -> Iterator[tuple[str, Tensor]]:
    """Every weight as ('encoder1_conv1/kernel', a view of it, kernels as HWIO), in the layers' order."""
    for level, block in enumerate(network.encoder, start=1):
        yield from _of_block(f"encoder{level}", block)
    levels = len(network.widths)
    for level, block in zip(range(levels - 1, 0, -1), network.decoder, strict=True):
        yield from _of_block(f"decoder{level}", block)
    yield from _of_layer("output", network.output)


def _of_block(name: str, block: nn.Module) -> Iterator[tuple[str, Tensor]]:
    assert isinstance(block, ResidualBlock)
    if block.bn1 is not None:
        yield from _of_layer(f"{name}_bn1", block.bn1)
    for part in ("conv1", "bn2", "conv2", "shortcut"):
        yield from _of_layer(f"{name}_{part}", getattr(block, part))


def _of_layer(name: str, layer: nn.Module) -> Iterator[tuple[str, Tensor]]:
    if isinstance(layer, nn.Conv2d):
        yield f"{name}/kernel", layer.weight.detach().permute(2, 3, 1, 0)
        yield f"{name}/bias", layer.bias.detach()
    elif isinstance(layer, nn.BatchNorm2d):
        yield f"{name}/gamma", layer.weight.detach()
        yield f"{name}/beta", layer.bias.detach()
        yield f"{name}/moving_mean", layer.running_mean
        yield f"{name}/moving_variance", layer.running_var
    else:
        raise TypeError(f"{name} is a {type(layer).__name__}")


def count_parameters(network: ResidualUNet) -> int:
    """As Keras counts: batch-norm statistics included."""
    return sum(weight.numel() for _, weight in named_weights(network))


def write_layers_model(network: ResidualUNet, side: int, folder: Path) -> None:
    """Writes model.json and weights.bin. Raises SystemExit when a weight does not fit into float16."""
    weights, parts = [], []
    for name, weight in named_weights(network):
        largest = weight.abs().max().item()
        if not largest <= LARGEST_HALF:  # written so that a NaN is refused too
            raise SystemExit(f"{name} reaches {largest}, which float16 cannot hold")
        weights.append(
            {
                "name": name,
                "shape": list(weight.shape),
                "dtype": "float32",
                "quantization": {"dtype": "float16", "original_dtype": "float32"},
            }
        )
        parts.append(np.ascontiguousarray(weight.cpu().numpy()).astype(HALF).tobytes())
    model = {
        "format": "layers-model",
        "generatedBy": "lentigo-export",
        "convertedBy": None,
        "modelTopology": to_topology(network.widths, side),
        "weightsManifest": [{"paths": [WEIGHTS_FILE], "weights": weights}],
    }
    (folder / MODEL_FILE).write_text(json.dumps(model, separators=(",", ":")) + "\n")
    (folder / WEIGHTS_FILE).write_bytes(b"".join(parts))


@torch.no_grad()
def read_layers_model(folder: Path, widths: list[int]) -> ResidualUNet:
    """The network with the weights that ship. Raises SystemExit when names, shapes or the length differ."""
    network = ResidualUNet(widths).eval()
    entries = json.loads((folder / MODEL_FILE).read_text())["weightsManifest"][0]["weights"]
    values = np.frombuffer((folder / WEIGHTS_FILE).read_bytes(), HALF)
    expected = list(named_weights(network))
    if [(e["name"], e["shape"]) for e in entries] != [(name, list(w.shape)) for name, w in expected]:
        raise SystemExit(f"{folder}: the weights are not those of widths {widths}")
    if len(values) != sum(weight.numel() for _, weight in expected):
        raise SystemExit(
            f"{folder}/{WEIGHTS_FILE} has {len(values)} values, another number than its manifest"
        )
    start = 0
    for _, weight in expected:
        part = values[start : start + weight.numel()].astype(np.float32).reshape(weight.shape)
        weight.copy_(torch.from_numpy(part))  # a view: writes through into the network
        start += weight.numel()
    return network
