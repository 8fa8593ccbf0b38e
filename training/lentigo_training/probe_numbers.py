"""The known answer of the page's backend probe (src/engine/network/probe.ts), computed by PyTorch.

In: nothing. Out, on standard output: JSON with the probe network's widths, its input's side and its output,
row by row, rounded to 6 digits. Weights and input follow a formula that probe.ts repeats.
"""

import json

import torch
from torch import Tensor

from lentigo_training.layers_model import named_weights
from lentigo_training.network import ResidualUNet

WIDTHS = (4, 8)
SIDE = 16


def fractions(count: int, seed: int) -> Tensor:
    """(count,) float32: -0.5 to 0.5 in steps of 1/100."""
    return torch.tensor([(index * 37 + seed * 11) % 101 / 100 - 0.5 for index in range(count)])


@torch.no_grad()
def main() -> None:
    """Prints the JSON."""
    network = ResidualUNet(WIDTHS).eval()
    for name, weight in named_weights(network):
        values = fractions(weight.numel(), sum(map(ord, name))).reshape(weight.shape)
        weight.copy_(1 + values if "gamma" in name or "variance" in name else values)
    picture = fractions(SIDE * SIDE * 3, 1).reshape(1, SIDE, SIDE, 3) + 0.5
    output = network(picture.permute(0, 3, 1, 2)).sigmoid().flatten().tolist()
    print(json.dumps({"widths": WIDTHS, "side": SIDE, "output": [round(value, 6) for value in output]}))


if __name__ == "__main__":
    main()
