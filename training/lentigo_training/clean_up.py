"""Which regions of a mask stay, and whether their holes are filled. The twin of src/core/mask/cleanUp.ts.

In: a (height, width) bool mask. Out: another. Regions are 8-connected, holes 4-connected background.
"""

from typing import Literal, get_args

import cv2
import numpy as np

KeepRule = Literal["all", "largest", "central"]
KEEP_RULES: tuple[KeepRule, ...] = get_args(KeepRule)
CENTRAL_SIGMA = 0.22  # of each side: one standard deviation either way covers the middle 44 % of the picture


def clean_up(mask: np.ndarray, keep: KeepRule, fill_holes: bool) -> np.ndarray:
    """First keeps regions by the rule, then fills the holes of what stayed."""
    kept = mask if keep == "all" else keep_one(mask, keep)
    return fill(kept) if fill_holes else kept


def keep_one(mask: np.ndarray, keep: KeepRule) -> np.ndarray:
    """The region of the largest area, plain or weighted towards the middle; of equals, the first.

    The weight of a pixel is a Gaussian of its centre's distance from the picture's centre.
    """
    count, labels = cv2.connectedComponents(mask.astype(np.uint8), connectivity=8)
    if count <= 2:  # background and at most one region
        return mask
    weights = None if keep == "largest" else central_weights(*mask.shape).ravel()
    areas = np.bincount(labels.ravel(), weights, minlength=count)[1:]
    best = np.flatnonzero(areas == areas.max()) + 1
    if len(best) > 1:  # labels are not numbered in reading order
        best = labels.ravel()[np.isin(labels.ravel(), best).argmax(keepdims=True)]
    return labels == best[0]


def central_weights(height: int, width: int) -> np.ndarray:
    """(height, width) float64, 1 in the picture's centre."""
    across, down = (
        np.exp(-0.5 * ((np.arange(n) + 0.5 - n / 2) / (CENTRAL_SIGMA * n)) ** 2) for n in (width, height)
    )
    return down[:, None] * across


def fill(mask: np.ndarray) -> np.ndarray:
    """The mask with every background region that does not touch the picture's border."""
    _, labels = cv2.connectedComponents((~mask).astype(np.uint8), connectivity=4)
    outside = np.zeros(labels.max() + 1, bool)
    for edge in (labels[0], labels[-1], labels[:, 0], labels[:, -1]):
        outside[edge] = True
    outside[0] = False  # label 0 is the mask itself
    return ~outside[labels]
