"""The residual U-Net as a Keras model in JSON, as tf.loadLayersModel reads it.

In: widths and the input's side. Out: plain dictionaries. Layer names are those of
src/engine/network/residualUNet.ts; weights are named <layer>/<weight> (layers_model.py).
"""

from collections.abc import Sequence

from lentigo_training.network import BATCH_NORM_EPSILON, BATCH_NORM_MOMENTUM

Layer = dict[str, object]
# Every weight is read from the file: drawing random kernels first would only cost start-up time.
ZEROS = {"class_name": "Zeros", "config": {}}


def to_topology(widths: Sequence[int], side: int) -> dict[str, object]:
    """The value of `modelTopology`. Raises SystemExit when `side` cannot be halved at every level."""
    if side % 2 ** (len(widths) - 1):
        raise SystemExit(f"{side} px cannot be halved {len(widths) - 1} times")
    layers: list[Layer] = [
        {
            "class_name": "InputLayer",
            "name": "input",
            "config": {"batch_input_shape": [None, side, side, 3], "dtype": "float32", "name": "input"},
            "inbound_nodes": [],
        }
    ]
    last = "input"
    skips: list[str] = []
    for level, width in enumerate(widths, start=1):
        last = _add_block(
            layers, f"encoder{level}", last, width, stride=1 if level == 1 else 2, first=level == 1
        )
        skips.append(last)
    for level in range(len(widths) - 1, 0, -1):
        name = f"decoder{level}"
        _add(layers, f"{name}_up", "UpSampling2D", [last], UPSAMPLING)
        _add(layers, f"{name}_concat", "Concatenate", [f"{name}_up", skips[level - 1]], {"axis": -1})
        last = _add_block(layers, name, f"{name}_concat", widths[level - 1], stride=1, first=False)
    _add(layers, "output", "Conv2D", [last], _convolution(1, 1, 1, "sigmoid"))
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
