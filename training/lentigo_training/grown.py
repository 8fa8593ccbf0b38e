"""Which truths were grown by a program and which were drawn by hand.

In: a truth at its own size. Out: how ragged its border is. The masks of the ISIC archive are of both kinds:
outlines that an expert traced, and regions that a program grew from seeds or found alone (Codella and
others 2019). A grown border follows single pixels, a traced one is smooth; over the sets here the raggedness
has two heaps with a valley between them, at 256 and at 512 px alike.
Masks larger than those are thinned to their size first.
The TypeScript twin is src/core/metrics/truthBorder.ts.
"""

import cv2
import numpy as np

WINDOW = 5  # pixels, the side of the square whose majority smooths a border
RAGGED = 0.1  # in the valley
LARGEST = 512  # pixels of the shorter side; every second, third … row and column of larger masks


def raggedness_of(mask: np.ndarray) -> float:
    """Of a mask (height, width) bool: the pixels that the majority around them flips, a pixel of border.

    0 for a mask without a border.
    """
    step = -(-min(mask.shape) // LARGEST)
    mask = mask[::step, ::step]
    border = np.count_nonzero(mask[1:] != mask[:-1]) + np.count_nonzero(mask[:, 1:] != mask[:, :-1])
    share = cv2.blur(mask.astype(np.float32), (WINDOW, WINDOW), borderType=cv2.BORDER_REPLICATE)
    return float(np.count_nonzero((share > 0.5) != mask) / max(border, 1))


def is_grown(mask: np.ndarray) -> bool:
    """Whether a program grew the mask (height, width) bool, by its border."""
    return raggedness_of(mask) > RAGGED
