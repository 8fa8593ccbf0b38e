"""How far probabilities keep their word: of the pixels given 0.8, do 80 % belong to a lesion?

In: probabilities and truths of whole pictures. Out: fifteen bins and the expected calibration error
(Guo and others 2017, On Calibration of Modern Neural Networks). Pixels of all pictures are pooled; every
picture weighs the same, whatever its size.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from lentigo_training.pictures import resize_plane

BINS = 15  # of equal width over 0..1, as in Guo and others


@dataclass
class Reliability:
    """Sums over bins of probability; each picture adds 1 to `weight` in all."""

    weight: np.ndarray = field(default_factory=lambda: np.zeros(BINS))
    probability: np.ndarray = field(default_factory=lambda: np.zeros(BINS))
    lesion: np.ndarray = field(default_factory=lambda: np.zeros(BINS))

    def add(self, probabilities: np.ndarray, truth: np.ndarray) -> None:
        """One picture: (side, side) probabilities, resized to its (height, width) bool truth as masks are."""
        height, width = truth.shape
        values = resize_plane(probabilities, width, height).ravel().astype(np.float64)
        places = np.minimum((values * BINS).astype(np.int64), BINS - 1)
        for sums, weights in ((self.weight, None), (self.probability, values), (self.lesion, truth.ravel())):
            sums += np.bincount(places, weights, minlength=BINS) / values.size

    def error(self) -> float:
        """Expected calibration error, 0..1: the bins' distance from the diagonal, by the pixels in them."""
        return float(np.abs(self.probability - self.lesion).sum() / self.weight.sum())

    def bins(self) -> list[dict[str, float]]:
        """Bins with pixels: their share of all, their mean probability and the share that is lesion."""
        shares = self.weight / self.weight.sum()
        return [
            {
                "share": round(float(shares[i]), 6),
                "probability": round(float(self.probability[i] / self.weight[i]), 4),
                "lesion": round(float(self.lesion[i] / self.weight[i]), 4),
            }
            for i in range(BINS)
            if self.weight[i] > 0
        ]


def reliability_of(answers: Iterable[tuple[np.ndarray, np.ndarray]]) -> Reliability:
    """Of (probabilities, truth) pairs."""
    result = Reliability()
    for probabilities, truth in answers:
        result.add(probabilities, truth)
    return result
