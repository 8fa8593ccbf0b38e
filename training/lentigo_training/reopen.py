"""reopen: an exported model as a checkpoint from which train and widen can go on.

In: MODELS/ID. Out: a checkpoint with its rounded weights, the calibration's temperature taken out of the
output layer again, and the card's account of the training so far.
"""

import argparse
import json
from pathlib import Path

from lentigo_training.calibrate import fold
from lentigo_training.card import recipe_of_runs
from lentigo_training.checkpoint import save_atomically
from lentigo_training.layers_model import read_layers_model


def reopen(folder: Path) -> dict[str, object]:
    """The checkpoint's content. Raises SystemExit where there is no model, or not of its card's widths."""
    path = folder / "card.json"
    if not path.is_file():
        raise SystemExit(f"{path} is missing; export writes it")
    card = json.loads(path.read_text())
    training, architecture = card["training"], card["architecture"]
    network = read_layers_model(folder, architecture)
    return {
        "widths": architecture["widths"],
        "average": fold(network.state_dict(), 1 / card.get("calibration", {}).get("temperature", 1)),
        "passes": training["passes"],
        "seconds": training["hours"] * 3600,
        "settings": {"encoder": architecture["encoder"]} if "encoder" in architecture else {},
        "recipe": recipe_of_runs(training["recipe"]),
    }


def main() -> None:
    """Command line of reopen."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", type=Path, required=True, help="such as public/models/light")
    parser.add_argument("--out", type=Path, required=True, help="for train --initial")
    args = parser.parse_args()
    state = reopen(args.model)
    save_atomically(state, args.out)
    print(f"{args.out}: {args.model.name} after {state['passes']} passes")


if __name__ == "__main__":
    main()
