"""calibrate: one temperature for a checkpoint's logits, folded into its output layer.

In: a checkpoint of train, --set folders and the folder that prepare wrote; only validation ids are looked at.
Out: a checkpoint whose probabilities mean what they say. 0.5 stays 0.5, so that masks keep their meaning.
The temperature has the least binary cross-entropy at the masks' own size; every picture of a family, and
every family, counts alike (Guo and others 2017).
"""

import argparse
import math
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import torch

from lentigo_training.checkpoint import OUTPUT, Weights, load_checkpoint, load_state, save_atomically
from lentigo_training.measure import Model, Predicted, ids_of_part, name_of, on_device, predict_set
from lentigo_training.pictures import resize_plane
from lentigo_training.reliability import reliability_of
from lentigo_training.to_mask import MaskSettings

SMALLEST = 1e-7  # of a probability: beyond it float32 cannot tell one from 1
RANGE = (0.5, 4.0)  # where the temperature is looked for
STEPS = 12  # of the golden section: narrows the range to 0.6 % of the temperature


def cool(probabilities: np.ndarray, temperature: float) -> np.ndarray:
    """The probabilities that logits divided by `temperature` would have given."""
    p = np.clip(probabilities.astype(np.float64), SMALLEST, 1 - SMALLEST)
    return (1 / (1 + ((1 - p) / p) ** (1 / temperature))).astype(np.float32)


def cross_entropy(predictions: list[Predicted], temperature: float) -> float:
    """Mean over the pictures of their pixels' mean, at the masks' own size."""

    def of_picture(one: Predicted) -> float:
        height, width = one.truth.shape
        p = resize_plane(cool(one.probabilities, temperature), width, height)
        right = np.where(one.truth, p, 1 - p)
        return -float(np.log(np.clip(right, SMALLEST, 1)).mean())

    with ThreadPoolExecutor() as pool:  # numpy and Pillow let go of the interpreter
        return math.fsum(pool.map(of_picture, predictions)) / len(predictions)


def lowest(cost: Callable[[float], float], low: float, high: float, steps: int) -> float:
    """Where a cost with one valley is lowest: golden section over the logarithm."""
    ratio = (math.sqrt(5) - 1) / 2
    a, b = math.log(low), math.log(high)
    left, right = b - ratio * (b - a), a + ratio * (b - a)
    cost_left, cost_right = cost(math.exp(left)), cost(math.exp(right))
    for _ in range(steps):
        if cost_left < cost_right:
            b, right, cost_right = right, left, cost_left
            left = b - ratio * (b - a)
            cost_left = cost(math.exp(left))
        else:
            a, left, cost_left = left, right, cost_right
            right = a + ratio * (b - a)
            cost_right = cost(math.exp(right))
    return math.exp((a + b) / 2)


def fit_temperature(families: list[list[Predicted]]) -> float:
    """Of validation pictures by family."""
    return lowest(lambda t: sum(cross_entropy(one, t) for one in families), *RANGE, STEPS)


def fold(state: Weights, temperature: float) -> Weights:
    """The weights with an output layer whose logits are divided by `temperature`."""
    return {name: value / temperature if name in OUTPUT else value for name, value in state.items()}


def error_of(predictions: list[Predicted], temperature: float) -> float:
    """Expected calibration error at a temperature, rounded for the card."""
    answers = ((cool(one.probabilities, temperature), one.truth) for one in predictions)
    return round(reliability_of(answers).error(), 5)


def main() -> None:
    """Command line of calibrate."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--checkpoint", type=Path, required=True, help="best.pt of train")
    parser.add_argument(
        "--set", action="append", required=True, type=Path, help="a folder with images/ and masks/"
    )
    parser.add_argument("--data", type=Path, required=True, help="the folder that prepare wrote")
    parser.add_argument("--size", type=int, default=256, help="the input's side")
    parser.add_argument("--out", type=Path, required=True, help="the checkpoint to write")
    parser.add_argument("--threads", type=int, default=0, help="CPU threads; 0 leaves PyTorch's choice")
    args = parser.parse_args()
    if args.threads:
        torch.set_num_threads(args.threads)
    checkpoint = load_checkpoint(args.checkpoint)
    if checkpoint.calibration is not None:
        raise SystemExit(f"{args.checkpoint} is calibrated already")
    model = Model(on_device(checkpoint.network), args.size, MaskSettings())
    found: dict[str, list[Predicted]] = {}
    for folder in args.set:
        found[name_of(folder)] = list(
            predict_set(model, folder, ids_of_part(args.data, folder, "validation"))
        )
    families: dict[str, list[Predicted]] = {}
    for name, predictions in found.items():
        families.setdefault(name.split("/")[0], []).extend(predictions)
    temperature = round(fit_temperature(list(families.values())), 4)
    sets = []
    for name, predictions in found.items():
        before, after = error_of(predictions, 1), error_of(predictions, temperature)
        sets.append(
            {"set": f"{name} (validation)", "pictures": len(predictions), "before": before, "after": after}
        )
        print(f"{name} (validation), {len(predictions)} pictures: calibration error {before} → {after}")
    state = load_state(args.checkpoint)
    calibration = {"temperature": temperature, "sets": sets}
    save_atomically(
        {**state, "average": fold(state["average"], temperature), "calibration": calibration}, args.out
    )
    print(f"{args.out}: temperature {temperature}")


if __name__ == "__main__":
    main()
