"""What the network says of a picture's eight flips and turns, and what that is worth.

In: an opened model and pictures. Out: a row a picture, ROC areas and cut-offs.
`agreement` is the twin of src/core/certainty/agreement.ts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lentigo_training.measure import Model
from lentigo_training.pictures import find_pairs, read_pair, resize_rgb
from lentigo_training.predict import predict
from lentigo_training.scoring import ENOUGH, count, score
from lentigo_training.to_mask import MaskSettings, to_mask

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
    return np.stack(
        [turn_back(predict(model.network, np.ascontiguousarray(turn(image, s))), s) for s in range(8)]
    )


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


def assess(model: Model, folder: Path, ids: set[str] | None, most: int) -> Iterator[Assessed]:
    """The usable pairs of a set, or `most` of them, evenly spread over the ids in order."""
    pairs = [pair for pair in find_pairs(folder)[0] if ids is None or pair.id in ids]
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
        known = doubt(maps, model.settings)
        yield Assessed(known.agreement, known.is_empty, known.turned, *jaccards)


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
