"""A network as tfjs layers-model files, and back: model.json (topology, names, shapes) and weights.bin.

In: a network. Out: two files; or, read again, a network with the rounded weights, as the page runs it.
Kernels are OIHW here and HWIO on disk (depthwise ones H, W, channels, 1), as 256 steps between their smallest
and largest value; depthwise and small kernels and all other weights are float16.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from lentigo_training.checkpoint import Network, make_network
from lentigo_training.inverted import InvertedUNet
from lentigo_training.network import ResidualBlock
from lentigo_training.topology import to_topology

MODEL_FILE = "model.json"
WEIGHTS_FILE = "weights.bin"
HALF = "<f2"  # little-endian float16
LARGEST_HALF = 65504.0
STEPS = 255  # of a kernel's range
FEW = 256  # values: below, a byte less each is not worth it


def named_weights(network: Network) -> Iterator[tuple[str, Tensor]]:
    """Every weight as ('encoder1_conv1/kernel', a view of it, kernels as HWIO), in the layers' order."""
    if isinstance(network, InvertedUNet):
        for name, layer in network.encoder_layers():
            yield from _of_layer(name, layer)
    else:
        for level, block in enumerate(network.encoder, start=1):
            yield from _of_block(f"encoder{level}", block)
    for level, block in zip(range(len(network.decoder), 0, -1), network.decoder, strict=True):
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
        if layer.groups > 1:
            yield f"{name}/depthwise_kernel", layer.weight.detach().permute(2, 3, 0, 1)
        else:
            yield f"{name}/kernel", layer.weight.detach().permute(2, 3, 1, 0)
        if layer.bias is not None:
            yield f"{name}/bias", layer.bias.detach()
    elif isinstance(layer, nn.BatchNorm2d):
        yield f"{name}/gamma", layer.weight.detach()
        yield f"{name}/beta", layer.bias.detach()
        yield f"{name}/moving_mean", layer.running_mean
        yield f"{name}/moving_variance", layer.running_var
    else:
        raise TypeError(f"{name} is a {type(layer).__name__}")


def describe_architecture(network: Network) -> dict[str, object]:
    """As the card has it."""
    if not isinstance(network, InvertedUNet):
        return {"kind": "residual-unet", "widths": list(network.widths)}
    return {
        "kind": "inverted-residual-unet",
        "encoder": network.name,
        "blocks": [len(level) for level in network.encoder],
        "widths": list(network.widths),
    }


def count_parameters(network: Network) -> int:
    """As Keras counts: batch-norm statistics included."""
    return sum(weight.numel() for _, weight in named_weights(network))


def pack(name: str, weight: Tensor) -> tuple[dict[str, object], bytes]:
    """A weight's `quantization` as tfjs reads it, and its bytes. Raises SystemExit beyond float16."""
    values = np.ascontiguousarray(weight.cpu().numpy())
    largest = float(np.abs(values).max())
    if not largest <= LARGEST_HALF:  # written so that a NaN is refused too
        raise SystemExit(f"{name} reaches {largest}, which float16 cannot hold")
    if not name.endswith("/kernel") or values.size < FEW:
        return {"dtype": "float16", "original_dtype": "float32"}, values.astype(HALF).tobytes()
    low = float(values.min())
    scale = (float(values.max()) - low) / STEPS or 1.0
    steps = np.rint((values.astype(np.float64) - low) / scale).astype(np.uint8)
    return {"dtype": "uint8", "min": low, "scale": scale, "original_dtype": "float32"}, steps.tobytes()


def unpack(quantization: dict[str, object], data: bytes) -> np.ndarray:
    """The float32 values that tfjs makes of them."""
    if quantization["dtype"] == "float16":
        return np.frombuffer(data, HALF).astype(np.float32)
    steps = np.frombuffer(data, np.uint8).astype(np.float64)
    return (steps * float(quantization["scale"]) + float(quantization["min"])).astype(np.float32)


def write_layers_model(network: Network, side: int, folder: Path) -> None:
    """Writes model.json and weights.bin. Raises SystemExit as pack does."""
    weights, parts = [], []
    for name, weight in named_weights(network):
        quantization, data = pack(name, weight)
        entry = {"name": name, "shape": list(weight.shape), "dtype": "float32"}
        weights.append({**entry, "quantization": quantization})
        parts.append(data)
    model = {
        "format": "layers-model",
        "generatedBy": "lentigo-export",
        "convertedBy": None,
        "modelTopology": to_topology(network, side),
        "weightsManifest": [{"paths": [WEIGHTS_FILE], "weights": weights}],
    }
    (folder / MODEL_FILE).write_text(json.dumps(model, separators=(",", ":")) + "\n")
    (folder / WEIGHTS_FILE).write_bytes(b"".join(parts))


@torch.no_grad()
def read_layers_model(folder: Path, architecture: Mapping[str, object]) -> Network:
    """The network with the weights that ship, `architecture` being its card's.

    Raises SystemExit when names, shapes or the length differ.
    """
    network = make_network(architecture["widths"], {"encoder": architecture.get("encoder", "")}).eval()
    entries = json.loads((folder / MODEL_FILE).read_text())["weightsManifest"][0]["weights"]
    data = (folder / WEIGHTS_FILE).read_bytes()
    expected = list(named_weights(network))
    if [(e["name"], e["shape"]) for e in entries] != [(name, list(w.shape)) for name, w in expected]:
        raise SystemExit(f"{folder}: the weights are not those of widths {architecture['widths']}")
    lengths = [
        weight.numel() * np.dtype(entry["quantization"]["dtype"]).itemsize
        for entry, (_, weight) in zip(entries, expected, strict=True)
    ]
    if len(data) != sum(lengths):
        raise SystemExit(
            f"{folder}/{WEIGHTS_FILE} has {len(data)} bytes, its manifest another number: {sum(lengths)}"
        )
    start = 0
    for entry, (_, weight), length in zip(entries, expected, lengths, strict=True):
        values = unpack(entry["quantization"], data[start : start + length]).reshape(weight.shape)
        weight.copy_(torch.from_numpy(values))  # a view: writes through into the network
        start += length
    return network
