"""fits: how a picture that is no square is best put into the network's square, on validation ids.

In: an exported model and a set whose pictures were stretched to squares. Each picture is given its frame's
shape back (`--aspect`), then put into the square in three ways. Out: a row a way, scored at the frame's size.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

import numpy as np

from lentigo_training.measure import Model, ids_of_part, name_of, open_model, read_set
from lentigo_training.pictures import resize_plane, resize_rgb
from lentigo_training.predict import predict
from lentigo_training.scoring import Scores, count, score
from lentigo_training.to_mask import to_mask

Fit = Callable[[Model, np.ndarray], np.ndarray]  # a wide (height, width, 3) uint8 to its mask, bool


def stretch(model: Model, image: np.ndarray) -> np.ndarray:
    """The whole frame, squeezed, as the page does it."""
    return square_mask(model, image, image.shape[1], image.shape[0])


def letterbox(model: Model, image: np.ndarray) -> np.ndarray:
    """The whole frame in its own shape, black above and below."""
    height, width = image.shape[:2]
    top = (width - height) // 2
    whole = np.zeros((width, width, 3), np.uint8)
    whole[top : top + height] = image
    return square_mask(model, whole, width, width)[top : top + height]


def centre(model: Model, image: np.ndarray) -> np.ndarray:
    """The central square; what lies beside it is skin."""
    height, width = image.shape[:2]
    left = (width - height) // 2
    mask = np.zeros((height, width), bool)
    mask[:, left : left + height] = square_mask(model, image[:, left : left + height], height, height)
    return mask


FITS: tuple[Fit, ...] = (stretch, letterbox, centre)


def square_mask(model: Model, image: np.ndarray, width: int, height: int) -> np.ndarray:
    """The mask of a stretched picture at a size."""
    answer = predict(model.network, resize_rgb(image, model.side, model.side))
    return to_mask(answer, width, height, model.settings)


def compare(model: Model, folder: Path, ids: set[str], aspect: float) -> dict[str, list[Scores]]:
    """Scores of every picture by each way. Raises ValueError for an aspect below 1."""
    if aspect < 1:
        raise ValueError(f"aspect {aspect:g}: give width over height, at least 1")
    found: dict[str, list[Scores]] = {fit.__name__: [] for fit in FITS}
    for one in read_set(folder, ids):
        height = one.image.shape[0]
        width = round(height * aspect)
        image = resize_rgb(one.image, width, height)
        truth = resize_plane(one.truth, width, height) >= 0.5
        for fit in FITS:
            found[fit.__name__].append(score(count(fit(model, image), truth)))
    return found


def main() -> None:
    """Command line of fits."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", type=Path, required=True, help="such as public/models/light")
    parser.add_argument("--set", type=Path, required=True, help="frames stretched to squares")
    parser.add_argument("--data", type=Path, required=True, help="the folder that prepare wrote")
    parser.add_argument("--aspect", type=float, default=4 / 3, help="width over height of the frames")
    args = parser.parse_args()
    ids = ids_of_part(args.data, args.set, "validation")
    found = compare(open_model(args.model), args.set, ids, args.aspect)
    pictures = len(found[FITS[0].__name__])
    print(f"{args.model.name}, {name_of(args.set)} (validation), {pictures} pictures: Dice, Jaccard, recall")
    for name, scores in found.items():
        means = (np.mean([getattr(one, key) for one in scores]) for key in ("dice", "jaccard", "recall"))
        print(f"{name:10s} {'  '.join(f'{mean:.4f}' for mean in means)}")


if __name__ == "__main__":
    main()
