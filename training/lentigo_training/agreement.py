"""agreement: what the agreement of a picture's eight flips and turns says about its mask.

In: --model (an exported folder); --choose folders, of which only validation ids are looked at, to choose from
which agreement on the page warns; --set folders to measure that on. Out: how well the agreement tells misses
(Jaccard below 0.65) from hits, what it says of pictures without a lesion, and --json for the card.
"""

import argparse
import os
import shlex
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch

from lentigo_training.assess import (
    CAUGHT,
    Assessed,
    Desk,
    Doubt,
    assess,
    choose_high,
    choose_threshold,
    doubt_crop,
    doubt_picture,
    pairs_of,
    roc_area,
)
from lentigo_training.card import write_json
from lentigo_training.measure import ids_of_part, name_of
from lentigo_training.no_lesion import draw_texture

Known = TypeVar("Known", bound=Doubt)

BANDS = (0.0, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 1.01)
TEXTURES = 105  # drawn pictures without any skin, fifteen of each kind


def describe_set(name: str, rows: list[Assessed], threshold: float) -> dict[str, object]:
    """An entry of the card's `agreement.sets`."""
    trust = np.array([row.trust for row in rows])
    is_miss = np.array([row.is_miss for row in rows])
    is_warned = trust < threshold
    area = roc_area(trust, is_miss)
    return {
        "set": name,
        "pictures": len(rows),
        "misses": int(is_miss.sum()),
        "rocArea": None if area is None else round(area, 4),
        "caught": round(float(is_warned[is_miss].mean()), 4) if is_miss.any() else None,
        "warned": round(float(is_warned.mean()), 4),
        "turned": round(float(np.mean([row.turned for row in rows])), 4),
    }


def describe_no_lesion(name: str, rows: list[Doubt], threshold: float) -> dict[str, object]:
    """An entry of the card's `agreement.withoutLesion`: shares with an empty mask, and with either."""
    return {
        "set": name,
        "pictures": len(rows),
        "empty": round(float(np.mean([row.is_empty for row in rows])), 4),
        "handled": round(float(np.mean([row.is_empty or row.trust < threshold for row in rows])), 4),
    }


def present(rows: list[Known | None]) -> list[Known]:
    """Those that are there."""
    return [row for row in rows if row is not None]


def print_bands(rows: list[Assessed]) -> None:
    """Misses by band of agreement, and what the mean of the eight is worth as a mask."""
    jaccard, mean_jaccard = (np.mean([getattr(r, key) for r in rows]) for key in ("jaccard", "mean_jaccard"))
    print(f"  mean Jaccard {jaccard:.4f}, of the eight's mean {mean_jaccard:.4f}")
    for low, high in pairwise(BANDS):
        inside = [row.is_miss for row in rows if low <= row.trust < high]
        if inside:
            share = f"{len(inside) / len(rows):6.1%} of the pictures, {np.mean(inside):6.1%} misses"
            print(f"  agreement {low:.2f} – {min(high, 1):.2f}: {share}", flush=True)


def print_entry(entry: dict[str, object]) -> None:
    """One line."""
    print(", ".join(f"{key} {value}" for key, value in entry.items()), flush=True)


def command_line(args: argparse.Namespace) -> str:
    """The command that measures this again, with paths as seen from the current folder."""
    words: list[object] = ["lentigo-agreement", "--model", os.path.relpath(args.model)]
    for option, folders in (("--choose", args.choose), ("--set", args.set)):
        for folder in folders:
            words += [option, os.path.relpath(folder)]
    if args.data:
        words += ["--data", os.path.relpath(args.data)]
    if args.aim != CAUGHT:
        words += ["--aim", f"{args.aim:g}"]
    if args.most is not None:
        words += ["--most", args.most]
    return shlex.join(str(word) for word in words)


def main() -> None:
    """Command line of agreement."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", type=Path, required=True, help="an exported folder")
    parser.add_argument(
        "--choose", action="append", required=True, type=Path, help="a set; its validation ids choose"
    )
    parser.add_argument(
        "--set", action="append", default=[], type=Path, help="a folder with images/ and masks/"
    )
    parser.add_argument("--data", type=Path, required=True, help="the folder that prepare wrote")
    parser.add_argument("--aim", type=float, default=CAUGHT, help="share of misses to warn of, 0..1")
    parser.add_argument("--most", type=int, help="pictures of each set, evenly spread; all without it")
    parser.add_argument("--json", type=Path, help="where to write the figures for the card")
    parser.add_argument("--threads", type=int, default=0, help="CPU threads; 0 leaves PyTorch's choice")
    parser.add_argument("--processes", type=int, default=0, help="that look at pictures side by side")
    args = parser.parse_args()
    if args.threads:
        torch.set_num_threads(args.threads)
    desk = Desk(args.model, args.processes)

    def look_at(folder: Path, ids: set[str] | None) -> list[Assessed]:
        return present(desk.map(assess, pairs_of(folder, ids, most)))

    most = args.most or 10**6
    folders = [(folder, ids_of_part(args.data, folder, "validation")) for folder in args.choose]
    chosen = [look_at(folder, ids) for folder, ids in folders]
    threshold = choose_threshold(chosen, args.aim)
    high = choose_high(chosen, threshold)
    print(
        f"warns below {threshold:g}, which catches {args.aim:.0%} of validation's misses; high from {high:g}"
    )

    sets, without = [], []
    folders += [(folder, None) for folder in args.set]
    for number, (folder, ids) in enumerate(folders):
        name = name_of(folder) + (" (validation)" if number < len(chosen) else "")
        rows = chosen[number] if number < len(chosen) else look_at(folder, ids)
        sets.append(describe_set(name, rows, threshold))
        print_entry(sets[-1])
        print_bands(rows)
        crops = present(desk.map(doubt_crop, enumerate(pairs_of(folder, ids, most))))
        if crops:
            without.append(describe_no_lesion(f"plain skin of {name}", crops, threshold))
            print_entry(without[-1])
    side = desk.model.side
    drawn = desk.map(doubt_picture, (draw_texture(number, side) for number in range(min(TEXTURES, most))))
    without.append(describe_no_lesion("drawn textures", drawn, threshold))
    print_entry(without[-1])
    if args.json:
        figures = {
            "threshold": threshold,
            "high": high,
            "aim": args.aim,
            "sets": sets,
            "withoutLesion": without,
        }
        write_json({"agreement": {**figures, "command": command_line(args)}}, args.json)


if __name__ == "__main__":
    main()
