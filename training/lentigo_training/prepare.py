"""prepare: ISIC-layout folders to one array of pictures, one of masks and a split.

In: --set FOLDER (repeatable), the side, a seed. Out: OUT/split.json and OUT/<name>.npz with
images (n, side, side, 3) uint8, masks (n, side, side) uint8 0..255 (soft at the border), ids, part and grown,
whether a program grew the truth.
A broken pair is listed with its reason and left out, and so is what a test folder holds as well. Pictures of
test folders are counted, never opened.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from itertools import combinations
from pathlib import Path

import numpy as np

from lentigo_training.grown import is_grown
from lentigo_training.pictures import LeftOut, Pair, find_pairs, read_pair, resize_plane, resize_rgb

PARTS = ("train", "validation", "test")
PATIENT = re.compile(r"^PAT_(?P<patient>\d+)_")


def group_of(picture_id: str) -> str:
    """What must stay on one side of a split: the patient where the name tells it, else the picture's id."""
    match = PATIENT.match(picture_id)
    return f"PAT_{match['patient']}" if match else picture_id


def groups_of(pairs: Iterable[Pair]) -> set[str]:
    """Of all pairs."""
    return {group_of(pair.id) for pair in pairs}


def refuse_shared(groups_by_family: dict[str, set[str]]) -> None:
    """Raises SystemExit where two families, which are split apart, show the same lesion or patient."""
    for (name, groups), (other, others) in combinations(groups_by_family.items(), 2):
        if shared := sorted(groups & others):
            raise SystemExit(
                f"{name} and {other} share {len(shared)} lesions or patients, as {shared[0]}: put their sets "
                "into one folder, so that they are split together"
            )


def split_groups(groups: set[str], seed: int, shares: tuple[float, float, float]) -> dict[str, str]:
    """Each group's part. The same seed and groups give the same split; shares sum to 1."""
    names = sorted(groups)
    order = np.random.default_rng(seed).permutation(len(names))
    train_end = round(shares[0] * len(names))
    validation_end = round((shares[0] + shares[1]) * len(names))
    return {
        names[index]: PARTS[0 if rank < train_end else 1 if rank < validation_end else 2]
        for rank, index in enumerate(order)
    }


def shares_with_given_test(pairs: int, test_pairs: int) -> tuple[float, float, float]:
    """60/20/20 of all pairs when the test part is a folder of its own: shares of the rest."""
    validation = min(0.2 * (pairs + test_pairs) / pairs, 0.5)
    return 1 - validation, validation, 0.0


def prepare_set(
    folder: Path, side: int, parts: dict[str, str]
) -> tuple[dict[str, np.ndarray], list[LeftOut]]:
    """Arrays of one folder; `parts` maps a group to its part, those of the test folders have none."""
    pairs, left_out = find_pairs(folder)
    images, masks, ids, grown = [], [], [], []
    for pair in pairs:
        if group_of(pair.id) not in parts:
            left_out.append(LeftOut(pair.id, "its lesion or patient is in a test folder"))
            continue
        try:
            image, mask = read_pair(pair)
        except ValueError as error:
            left_out.append(LeftOut(pair.id, str(error)))
            continue
        if not mask.any():
            left_out.append(LeftOut(pair.id, "mask is empty"))
            continue
        images.append(resize_rgb(image, side, side))
        masks.append(np.rint(resize_plane(mask.astype(np.float32) * 255, side, side)).astype(np.uint8))
        ids.append(pair.id)
        grown.append(is_grown(mask))
    if not ids:
        raise SystemExit(f"{folder}: no usable pair")
    arrays = {
        "images": np.stack(images),
        "masks": np.stack(masks),
        "ids": np.array(ids),
        "part": np.array([parts[group_of(i)] for i in ids]),
        "grown": np.array(grown),
    }
    return arrays, left_out


def main() -> None:
    """Command line of prepare."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--set", action="append", required=True, type=Path, help="a folder with images/ and masks/"
    )
    parser.add_argument(
        "--test", action="append", default=[], type=Path, help="a given test folder; only counted"
    )
    parser.add_argument("--side", type=int, default=256)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()

    args.out.mkdir(parents=True, exist_ok=True)
    test_counts: Counter[str] = Counter()
    test_groups: set[str] = set()
    for folder in (folder.resolve() for folder in args.test):
        pairs = find_pairs(folder)[0]
        test_counts[folder.parent.name] += len(pairs)
        test_groups |= groups_of(pairs)
    # Sets under one parent (isic/train, isic/fullframe) show the same lesions: they are split together.
    families: dict[str, list[Path]] = {}
    for folder in (folder.resolve() for folder in args.set):
        families.setdefault(folder.parent.name, []).append(folder)
    groups_by_family = {
        family: set().union(*(groups_of(find_pairs(folder)[0]) for folder in folders)) - test_groups
        for family, folders in families.items()
    }
    refuse_shared(groups_by_family)
    summary = {}
    for family, folders in families.items():
        shares = (0.6, 0.2, 0.2)
        if family in test_counts:
            shares = shares_with_given_test(len(find_pairs(folders[0])[0]), test_counts[family])
        parts = split_groups(groups_by_family[family], args.seed, shares)
        for folder in folders:
            arrays, left_out = prepare_set(folder, args.side, parts)
            name = f"{family}-{folder.name}"
            if name in summary:
                raise SystemExit(f"two sets are named {family}/{folder.name}: rename one")
            np.savez(args.out / f"{name}.npz", **arrays)
            counts = {part: int((arrays["part"] == part).sum()) for part in PARTS}
            summary[name] = {
                "folder": f"{family}/{folder.name}",
                **counts,
                "grown": {part: int(arrays["grown"][arrays["part"] == part].sum()) for part in PARTS},
                "left_out": [asdict(item) for item in left_out],
            }
            print(f"{name}: {counts}, {len(left_out)} left out, {arrays['grown'].sum()} grown", flush=True)
            for item in left_out:
                print(f"  left out {item.name}: {item.reason}", flush=True)
    settings = {"side": args.side, "seed": args.seed, "sets": summary}
    (args.out / "split.json").write_text(json.dumps(settings, indent=2) + "\n")


if __name__ == "__main__":
    main()
