"""Checkpoints that train wrote: the averaged weights, and what led to them.

In: best.pt or last.pt. Out: a network in eval mode and the record of its training.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from lentigo_training.inverted import InvertedUNet
from lentigo_training.network import ResidualUNet

Network = ResidualUNet | InvertedUNet
Weights = dict[str, torch.Tensor]  # by name

OUTPUT = ("output.weight", "output.bias")  # of the last layer, in every network


@dataclass(frozen=True)
class Run:
    """One command of train."""

    settings: dict[str, object]  # train.Settings as a dictionary
    stage_passes: list[int]  # done of each stage; empty where it was not noted
    passes: int
    seconds: float  # of training, validation left out
    blend: float = 1  # of its weights; the rest are those that it began from
    beside: int = 0  # runs with other seeds whose weights are in the mean
    recipe: str = ""  # in words, where the weights came from a card that has no more


@dataclass(frozen=True)
class Checkpoint:
    """A trained network with the facts of its training."""

    network: Network  # averaged weights, float32, eval mode, CPU
    runs: list[Run]  # the last one made it, the others led to the weights it began with
    calibration: dict[str, object] | None  # what calibrate found; None before it

    @property
    def settings(self) -> dict[str, object]:
        """Of the last run."""
        return self.runs[-1].settings


def make_network(widths: Sequence[int], settings: Mapping[str, object]) -> Network:
    """The network that a run's settings name, with fresh weights."""
    if settings.get("encoder"):
        return InvertedUNet(str(settings["encoder"]), widths)
    return ResidualUNet(widths, bool(settings.get("plain")))


def load_state(path: Path) -> dict[str, object]:
    """What is in the file. Raises SystemExit when it is missing or no checkpoint of train."""
    if not path.is_file():
        raise SystemExit(f"{path} is missing; train writes it")
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:  # torch raises half a dozen kinds for a file that is cut or something else
        raise SystemExit(f"{path} is damaged or no checkpoint; take another one, or delete it") from error
    missing = {"widths", "average", "passes", "settings"} - (
        state.keys() if isinstance(state, dict) else set()
    )
    if missing:
        raise SystemExit(f"{path} is no checkpoint of train: it lacks {', '.join(sorted(missing))}")
    return state


def save_atomically(state: object, path: Path) -> None:
    """Written beside and renamed: a full disk or a kill leaves the last good checkpoint.

    Raises SystemExit where it cannot be written.
    """
    beside = path.with_suffix(".tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        torch.save(state, beside)
        os.replace(beside, path)
    except (OSError, RuntimeError) as error:  # torch's own writer raises RuntimeError for a full disk
        beside.unlink(missing_ok=True)
        kept = "; the one before is kept" if path.exists() else ""
        raise SystemExit(f"{path} could not be written: is the disk full?{kept} ({error})") from error


def load_checkpoint(path: Path) -> Checkpoint:
    """Raises SystemExit as load_state does."""
    state = load_state(path)
    network = make_network(state["widths"], state["settings"])
    network.load_state_dict(state["average"])
    runs = [
        Run(
            run["settings"],
            [passes for passes, _ in run.get("stages", [])],
            run["passes"],
            run.get("seconds", 0.0),
            run.get("blend", 1),
            run.get("beside", 0),
            run.get("recipe", ""),
        )
        for run in (*state.get("before", []), state)
    ]
    return Checkpoint(network.eval(), runs, state.get("calibration"))


def account_of(state: dict[str, object]) -> dict[str, object]:
    """All but the weights and what goes on from them: for a checkpoint that is made of this one."""
    weights = {"network", "average", "average_output", "optimiser", "calibration", "step", "best"}
    return {key: value for key, value in state.items() if key not in weights}


def as_run(state: dict[str, object]) -> dict[str, object]:
    """What a checkpoint's state says of its last run, to be kept by the run that goes on from it."""
    return {
        key: state[key]
        for key in ("settings", "stages", "passes", "seconds", "blend", "beside", "recipe")
        if key in state
    }
