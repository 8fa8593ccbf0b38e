"""A residual U-Net as a Keras model in JSON, as tf.loadLayersModel reads it.

In: a network and the input's side. Out: plain dictionaries. Layer names are those of the page
(src/engine/network: testing/residualUNet.ts, invertedEncoder.ts); weights are <layer>/<weight>, as
layers_model.py has them.
"""

from collections.abc import Sequence

from torch import nn

from lentigo_training.inverted import MULTIPLE, InvertedUNet
from lentigo_training.network import BATCH_NORM_EPSILON, BATCH_NORM_MOMENTUM, ResidualUNet

Layer = dict[str, object]
# Every weight is read from the file: drawing random kernels first would only cost start-up time.
ZEROS = {"class_name": "Zeros", "config": {}}


def to_topology(network: ResidualUNet | InvertedUNet, side: int) -> dict[str, object]:
    """The value of `modelTopology`. Raises SystemExit when `side` cannot be halved at every level."""
    widths, inverted = network.widths, isinstance(network, InvertedUNet)
    multiple = MULTIPLE if inverted else 2 ** (len(widths) - 1)
    if side % multiple:
        raise SystemExit(f"{side} px cannot be halved at every level: take a multiple of {multiple}")
    layers: list[Layer] = [
        {
            "class_name": "InputLayer",
            "name": "input",
            "config": {"batch_input_shape": [None, side, side, 3], "dtype": "float32", "name": "input"},
            "inbound_nodes": [],
        }
    ]
    skips = _add_inverted_encoder(layers, network) if inverted else _add_encoder(layers, widths)
    last = skips.pop()
    for level in range(len(skips), 0, -1):
        name = f"decoder{level}"
        _add(layers, f"{name}_up", "UpSampling2D", [last], UPSAMPLING)
        _add(layers, f"{name}_concat", "Concatenate", [f"{name}_up", skips.pop()], {"axis": -1})
        last = _add_block(layers, name, f"{name}_concat", widths[level - 1], stride=1, first=False)
    if inverted:
        _add(layers, "output_up", "UpSampling2D", [last], UPSAMPLING)
        last = "output_up"
    _add(layers, "output", "Conv2D", [last], _convolution(1, 3 if inverted else 1, 1, "sigmoid"))
    config = {
        "name": "residual_unet",
        "layers": layers,
        "input_layers": [["input", 0, 0]],
        "output_layers": [["output", 0, 0]],
    }
    return {
        "keras_version": "2.15.0",  # the dialect of this JSON; no Keras took part
        "backend": "tensorflow",
        "model_config": {"class_name": "Functional", "config": config},
    }


UPSAMPLING = {"size": [2, 2], "data_format": "channels_last", "interpolation": "nearest"}
BATCH_NORM = {
    "axis": -1,
    "momentum": 1 - BATCH_NORM_MOMENTUM,
    "epsilon": BATCH_NORM_EPSILON,
    "center": True,
    "scale": True,
}


def _add_encoder(layers: list[Layer], widths: Sequence[int]) -> list[str]:
    """Returns the names of what each level gives."""
    last, skips = "input", []
    for level, width in enumerate(widths, start=1):
        last = _add_block(
            layers, f"encoder{level}", last, width, stride=1 if level == 1 else 2, first=level == 1
        )
        skips.append(last)
    return skips


def _add_inverted_encoder(layers: list[Layer], network: InvertedUNet) -> list[str]:
    """Returns the names of what each level gives."""

    def normalised(name: str, source: str, convolution: nn.Conv2d) -> str:
        side, stride, channels = convolution.kernel_size[0], convolution.stride[0], convolution.out_channels
        config = {**_convolution(channels, side, stride), "use_bias": False}
        kind = "Conv2D"
        if convolution.groups > 1:
            kind = "DepthwiseConv2D"
            config |= {"depth_multiplier": 1, "depthwise_initializer": ZEROS}
        _add(layers, name, kind, [source], config)
        _add(layers, f"{name}_bn", "BatchNormalization", [name], BATCH_NORM)
        if name.endswith("_project"):
            return f"{name}_bn"
        _add(layers, f"{name}_relu", "ReLU", [f"{name}_bn"], {"max_value": 6})
        return f"{name}_relu"

    last, skips = normalised("encoder1_stem", "input", network.stem), []
    for level, blocks in enumerate(network.encoder, start=1):
        for index, block in enumerate(blocks, start=1):
            name, before = f"encoder{level}_block{index}", last
            for part in ("expand", "depthwise", "project"):
                if getattr(block, part) is not None:
                    last = normalised(f"{name}_{part}", last, getattr(block, part))
            if block.adds:
                _add(layers, f"{name}_sum", "Add", [before, last], {})
                last = f"{name}_sum"
        skips.append(last)
    return skips


def _add_block(layers: list[Layer], name: str, source: str, width: int, stride: int, first: bool) -> str:
    """network.ResidualBlock; returns the name of its last layer."""
    last = source
    if not first:
        _add(layers, f"{name}_bn1", "BatchNormalization", [last], BATCH_NORM)
        _add(layers, f"{name}_relu1", "Activation", [f"{name}_bn1"], {"activation": "relu"})
        last = f"{name}_relu1"
    _add(layers, f"{name}_conv1", "Conv2D", [last], _convolution(width, 3, stride))
    _add(layers, f"{name}_bn2", "BatchNormalization", [f"{name}_conv1"], BATCH_NORM)
    _add(layers, f"{name}_relu2", "Activation", [f"{name}_bn2"], {"activation": "relu"})
    _add(layers, f"{name}_conv2", "Conv2D", [f"{name}_relu2"], _convolution(width, 3, 1))
    _add(layers, f"{name}_shortcut", "Conv2D", [source], _convolution(width, 1, stride))
    _add(layers, f"{name}_sum", "Add", [f"{name}_conv2", f"{name}_shortcut"], {})
    return f"{name}_sum"


def _convolution(filters: int, side: int, stride: int, activation: str = "linear") -> dict[str, object]:
    return {
        "filters": filters,
        "kernel_size": [side, side],
        "strides": [stride, stride],
        "padding": "same",
        "data_format": "channels_last",
        "dilation_rate": [1, 1],
        "activation": activation,
        "use_bias": True,
        "kernel_initializer": ZEROS,
        "bias_initializer": ZEROS,
    }


def _add(layers: list[Layer], name: str, kind: str, sources: list[str], config: dict[str, object]) -> None:
    layers.append(
        {
            "class_name": kind,
            "name": name,
            "config": {"name": name, "trainable": True, **config},
            "inbound_nodes": [[[source, 0, 0, {}] for source in sources]],
        }
    )
