"""The known answers of the page's backend probe (src/engine/network/probe.ts), computed by PyTorch.

In: nothing. Out, on standard output: JSON with a tiny network of each kind: its architecture, its weights'
shapes, its input's side and range, and every few values of its output, row by row, rounded to 6 digits.
Weights and input follow a formula that probe.ts repeats.
"""

import json

import torch
from torch import Tensor

from lentigo_training.inverted import InvertedUNet
from lentigo_training.layers_model import Network, describe_architecture, named_weights
from lentigo_training.network import ResidualUNet


def fractions(count: int, seed: int) -> Tensor:
    """(count,) float32: -0.5 to 0.5 in steps of 1/100."""
    return torch.tensor([(index * 37 + seed * 11) % 101 / 100 - 0.5 for index in range(count)])


@torch.no_grad()
def ask(network: Network, side: int, every: int) -> dict[str, object]:
    """What the network answers to the probe's input, one value in `every`."""
    for name, weight in named_weights(network.eval()):
        values = fractions(weight.numel(), sum(map(ord, name))).reshape(weight.shape)
        weight.copy_(1 + values if "gamma" in name or "variance" in name else values)
    picture = fractions(side * side * 3, 1).reshape(1, side, side, 3) + 0.5
    output = network(picture.permute(0, 3, 1, 2)).sigmoid().flatten()[::every].tolist()
    low, high = network.input_range
    return {
        "architecture": describe_architecture(network),
        "shapes": {name: list(weight.shape) for name, weight in named_weights(network)},
        "side": side,
        "range": [low, high],
        "every": every,
        "output": [round(value, 6) for value in output],
    }


def main() -> None:
    """Prints the JSON."""
    asked = (ask(ResidualUNet((4, 8)), 16, 1), ask(InvertedUNet("probe", (4, 4, 4, 4)), 32, 7))
    print(json.dumps({one["architecture"]["kind"]: one for one in asked}))


if __name__ == "__main__":
    main()
