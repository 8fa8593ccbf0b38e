"""card.json: what a model says of itself, and models' index.json.

In: words written by hand (cards/ID.json), what the checkpoint and prepare recorded, what evaluate measured.
Out: dictionaries as src/engine/network/card.ts parses them. No figure is typed here.
"""

import hashlib
import json
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

from lentigo_training.checkpoint import Run
from lentigo_training.prepare import PARTS

SCHEMA = 1
SHARED = "; AdamW, cosine, "  # of a recipe: what begins so is said of the last run
BY_HAND = {"id", "name", "version", "summary", "mask", "training", "licence", "attribution", "limits"}


def read_words(path: Path) -> dict[str, object]:
    """The part of a card that people write. Raises SystemExit when a key is missing or unknown."""
    words = json.loads(path.read_text())
    if words.keys() != BY_HAND:
        raise SystemExit(f"{path}: missing or unknown keys: {', '.join(sorted(words.keys() ^ BY_HAND))}")
    return words


def describe_file(path: Path) -> dict[str, object]:
    """Name, length in bytes and SHA-256."""
    data = path.read_bytes()
    return {"name": path.name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def describe_recipe(runs: Sequence[Run]) -> str:
    """The runs that led to the weights, in one line; what all share is said of the last one."""
    settings = runs[-1].settings
    return (
        f"{'; then on from there: '.join(describe_run(run) for run in runs)}{SHARED}"
        f"{settings['warm_up_steps']} warm-up steps; BCE + soft Dice; weights or their average "
        f"(EMA {settings['average']:g}), as validates better; augmented by turns, flips, zooms, colour, "
        "blur, noise, other pictures' skin and drawn hairs, ink, rulers, gel, cloth and dark corners"
    )


def recipe_of_runs(recipe: str) -> str:
    """The part of describe_recipe's line that names the runs."""
    return recipe.split(SHARED)[0]


def describe_run(run: Run) -> str:
    """Its passes, as many as led to the weights, and what decides the rest."""
    if run.recipe:
        return run.recipe
    settings = run.settings
    stages = ", then ".join(
        f"{done or stage['passes']} passes at {stage['size']} px{describe_fourth(stage)}, "
        f"rate {stage['rate']:g} to {stage['rate_end']:g}"
        for stage, done in zip_longest(settings["stages"], run.stage_passes, fillvalue=0)
    )
    names = ", ".join(Path(path).parent.name for path in settings.get("teachers", ()))
    taught = f", taught by {names} ({settings['teacher_share']:g} of the truth)" if names else ""
    several = f", the mean of {run.beside + 1} such runs" if run.beside else ""
    blended = f", {run.blend:g} of its weights and the rest of those before" if run.blend != 1 else ""
    encoder = "" if settings.get("initial") else settings.get("encoder")
    began = f"an encoder with ImageNet's weights ({encoder}); " if encoder else ""
    return (
        f"{began}{stages}{taught}{several}{blended} (batch {settings['batch']}, "
        f"phone share {settings['phone_share']:g}, weight decay {settings['weight_decay']:g})"
    )


def describe_fourth(stage: dict[str, object]) -> str:
    """The other size of a stage, where it has one; stages of before knew none."""
    fourth = stage.get("fourth", 0)
    return f" (every fourth batch at {fourth} px)" if fourth else ""


def describe_split(split: dict[str, object]) -> str:
    """prepare's split.json in one line."""
    sets = []
    for counts in split["sets"].values():
        grown = counts.get("grown")
        if not isinstance(grown, dict):
            raise SystemExit("split.json does not tell grown truths from drawn ones: run prepare again")
        parts = [
            f"{counts[part]} {part}{f' ({grown[part]} grown)' if grown[part] else ''}"
            for part in PARTS
            if counts[part]
        ]
        sets.append(f"{counts['folder']}: {', '.join(parts)}")
    line = f"{'; '.join(sets)}; by lesion or patient, seed {split['seed']}"
    has_grown = any(any(counts["grown"].values()) for counts in split["sets"].values())
    taught = split.get("taught")
    if has_grown:
        line += "; a grown truth is a program's outline, known by its ragged border"
    if not taught:
        return f"{line}: it teaches an output of its own, which is not shipped" if has_grown else line
    truth = "truth that is drawn, and all of each grown one," if has_grown else "truth"
    return f"{line}; in the last run {taught['share']:g} of each {truth} is the answer of {taught['by']}"


def build_card(
    words: dict[str, object],
    architecture: dict[str, object],
    parameters: int,
    side: int,
    input_range: tuple[int, int],
    files: list[dict[str, object]],
    golden: tuple[str, str],
    facts: dict[str, object],
    measured: dict[str, object],
) -> dict[str, object]:
    """The card. `architecture` is describe_architecture's, `input_range` what bytes 0 and 255 become.

    `facts` are training's split, recipe, passes, hours and seed.
    `measured` are evaluate's `scores` and, where known, calibrate's `calibration` and `agreement`.
    """
    return {
        "schema": SCHEMA,
        **{key: words[key] for key in ("id", "name", "summary", "version")},
        "architecture": architecture,
        "parameters": parameters,
        "input": {"size": {"width": side, "height": side}, "range": input_range, "fit": "stretch"},
        "mask": words["mask"],
        "files": files,
        "golden": {"input": golden[0], "output": golden[1]},
        "training": {**words["training"], **facts},
        **{key: words[key] for key in ("licence", "attribution", "limits")},
        **measured,
    }


def update_index(models: Path, entry: dict[str, object]) -> None:
    """Adds or replaces `entry` (id, name, bytes) in MODELS/index.json; the first model stays the default.

    `defaultOnGpu`, which the page prefers on a graphics card, is set by hand and stays.
    """
    path = models / "index.json"
    index = json.loads(path.read_text()) if path.exists() else {"default": entry["id"], "models": []}
    others = [model for model in index["models"] if model["id"] != entry["id"]]
    index["models"] = sorted([*others, entry], key=lambda m: (m["id"] != index["default"], m["id"]))
    write_json(index, path)


def write_json(value: object, path: Path) -> None:
    """Indented, with the field's letters as they are; the folder is made where it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n")
