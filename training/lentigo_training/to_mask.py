"""Probabilities to a mask: resized, then thresholded, then cleaned. The twin of src/core/mask/toMask.ts.

In: (side, side) float32 probabilities and the picture's size. Out: (height, width) bool.
"""

from dataclasses import dataclass

import numpy as np

from lentigo_training.clean_up import KeepRule, clean_up
from lentigo_training.pictures import resize_plane


@dataclass(frozen=True)
class MaskSettings:
    """How probabilities become a mask; a card's `mask`."""

    threshold: float = 0.5  # lesion where probability ≥ threshold
    keep: KeepRule = "central"
    fill_holes: bool = True

    def describe(self) -> str:
        """'threshold 0.5, keep central, holes filled'."""
        holes = "filled" if self.fill_holes else "left"
        return f"threshold {self.threshold:g}, keep {self.keep}, holes {holes}"


def to_mask(probabilities: np.ndarray, width: int, height: int, settings: MaskSettings) -> np.ndarray:
    """The mask of a stretched picture at its own size."""
    resized = resize_plane(probabilities, width, height)
    return clean_up(resized >= np.float32(settings.threshold), settings.keep, settings.fill_holes)
