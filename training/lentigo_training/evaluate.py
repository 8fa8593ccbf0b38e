"""evaluate: how good a model is on sets it was not trained on, at the masks' own size, by the ISIC rules.

In: --model (an exported folder: its card says threshold and clean-up) or --checkpoint, and --set folders in
the ISIC layout. Out: a table a set, --json for the card, --save-masks as PNG.
--part restricts to the ids of one part of a split.
--sweep compares thresholds and clean-up rules, on validation ids only.
"""

import argparse
import os
import shlex
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from pathlib import Path

import torch

from lentigo_training.card import write_json
from lentigo_training.clean_up import KEEP_RULES
from lentigo_training.measure import (
    Predicted,
    count_set,
    ids_of_part,
    name_of,
    open_checkpoint,
    open_model,
    predict_set,
)
from lentigo_training.reliability import Reliability
from lentigo_training.scoring import Summary, summarise
from lentigo_training.sweep import print_sweep, sweep
from lentigo_training.to_mask import MaskSettings

RULE = "ISIC: means of per-picture figures at the masks' own size"


# The card's names of the scores.
NAMES = {
    "accuracy": "accuracy",
    "dice": "dice",
    "jaccard": "jaccard",
    "recall": "recall",
    "precision": "precision",
    "thresholded_jaccard": "thresholdedJaccard",
}


def print_table(name: str, summary: Summary, reliability: Reliability) -> None:
    """Means, intervals and pooled figures of a set."""
    print(f"\n{name}: {summary.pictures} pictures")
    print(f"  {'':20} {'mean':>8} {'95 % interval':>18} {'pooled':>8}")
    for key, mean in summary.means.items():
        low, high = summary.intervals[key]
        pooled = "" if key == "thresholded_jaccard" else f"{getattr(summary.pooled, key):8.4f}"
        print(f"  {key.replace('_', ' '):20} {mean:8.4f} {low:9.4f} – {high:.4f} {pooled:>8}")
    print(f"  Jaccard below 0.65: {summary.failures:.1%} of the pictures")
    print(f"  expected calibration error: {reliability.error():.4f}", flush=True)


def describe_scores(
    name: str, summary: Summary, reliability: Reliability, settings: MaskSettings, command: str
) -> dict[str, object]:
    """An entry of a card's `scores`."""
    pooled = asdict(summary.pooled)
    return {
        "set": name,
        "pictures": summary.pictures,
        **{theirs: round(summary.means[ours], 5) for ours, theirs in NAMES.items()},
        "rule": f"{RULE}; {settings.describe()}",
        "intervals": {
            theirs: [round(end, 5) for end in summary.intervals[ours]] for ours, theirs in NAMES.items()
        },
        # A share of all pixels has no threshold of its own: pooled figures come without it.
        "pooled": {
            theirs: round(pooled[ours], 5) for ours, theirs in NAMES.items() if ours != "thresholded_jaccard"
        },
        "failures": round(summary.failures, 5),
        "diceHistogram": summary.dice_histogram,
        "reliability": {"error": round(reliability.error(), 5), "bins": reliability.bins()},
        "command": command,
    }


def noting(predictions: Iterable[Predicted], reliability: Reliability) -> Iterator[Predicted]:
    """The same predictions, each added to `reliability` on its way."""
    for one in predictions:
        reliability.add(one.probabilities, one.truth)
        yield one


def main() -> None:
    """Command line of evaluate."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--model", type=Path, help="an exported folder, such as public/models/light")
    source.add_argument("--checkpoint", type=Path, help="best.pt of train")
    parser.add_argument(
        "--set", action="append", required=True, type=Path, help="a folder with images/ and masks/"
    )
    parser.add_argument("--size", type=int, default=256, help="the input's side, for --checkpoint")
    parser.add_argument("--threshold", type=float)
    parser.add_argument("--keep", choices=KEEP_RULES)
    parser.add_argument("--fill-holes", action=argparse.BooleanOptionalAction)
    parser.add_argument(
        "--part",
        choices=("train", "validation", "validation-grown", "test"),
        help="with --data: only its ids",
    )
    parser.add_argument("--data", type=Path, help="the folder that prepare wrote")
    parser.add_argument("--sweep", action="store_true", help="with --data: compare settings")
    parser.add_argument("--json", type=Path, help="where to write the scores for the card")
    parser.add_argument("--save-masks", type=Path)
    parser.add_argument("--threads", type=int, default=0, help="CPU threads; 0 leaves PyTorch's choice")
    args = parser.parse_args()
    if (args.part or args.sweep) and not args.data:
        parser.error("--part and --sweep need --data, the folder that prepare wrote")
    if args.data and not (args.part or args.sweep):
        parser.error("--data says which pictures are in a part: name the --part, or --sweep")
    if args.sweep and args.part not in (None, "validation"):
        parser.error("--sweep looks at validation ids only")
    if args.threads:
        torch.set_num_threads(args.threads)
    model = open_model(args.model) if args.model else open_checkpoint(args.checkpoint, args.size)
    asked = {"threshold": args.threshold, "keep": args.keep, "fill_holes": args.fill_holes}
    settings = replace(model.settings, **{key: value for key, value in asked.items() if value is not None})
    part = "validation" if args.sweep else args.part

    scores = []
    swept = {}
    for folder in args.set:
        ids = ids_of_part(args.data, folder, part) if part else None
        predictions = predict_set(model, folder, ids)
        name = name_of(folder) + (f" ({part})" if part else "")
        if args.sweep:
            swept[name] = sweep(list(predictions))
            continue
        save_to = args.save_masks / name_of(folder) if args.save_masks else None
        reliability = Reliability()
        summary = summarise(count_set(noting(predictions, reliability), settings, save_to))
        print_table(f"{name}, {settings.describe()}", summary, reliability)
        command = command_line(args, folder, settings)
        scores.append(describe_scores(name, summary, reliability, settings, command))
    if swept:
        print_sweep(swept)
    if args.json:
        write_json({"scores": scores}, args.json)


def command_line(args: argparse.Namespace, folder: Path, settings: MaskSettings) -> str:
    """The command that measures one set again, with paths as seen from the current folder."""
    source = ("--model", args.model) if args.model else ("--checkpoint", args.checkpoint)
    words: list[object] = ["lentigo-evaluate", source[0], os.path.relpath(source[1])]
    words += ["--set", os.path.relpath(folder)]
    if args.part:
        words += ["--part", args.part, "--data", os.path.relpath(args.data)]
    if args.threshold is not None:
        words += ["--threshold", f"{settings.threshold:g}"]
    if args.keep is not None:
        words += ["--keep", settings.keep]
    if args.fill_holes is not None:
        words += ["--fill-holes" if settings.fill_holes else "--no-fill-holes"]
    return shlex.join(str(word) for word in words)


if __name__ == "__main__":
    main()
