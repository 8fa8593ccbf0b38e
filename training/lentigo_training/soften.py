"""soften: prepared truths, mixed with trained networks' answers.

In: the folder that prepare wrote and one or more teachers, exported models or checkpoints. Out: the same
arrays in another folder; each mask of the training part is (1 − share) · truth + share · the teachers' mean
answer to the clean picture. In place of a grown truth stands their answer alone, and counts as drawn by hand.
Validation and test parts stay as they are. A network that learns from these sees what its teachers make
of the picture before it was dirtied, and they are asked once a picture, not once an example.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from lentigo_training.card import write_json
from lentigo_training.examples import is_of_part, sets_of
from lentigo_training.measure import Model, open_checkpoint, open_model
from lentigo_training.predict import predict_many

LEAST = 0.03  # an answer below it is skin: augmentation looks for skin by truths of exactly 0
TOGETHER = 16  # pictures a batch


def answers(teachers: Sequence[Model], images: np.ndarray) -> np.ndarray:
    """The teachers' mean probabilities (n, side, side) float32 of pictures (n, side, side, 3) uint8.

    Below LEAST they are 0.
    """
    parts = range(0, len(images), TOGETHER)
    taught = [
        np.mean([predict_many(teacher.network, images[i : i + TOGETHER]) for teacher in teachers], axis=0)
        for i in parts
    ]
    mean = np.concatenate(taught)
    return np.where(mean < LEAST, 0, mean)


def soften(data: Path, out: Path, teachers: Sequence[Model], share: float, name: str) -> None:
    """Writes OUT. Raises SystemExit when nothing is prepared, or for another side than a teacher's."""
    paths = [data / f"{name}.npz" for name in sets_of(data)]
    out.mkdir(parents=True, exist_ok=True)
    for path in paths:
        with np.load(path) as file:
            arrays = {key: file[key] for key in file.files}
        if any(teacher.side != arrays["images"].shape[1] for teacher in teachers):
            sides = " and ".join(sorted({str(teacher.side) for teacher in teachers}))
            raise SystemExit(f"{path}: the teachers see {sides} px, the pictures have another size")
        chosen = np.flatnonzero(is_of_part(arrays, "train"))
        for start in range(0, len(chosen), 10 * TOGETHER):
            some = chosen[start : start + 10 * TOGETHER]
            taught = answers(teachers, arrays["images"][some])
            shares = np.where(arrays["grown"][some], 1, share)[:, None, None]
            mixed = (1 - shares) * arrays["masks"][some] + shares * 255 * taught
            arrays["masks"][some] = np.rint(mixed).astype(np.uint8)
            print(f"{path.name}: {start + len(some)} of {len(chosen)}", flush=True)
        arrays["grown"][chosen] = False
        np.savez(out / path.name, **arrays)
    split = json.loads((data / "split.json").read_text())
    write_json({**split, "taught": {"by": name, "share": share}}, out / "split.json")


def main() -> None:
    """Command line of soften."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="the folder that prepare wrote")
    parser.add_argument(
        "--model", type=Path, action="append", default=[], help="a teacher, as public/models/full; repeatable"
    )
    parser.add_argument(
        "--checkpoint", type=Path, action="append", default=[], help="a teacher that train wrote; repeatable"
    )
    parser.add_argument("--size", type=int, default=256, help="the input's side, for --checkpoint")
    parser.add_argument("--share", type=float, default=0.5, help="of the truth's place that the answer takes")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    models = [(folder.name, open_model(folder)) for folder in args.model]
    models += [(path.parent.name, open_checkpoint(path, args.size)) for path in args.checkpoint]
    if not models:
        raise SystemExit("name a teacher: --model or --checkpoint")
    names, teachers = zip(*models, strict=True)
    soften(args.data, args.out, teachers, args.share, ", ".join(names))


if __name__ == "__main__":
    main()
