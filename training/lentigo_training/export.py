"""export: a checkpoint to MODELS/ID, everything that the page needs of a model; nothing else writes there.

In: best.pt or what calibrate made of it, cards/ID.json, prepare's split.json, and the JSON of evaluate and
agreement (made from a first export: export again).
Out: model.json and weights.bin (tfjs layers-model, 8-bit kernels), golden-input.bin (side × side × 3 RGB
bytes of a drawn picture), golden-output.bin (side × side float32 probabilities of these weights in PyTorch),
card.json, and the model's entry in MODELS/index.json (its bytes are those of model.json and weights.bin).
--keep-weights puts new figures into the card of a folder that is there. --random exports an untrained network
with lively batch-norm statistics, for tests.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn

from lentigo_training.card import (
    build_card,
    describe_file,
    describe_recipe,
    describe_split,
    read_words,
    update_index,
    write_json,
)
from lentigo_training.checkpoint import Network, load_checkpoint, make_network
from lentigo_training.layers_model import (
    MODEL_FILE,
    WEIGHTS_FILE,
    count_parameters,
    describe_architecture,
    read_layers_model,
    write_layers_model,
)
from lentigo_training.predict import predict

GOLDEN = ("golden-input.bin", "golden-output.bin")
GOLDEN_SEED = 20261123
CARDS = Path(__file__).parent.parent / "cards"


@dataclass(frozen=True)
class Source:
    """A network to export, with the facts of its training for the card."""

    network: Network
    facts: dict[str, object]


def draw_golden_input(side: int) -> np.ndarray:
    """(side, side, 3) uint8: skin-toned noise with a darker, softly bounded ellipse; the same every time."""
    rng = np.random.default_rng(GOLDEN_SEED)
    y, x = (np.mgrid[:side, :side] + 0.5) / side
    distance = np.hypot((x - 0.54) / 0.27, (y - 0.46) / 0.2)
    inside = 1 / (1 + np.exp((distance - 1) * 12))[..., None]
    skin, lesion = np.array([212, 164, 140]), np.array([108, 70, 58])
    picture = skin * (1 - inside) + lesion * inside + rng.normal(0, 9, (side, side, 3))
    return np.clip(np.rint(picture), 0, 255).astype(np.uint8)


def random_network(widths: Sequence[int], seed: int, encoder: str = "") -> Network:
    """Random weights and batch-norm statistics, so that a swapped pair of weights cannot go unseen."""
    torch.manual_seed(seed)
    network = make_network(widths, {"encoder": encoder}).eval()
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.normal_(module.bias, 0, 0.3)
            nn.init.normal_(module.running_mean, 0, 0.3)
            nn.init.uniform_(module.running_var, 0.5, 1.5)
        elif isinstance(module, nn.Conv2d):
            nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
            if module.bias is not None:
                nn.init.normal_(module.bias, 0, 0.1)
    return network


def export(
    source: Source, words: dict[str, object], side: int, measured: dict[str, object], models: Path
) -> Path:
    """Writes MODELS/ID and its entry in the index; returns the folder."""
    folder = models / str(words["id"])
    folder.mkdir(parents=True, exist_ok=True)
    architecture = describe_architecture(source.network)
    write_layers_model(source.network, side, folder)
    shipped = read_layers_model(folder, architecture)
    golden = draw_golden_input(side)
    (folder / GOLDEN[0]).write_bytes(golden.tobytes())
    (folder / GOLDEN[1]).write_bytes(predict(shipped, golden).astype("<f4").tobytes())
    files = [describe_file(folder / name) for name in (MODEL_FILE, WEIGHTS_FILE, *GOLDEN)]
    parameters, takes = count_parameters(shipped), shipped.input_range
    card = build_card(words, architecture, parameters, side, takes, files, GOLDEN, source.facts, measured)
    write_json(card, folder / "card.json")
    needed = sum(int(str(file["bytes"])) for file in files[:2])
    update_index(models, {"id": words["id"], "name": words["name"], "bytes": needed})
    return folder


def main() -> None:
    """Command line of export."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--checkpoint", type=Path, help="best.pt of train")
    source.add_argument(
        "--keep-weights", action="store_true", help="only put --scores and --agreement into the card there"
    )
    source.add_argument(
        "--random",
        metavar="WIDTHS",
        help="such as 4-8-8, or efficientnet-lite0:4-4-8-8: an untrained network",
    )
    parser.add_argument("--id", required=True, help="the folder's name; its words are in cards/ID.json")
    parser.add_argument("--words", type=Path, help="another file than cards/ID.json")
    parser.add_argument("--data", type=Path, help="the folder that prepare wrote, for the split's line")
    parser.add_argument("--scores", type=Path, help="what evaluate --json wrote")
    parser.add_argument("--agreement", type=Path, help="what agreement --json wrote")
    parser.add_argument("--size", type=int, default=256, help="the input's side in pixels")
    parser.add_argument("--seed", type=int, default=1, help="of --random")
    parser.add_argument("--out", type=Path, required=True, help="the folder of all models, as public/models")
    args = parser.parse_args()

    if args.keep_weights:
        measure_again(args.out / args.id / "card.json", args.scores, args.agreement)
        return
    words = read_words(args.words or CARDS / f"{args.id}.json")
    if words["id"] != args.id:
        raise SystemExit(f"the words are of {words['id']!r}, not {args.id!r}")
    split = "none"
    if args.data:
        split = describe_split(json.loads((args.data / "split.json").read_text()))
    measured = read_measured(args.scores, args.agreement)
    if args.checkpoint:
        checkpoint = load_checkpoint(args.checkpoint)
        if checkpoint.settings.get("plain"):
            raise SystemExit(f"{args.checkpoint} is a baseline: the page runs residual U-Nets")
        if checkpoint.calibration is not None:
            measured["calibration"] = checkpoint.calibration
        facts = {
            "split": split,
            "recipe": describe_recipe(checkpoint.runs),
            "passes": sum(run.passes for run in checkpoint.runs),
            "hours": round(sum(run.seconds for run in checkpoint.runs) / 3600, 2),
            "seed": checkpoint.settings["seed"],
        }
        chosen = Source(checkpoint.network, facts)
    else:
        facts = {"split": split, "recipe": "random weights", "passes": 0, "hours": 0, "seed": args.seed}
        encoder, _, widths = args.random.rpartition(":")
        chosen = Source(random_network([int(w) for w in widths.split("-")], args.seed, encoder), facts)
    folder = export(chosen, words, args.size, measured, args.out)
    size, sets = sum(f.stat().st_size for f in folder.iterdir()), len(measured["scores"])
    print(f"{folder}: {size:,} bytes, {sets} measured sets")


def measure_again(path: Path, scores: Path | None, agreement: Path | None) -> None:
    """Puts new figures into a card; what is not measured anew stays. Raises SystemExit without a card."""
    if not path.is_file():
        raise SystemExit(f"{path} is missing; export the model first")
    measured = read_measured(scores, agreement)
    if scores is None:
        del measured["scores"]
    write_json({**json.loads(path.read_text()), **measured}, path)
    print(f"{path}: {', '.join(measured)} measured anew")


def read_measured(scores: Path | None, agreement: Path | None) -> dict[str, object]:
    """What evaluate and agreement wrote, as the card has it; `scores` is empty where nothing was measured."""
    measured = {"scores": json.loads(scores.read_text())["scores"] if scores else []}
    if agreement:
        measured["agreement"] = json.loads(agreement.read_text())["agreement"]
    return measured


if __name__ == "__main__":
    main()
