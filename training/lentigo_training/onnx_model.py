"""onnx: an exported model as an ONNX file, for peers of the page's engine and for other tools.

In: public/models/ID (its weights as they ship). Out: one .onnx file, float32, input 'input'
(1, 3, side, side) in the card's range, output 'probabilities' (1, 1, side, side). Does not train.
"""

import argparse
import json
from pathlib import Path

import torch
from torch import Tensor, nn

from lentigo_training.checkpoint import Network
from lentigo_training.layers_model import read_layers_model


class WithSigmoid(nn.Module):
    """Probabilities instead of logits, from pictures in the card's range."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, x: Tensor) -> Tensor:
        low, high = self.network.input_range
        return self.network((x - low) / (high - low)).sigmoid()


def write_onnx(network: Network, side: int, path: Path) -> None:
    """Writes `network` for one picture of side × side."""
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        WithSigmoid(network).eval(),
        (torch.zeros(1, 3, side, side),),
        str(path),
        input_names=["input"],
        output_names=["probabilities"],
        opset_version=17,
        dynamo=False,  # the other exporter wants a package more and gives the same graph
    )


def main() -> None:
    """Command line of onnx."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", type=Path, required=True, help="a folder of public/models")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    card = json.loads((args.model / "card.json").read_text())
    network = read_layers_model(args.model, card["architecture"])
    write_onnx(network, card["input"]["size"]["width"], args.out)
    print(f"{args.out}: {args.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
