"""obstacles: what gel, ink, cloth and hairs that are drawn onto validation pictures do to the scores.

In: exported models and sets. Out: for every set and model the mean Jaccard and the share of misses, as the
pictures are and with each obstacle. What is drawn follows from the picture's id: the same for every model.
"""

import argparse
import zlib
from pathlib import Path

import numpy as np

from lentigo_training.augment import add_gel, add_hairs, add_ink, cover
from lentigo_training.measure import Shown, ids_of_part, name_of, open_model, read_set
from lentigo_training.pictures import resize_plane, resize_rgb
from lentigo_training.predict import predict_many
from lentigo_training.scoring import ENOUGH, count, score
from lentigo_training.to_mask import to_mask

OBSTACLES = ("none", "gel", "ink", "cloth", "hairs")
HIDDEN = (
    0.002  # of the picture: cloth that hides more of the lesion is left away, for the truth would not hold
)


def draw_on(one: Shown, side: int) -> list[np.ndarray]:
    """(side, side, 3) uint8: the picture, and the same with each obstacle, in OBSTACLES' order."""
    rng = np.random.default_rng(zlib.crc32(one.id.encode()))
    image = resize_rgb(one.image, side, side)
    truth = np.rint(resize_plane(one.truth, side, side) * 255).astype(np.uint8)
    covered, left = cover(image, truth, rng)
    cloth = covered if (left != truth).mean() < HIDDEN else image
    return [image, add_gel(image, rng), add_ink(image, rng), cloth, add_hairs(image, rng)]


def main() -> None:
    """Command line of obstacles."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", action="append", type=Path, required=True, help="an exported folder")
    parser.add_argument("--set", action="append", type=Path, required=True, help="its validation ids")
    parser.add_argument("--data", type=Path, required=True, help="the folder that prepare wrote")
    parser.add_argument("--every", type=int, default=1, help="looks at every so many pictures")
    args = parser.parse_args()
    models = [open_model(folder) for folder in args.model]
    print(f"Jaccard, share below {ENOUGH:g}: {', '.join(OBSTACLES)}")
    for folder in args.set:
        rows: list[list[list[float]]] = [[] for _ in models]
        for number, one in enumerate(read_set(folder, ids_of_part(args.data, folder, "validation"))):
            if number % args.every:
                continue
            height, width = one.truth.shape
            for model, row in zip(models, rows, strict=True):
                answers = predict_many(model.network, draw_on(one, model.side))
                masks = (to_mask(answer, width, height, model.settings) for answer in answers)
                row.append([score(count(mask, one.truth)).jaccard for mask in masks])
        for path, row in zip(args.model, rows, strict=True):
            found = np.array(row)
            cells = zip(found.mean(axis=0), (found < ENOUGH).mean(axis=0), strict=True)
            figures = "  ".join(f"{jaccard:.3f} {misses:.1%}" for jaccard, misses in cells)
            print(f"{name_of(folder)} (validation), {len(found)} pictures, {path}: {figures}", flush=True)


if __name__ == "__main__":
    main()
