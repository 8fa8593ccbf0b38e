"""agreement: what the agreement of a picture's eight flips and turns says about its mask.

In: --model (an exported folder) and --set folders, --part of a split. Out: how well the agreement tells
misses (Jaccard below 0.65) from hits, as ROC area, and the share of misses in bands of agreement, from which
src/core/certainty/rateAgreement.ts has its cut-offs. The twin of src/core/certainty/agreement.ts.
"""

import argparse
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch

from lentigo_training.measure import Model, ids_of_part, name_of, open_model
from lentigo_training.pictures import find_pairs, read_pair, resize_rgb
from lentigo_training.predict import predict
from lentigo_training.scoring import ENOUGH, count, score
from lentigo_training.to_mask import MaskSettings, to_mask

BANDS = (0.0, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 1.01)


@dataclass(frozen=True)
class Assessed:
    """One picture: how far the eight agree, and how good the first mask and the mean's are (Jaccard)."""

    agreement: float
    jaccard: float
    mean_jaccard: float


def turn(picture: np.ndarray, symmetry: int) -> np.ndarray:
    """(height, width, …) after symmetry 0..7: quarter turns to the left, from 4 mirrored first."""
    return np.rot90(picture[:, ::-1] if symmetry >= 4 else picture, symmetry % 4)


def turn_back(plane: np.ndarray, symmetry: int) -> np.ndarray:
    """The inverse of `turn`."""
    straight = np.rot90(plane, -(symmetry % 4))
    return straight[:, ::-1] if symmetry >= 4 else straight


def predict_eight(model: Model, image: np.ndarray) -> np.ndarray:
    """(8, side, side) float32: the probabilities of all flips and turns, each turned back."""
    return np.stack(
        [turn_back(predict(model.network, np.ascontiguousarray(turn(image, s))), s) for s in range(8)]
    )


def agreement(maps: np.ndarray, settings: MaskSettings) -> float:
    """Mean Dice of the maps' masks with the mask of their mean, at the maps' size, all cleaned up alike."""
    side = maps.shape[1]
    mean = to_mask(maps.mean(0), side, side, settings)
    return float(np.mean([score(count(to_mask(one, side, side, settings), mean)).dice for one in maps]))


def assess(model: Model, folder: Path, ids: set[str] | None, most: int) -> list[Assessed]:
    """The usable pairs of a set, or `most` of them, evenly spread over the ids in order."""
    pairs = [pair for pair in find_pairs(folder)[0] if ids is None or pair.id in ids]
    assessed = []
    for pair in pairs[:: max(1, -(-len(pairs) // most))]:
        try:
            image, truth = read_pair(pair)
        except ValueError:
            continue  # evaluate names them
        maps = predict_eight(model, resize_rgb(image, model.side, model.side))
        height, width = truth.shape
        jaccards = [
            score(count(to_mask(one, width, height, model.settings), truth)).jaccard
            for one in (maps[0], maps.mean(0))
        ]
        assessed.append(Assessed(agreement(maps, model.settings), *jaccards))
    return assessed


def roc_area(values: np.ndarray, is_miss: np.ndarray) -> float:
    """How often a hit has the higher value than a miss; equal ones count half."""
    hits, misses = values[~is_miss], values[is_miss]
    if not len(hits) or not len(misses):
        return float("nan")
    difference = hits[:, None] - misses[None]
    return float((difference > 0).mean() + (difference == 0).mean() / 2)


def print_table(name: str, rows: Iterable[Assessed]) -> None:
    """ROC area, mean scores, and misses by band."""
    table = np.array([(row.agreement, row.jaccard, row.mean_jaccard) for row in rows])
    values, jaccard, mean_jaccard = table.T
    is_miss = jaccard < ENOUGH
    print(f"\n{name}: {len(table)} pictures, {is_miss.mean():.1%} misses (Jaccard below {ENOUGH:g})")
    print(f"  mean Jaccard {jaccard.mean():.4f}, of the eight's mean {mean_jaccard.mean():.4f}")
    print(f"  ROC area {roc_area(values, is_miss):.3f}")
    for low, high in pairwise(BANDS):
        inside = (values >= low) & (values < high)
        if inside.any():
            share = f"{inside.mean():6.1%} of the pictures, {is_miss[inside].mean():6.1%} misses"
            print(f"  agreement {low:.2f} – {min(high, 1):.2f}: {share}", flush=True)


def main() -> None:
    """Command line of agreement."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", type=Path, required=True, help="an exported folder")
    parser.add_argument(
        "--set", action="append", required=True, type=Path, help="a folder with images/ and masks/"
    )
    parser.add_argument("--part", choices=("train", "validation", "test"), help="with --data: only its ids")
    parser.add_argument("--data", type=Path, help="the folder that prepare wrote")
    parser.add_argument("--most", type=int, default=100_000, help="pictures of each set, evenly spread")
    parser.add_argument("--threads", type=int, default=0, help="CPU threads; 0 leaves PyTorch's choice")
    args = parser.parse_args()
    if args.part and not args.data:
        parser.error("--part needs --data, the folder that prepare wrote")
    if args.threads:
        torch.set_num_threads(args.threads)
    model = open_model(args.model)
    everything = []
    for folder in args.set:
        ids = ids_of_part(args.data, folder, args.part) if args.part else None
        rows = assess(model, folder, ids, args.most)
        print_table(f"{name_of(folder)}{f' ({args.part})' if args.part else ''}", rows)
        everything += rows
    if len(args.set) > 1:
        print_table("all", everything)


if __name__ == "__main__":
    main()
