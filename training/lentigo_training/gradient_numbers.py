"""gradient_numbers: the loss and its gradients by PyTorch, for the page's trainer to be held against.

In: an exported model. Out: OUT.json (number and side of the drawn pairs, and for each kind of batch
normalisation the loss and every learning weight's name and length, in order) and OUT.bin (their gradients,
float32, kernels as HWIO; first with the running statistics, then with the batch's). The tests' own:

  python -m lentigo_training.gradient_numbers --model ../e2e/fixtures/tiny \\
    --out ../e2e/fixtures/tiny-gradients
"""

import argparse
import copy
import json
from pathlib import Path

import numpy as np
import torch

from lentigo_training.checkpoint import Network
from lentigo_training.examples import to_batch
from lentigo_training.layers_model import named_weights, read_layers_model
from lentigo_training.train import loss_of

PAIRS = 2


def draw_bytes(count: int, seed: int) -> np.ndarray:
    """(count,) uint8 by a formula that the page's tests repeat."""
    index = np.arange(count, dtype=np.int64)
    return ((index * 37 + index // 13 * 11 + seed * 101) % 256).astype(np.uint8)


def draw_pairs(pairs: int, side: int) -> tuple[np.ndarray, np.ndarray]:
    """(pairs, side, side, 3) pictures and (pairs, side, side) soft truths, both uint8."""
    images = [draw_bytes(side * side * 3, 2 * pair).reshape(side, side, 3) for pair in range(pairs)]
    truths = [draw_bytes(side * side, 2 * pair + 1).reshape(side, side) for pair in range(pairs)]
    return np.stack(images), np.stack(truths)


def measure_gradients(
    network: Network, images: np.ndarray, truths: np.ndarray, live: bool
) -> tuple[float, dict[str, np.ndarray]]:
    """The loss, and its gradient for each learning weight by its name on disk.

    With the batch's statistics where `live`, else with the running ones.
    """
    network.train(live)
    network.zero_grad()
    x, y = to_batch(torch.from_numpy(images), torch.from_numpy(truths), torch.device("cpu"))
    loss = loss_of(network(x), y)
    loss.backward()
    gradients = copy.deepcopy(network)
    for mine, theirs in zip(gradients.parameters(), network.parameters(), strict=True):
        assert theirs.grad is not None
        mine.data = theirs.grad
    learning = {name: value for name, value in named_weights(gradients) if "/moving_" not in name}
    return loss.item(), {name: np.ascontiguousarray(value.numpy()) for name, value in learning.items()}


def main() -> None:
    """Command line of gradient_numbers."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", type=Path, required=True, help="a folder that export wrote")
    parser.add_argument("--out", type=Path, required=True, help="without .json and .bin")
    args = parser.parse_args()
    card = json.loads((args.model / "card.json").read_text())
    side = card["input"]["size"]["width"]
    network = read_layers_model(args.model, card["architecture"])
    images, truths = draw_pairs(PAIRS, side)
    told: dict[str, object] = {"pairs": PAIRS, "side": side}
    parts = []
    for kind, live in (("frozen", False), ("live", True)):
        loss, gradients = measure_gradients(network, images, truths, live)
        told[kind] = {
            "loss": round(loss, 7),
            "weights": [[name, value.size] for name, value in gradients.items()],
        }
        parts += [value.astype("<f4").tobytes() for value in gradients.values()]
    args.out.with_suffix(".json").write_text(json.dumps(told, separators=(",", ":")) + "\n")
    args.out.with_suffix(".bin").write_bytes(b"".join(parts))


if __name__ == "__main__":
    main()
