"""soften: prepared truths, mixed with a trained network's answers.

In: the folder that prepare wrote and an exported model, the teacher. Out: the same arrays in another folder;
each mask of the training part is (1 − share) · truth + share · the teacher's answer to the clean picture.
Validation and test parts stay as they are. A network that learns from these sees what the teacher makes of
the picture before it was dirtied, and the teacher is asked once a picture, not once an example.
"""

import argparse
import json
from pathlib import Path

import numpy as np

from lentigo_training.card import write_json
from lentigo_training.measure import Model, open_model
from lentigo_training.predict import predict_many

LEAST = 0.03  # an answer below it is skin: augmentation looks for skin by truths of exactly 0
TOGETHER = 16  # pictures a batch


def answers(model: Model, images: np.ndarray) -> np.ndarray:
    """Probabilities (n, side, side) float32 of pictures (n, side, side, 3) uint8; below LEAST 0."""
    parts = range(0, len(images), TOGETHER)
    taught = np.concatenate([predict_many(model.network, images[i : i + TOGETHER]) for i in parts])
    return np.where(taught < LEAST, 0, taught)


def soften(data: Path, out: Path, model: Model, share: float, name: str) -> None:
    """Writes OUT. Raises SystemExit when nothing is prepared, or for another side than the teacher's."""
    paths = sorted(data.glob("*.npz"))
    if not paths:
        raise SystemExit(f"{data}: nothing prepared; run prepare first")
    out.mkdir(parents=True, exist_ok=True)
    for path in paths:
        with np.load(path) as file:
            arrays = {key: file[key] for key in file.files}
        if arrays["images"].shape[1] != model.side:
            raise SystemExit(f"{path}: the teacher sees {model.side} px, the pictures have another size")
        chosen = np.flatnonzero(arrays["part"] == "train")
        for start in range(0, len(chosen), 10 * TOGETHER):
            some = chosen[start : start + 10 * TOGETHER]
            taught = answers(model, arrays["images"][some])
            mixed = (1 - share) * arrays["masks"][some] + share * 255 * taught
            arrays["masks"][some] = np.rint(mixed).astype(np.uint8)
            print(f"{path.name}: {start + len(some)} of {len(chosen)}", flush=True)
        np.savez(out / path.name, **arrays)
    split = json.loads((data / "split.json").read_text())
    write_json({**split, "taught": {"by": name, "share": share}}, out / "split.json")


def main() -> None:
    """Command line of soften."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="the folder that prepare wrote")
    parser.add_argument("--model", type=Path, required=True, help="the teacher, as public/models/full")
    parser.add_argument("--share", type=float, default=0.5, help="of the truth's place that the answer takes")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    soften(args.data, args.out, open_model(args.model), args.share, args.model.name)


if __name__ == "__main__":
    main()
