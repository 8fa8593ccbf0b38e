"""What the network says of a picture's eight flips and turns, and what that is worth.

In: an opened model and pictures. Out: a row a picture, ROC areas and cut-offs.
`agreement` is the twin of src/core/certainty/agreement.ts.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch

from lentigo_training.measure import Model, open_model
from lentigo_training.no_lesion import crop_beside
from lentigo_training.pictures import Pair, find_pairs, read_pair, resize_rgb
from lentigo_training.predict import predict_many
from lentigo_training.scoring import ENOUGH, count, score
from lentigo_training.to_mask import MaskSettings, to_mask

Seen = TypeVar("Seen")
Found = TypeVar("Found")

CAUGHT = 0.9  # of the misses, that the warning has to catch on validation
HIGH_MISSES = 0.05  # most misses among the masks whose agreement is called high


@dataclass(frozen=True)
class Doubt:
    """What the page knows of a picture without its truth."""

    agreement: float | None  # None where the mean of the eight has no lesion
    is_empty: bool  # the first mask, the one that is shown
    turned: float  # mean Dice of the seven other masks with the first

    @property
    def trust(self) -> float:
        """0..1 to order pictures by: no lesion at all is as little as can be."""
        return self.agreement or 0.0


@dataclass(frozen=True)
class Assessed(Doubt):
    """And how good the first mask and the mean's are (Jaccard)."""

    jaccard: float
    mean_jaccard: float

    @property
    def is_miss(self) -> bool:
        """As the ISIC challenge of 2018 counts failures."""
        return self.jaccard < ENOUGH


def turn(picture: np.ndarray, symmetry: int) -> np.ndarray:
    """(height, width, …) after symmetry 0..7: quarter turns to the left, from 4 mirrored first."""
    return np.rot90(picture[:, ::-1] if symmetry >= 4 else picture, symmetry % 4)


def turn_back(plane: np.ndarray, symmetry: int) -> np.ndarray:
    """The inverse of `turn`."""
    straight = np.rot90(plane, -(symmetry % 4))
    return straight[:, ::-1] if symmetry >= 4 else straight


def predict_eight(model: Model, image: np.ndarray) -> np.ndarray:
    """(8, side, side) float32: the probabilities of all flips and turns, each turned back."""
    answers = predict_many(model.network, [turn(image, s) for s in range(8)])
    return np.stack([turn_back(answer, s) for s, answer in enumerate(answers)])


def cut(maps: np.ndarray, settings: MaskSettings) -> list[np.ndarray]:
    """The masks of maps at the maps' own size."""
    side = maps.shape[1]
    return [to_mask(one, side, side, settings) for one in maps]


def agreement(maps: np.ndarray, settings: MaskSettings) -> float | None:
    """Mean Dice of the maps' masks with the mask of their mean; None where that has no lesion."""
    (mean,) = cut(maps.mean(0, keepdims=True), settings)
    if not mean.any():
        return None
    return float(np.mean([score(count(mask, mean)).dice for mask in cut(maps, settings)]))


def doubt(maps: np.ndarray, settings: MaskSettings) -> Doubt:
    """Of one picture's eight maps."""
    first, *others = cut(maps, settings)
    turned = float(np.mean([score(count(mask, first)).dice for mask in others]))
    return Doubt(agreement(maps, settings), not first.any(), turned)


def pairs_of(folder: Path, ids: set[str] | None, most: int) -> list[Pair]:
    """The pairs of a set, or `most` of them, evenly spread over the ids in order."""
    pairs = [pair for pair in find_pairs(folder)[0] if ids is None or pair.id in ids]
    return pairs[:: max(1, -(-len(pairs) // most))]


def assess(model: Model, pair: Pair) -> Assessed | None:
    """None for a pair that cannot be used; evaluate names those."""
    try:
        image, truth = read_pair(pair)
    except ValueError:
        return None
    maps = predict_eight(model, resize_rgb(image, model.side, model.side))
    height, width = truth.shape
    jaccards = [
        score(count(to_mask(one, width, height, model.settings), truth)).jaccard
        for one in (maps[0], maps.mean(0))
    ]
    known = doubt(maps, model.settings)
    return Assessed(known.agreement, known.is_empty, known.turned, *jaccards)


def doubt_picture(model: Model, picture: np.ndarray) -> Doubt:
    """Of a picture of any size."""
    return doubt(predict_eight(model, resize_rgb(picture, model.side, model.side)), model.settings)


def doubt_crop(model: Model, numbered: tuple[int, Pair]) -> Doubt | None:
    """Of plain skin beside a pair's lesion; None where there is none."""
    number, pair = numbered
    crop = crop_beside(pair, number)
    return None if crop is None else doubt_picture(model, crop)


class Desk:
    """Where pictures are looked at: here, or in several processes that each open the model."""

    def __init__(self, folder: Path, processes: int) -> None:
        self.model = open_model(folder)
        spawn = get_context("spawn")  # a forked process cannot use the graphics card
        self.pool = (
            ProcessPoolExecutor(processes, spawn, initializer=_open, initargs=(folder,))
            if processes
            else None
        )

    def map(self, look: Callable[[Model, Seen], Found], things: Iterable[Seen]) -> list[Found]:
        """`look` at each, in order."""
        if self.pool is None:
            return [look(self.model, thing) for thing in things]
        return list(self.pool.map(partial(_look, look), things, chunksize=4))


_opened: list[Model] = []  # of a process of a Desk


def _open(folder: Path) -> None:
    torch.set_num_threads(1)
    _opened.append(open_model(folder))


def _look(look: Callable[[Model, Seen], Found], thing: Seen) -> Found:
    return look(_opened[0], thing)


def roc_area(values: np.ndarray, is_miss: np.ndarray) -> float | None:
    """How often a hit has the higher value than a miss; equal ones count half. None without both."""
    hits, misses = values[~is_miss], values[is_miss]
    if not len(hits) or not len(misses):
        return None
    difference = hits[:, None] - misses[None]
    return float((difference > 0).mean() + (difference == 0).mean() / 2)


def choose_threshold(sets: list[list[Assessed]], aim: float = CAUGHT) -> float:
    """The lowest agreement that needs no warning: below it lies `aim` of the misses, each set counting alike.

    A share of the misses rather than Youden's point: an unwarned miss costs more than a look too many.
    Rounded up to three decimals. Raises SystemExit where no set has a miss.
    """
    misses = [np.array([row.trust for row in rows if row.is_miss]) for rows in sets]
    misses = [values for values in misses if len(values)]
    if not misses:
        raise SystemExit("no mask of these pictures is a miss: there is nothing to warn of")
    for cut_off in sorted(
        {float(np.ceil((value + 1e-9) * 1000) / 1000) for values in misses for value in values}
    ):
        if np.mean([(values < cut_off).mean() for values in misses]) >= aim:
            return min(round(cut_off, 3), 1.0)
    return 1.0


def choose_high(sets: list[list[Assessed]], threshold: float) -> float:
    """The lowest agreement, `threshold` at least, with at most HIGH_MISSES of misses above it."""
    for cut_off in np.arange(np.ceil(threshold * 1000), 1001) / 1000:
        above = [[row.is_miss for row in rows if row.trust >= cut_off] for rows in sets]
        shares = [float(np.mean(rows)) for rows in above if rows]
        if not shares or np.mean(shares) <= HIGH_MISSES:
            return float(cut_off)
    return 1.0
