"""Pictures without a lesion: plain skin cut from beside the lesions of a set, and drawings of no skin at all.

In: pictures with their truths, a seed. Out: RGB arrays. The right answer is an empty mask, or a warning.
"""

import cv2
import numpy as np

from lentigo_training.pictures import Pair, read_pair

SEED = 2026
TRIES = 80  # places that are tried in each picture
SHARES = (0.2, 0.5)  # a crop's side, of the picture's shorter side
MARGIN = 0.06  # of the shorter side, kept from the truth: borders are a judgement
DARK = 60  # of 255: below is a dark corner or the frame of the lens, not skin
MOST_DARK = 0.01  # share of a crop that may be that dark
TEXTURES = ("plain colour", "gradient", "cloth", "checks", "clouds", "noise", "lines of text")


def skin_crop(image: np.ndarray, truth: np.ndarray, rng: np.random.Generator) -> np.ndarray | None:
    """The largest found square clear of the lesion and of dark corners; None where there is none."""
    height, width = truth.shape
    short = min(height, width)
    reach = 2 * round(MARGIN * short) + 1
    taken = cv2.dilate(truth.astype(np.uint8), np.ones((reach, reach), np.uint8)) > 0
    dark = image.max(axis=2) < DARK
    best = None
    for share in rng.uniform(*SHARES, TRIES):
        side = round(share * short)
        y, x = rng.integers(0, height - side + 1), rng.integers(0, width - side + 1)
        where = np.s_[y : y + side, x : x + side]
        if (best is None or side > len(best)) and not taken[where].any() and dark[where].mean() <= MOST_DARK:
            best = image[where]
    return best


def crop_beside(pair: Pair, number: int) -> np.ndarray | None:
    """Plain skin of a pair; None where it has none or cannot be read. `number` is of the chance."""
    try:
        image, truth = read_pair(pair)
    except ValueError:
        return None  # evaluate names them
    return skin_crop(image, truth, np.random.default_rng((SEED, number)))


def draw_texture(number: int, side: int) -> np.ndarray:
    """(side, side, 3) uint8: the kinds of TEXTURES in turn, each of two colours drawn by chance."""
    rng = np.random.default_rng((SEED, number))
    y, x = (np.mgrid[:side, :side] + 0.5) / side
    angle, count = rng.uniform(0, np.pi), rng.uniform(3, 24)
    along = x * np.cos(angle) + y * np.sin(angle)
    kind = TEXTURES[number % len(TEXTURES)]
    if kind == "plain colour":
        share = np.zeros((side, side))
    elif kind == "gradient":
        share = along - along.min()
    elif kind == "cloth":
        across = y * np.cos(angle) - x * np.sin(angle)
        share = (np.sin(2 * np.pi * count * along) + np.sin(2 * np.pi * count * across)) / 4 + 0.5
    elif kind == "checks":
        share = ((np.floor(x * count) + np.floor(y * count)) % 2).astype(float)
    elif kind == "clouds":
        share = cv2.GaussianBlur(rng.normal(size=(side, side)), (0, 0), side / count)
        share = (share - share.min()) / np.ptp(share)
    elif kind == "noise":
        share = rng.uniform(size=(side, side))
    else:  # words of random lengths on lines
        canvas = np.zeros((side, side), np.uint8)
        for line in range(8, side, 20):
            words = "".join(rng.choice(list("aeghlmnorstu     "), 60))
            cv2.putText(canvas, words, (4, line), cv2.FONT_HERSHEY_SIMPLEX, 0.5, 255, 1, cv2.LINE_AA)
        share = canvas / 255
    first, second = rng.uniform(0, 255, (2, 3))
    picture = first + share[..., None] * (second - first) + rng.normal(0, 3, (side, side, 3))
    return np.clip(np.rint(picture), 0, 255).astype(np.uint8)
