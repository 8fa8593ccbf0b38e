"""Checkpoints that train wrote: the averaged weights, and what led to them.

In: best.pt or last.pt. Out: a network in eval mode and the record of its training.
"""

from dataclasses import dataclass
from pathlib import Path

import torch

from lentigo_training.network import ResidualUNet


@dataclass(frozen=True)
class Checkpoint:
    """A trained network with the facts of its training."""

    network: ResidualUNet  # averaged weights, float32, eval mode, CPU
    settings: dict[str, object]  # train.Settings as a dictionary
    passes: int
    seconds: float  # of training, validation left out
    stage_passes: list[int]  # passes of each stage, the one under way included
    calibration: dict[str, object] | None  # what calibrate found; None before it


def load_state(path: Path) -> dict[str, object]:
    """What is in the file. Raises SystemExit when it is missing or no checkpoint of train."""
    if not path.is_file():
        raise SystemExit(f"{path} is missing; train writes it")
    state = torch.load(path, map_location="cpu", weights_only=True)
    missing = {"widths", "average", "passes", "settings"} - state.keys()
    if missing:
        raise SystemExit(f"{path} is no checkpoint of train: it lacks {', '.join(sorted(missing))}")
    return state


def load_checkpoint(path: Path) -> Checkpoint:
    """Raises SystemExit as load_state does."""
    state = load_state(path)
    network = ResidualUNet(state["widths"], plain=state["settings"].get("plain", False))
    network.load_state_dict(state["average"])
    return Checkpoint(
        network.eval(),
        state["settings"],
        state["passes"],
        state.get("seconds", 0.0),
        [passes for passes, _ in state.get("stages", [])],
        state.get("calibration"),
    )
