"""A model's masks against a set's, at the masks' own size.

In: an exported folder or a checkpoint, and a set in the ISIC layout. Each original picture is stretched to
the network's side, its probabilities to the mask's own size. Out: confusion counts of each picture.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from lentigo_training.checkpoint import Network, load_checkpoint
from lentigo_training.examples import is_of_part
from lentigo_training.layers_model import read_layers_model
from lentigo_training.pictures import find_pairs, read_pair, resize_rgb
from lentigo_training.predict import predict
from lentigo_training.scoring import Counts, count
from lentigo_training.to_mask import MaskSettings, to_mask


@dataclass(frozen=True)
class Model:
    """A network with the side of its input and the mask settings it is meant for."""

    network: Network
    side: int
    settings: MaskSettings


def open_model(folder: Path) -> Model:
    """An exported model as it ships: rounded weights and the card's mask settings.

    Raises SystemExit where there is none.
    """
    path = folder / "card.json"
    if not path.is_file():
        raise SystemExit(f"{path} is missing; export writes it")
    card = json.loads(path.read_text())
    network = read_layers_model(folder, card["architecture"])
    mask = card["mask"]
    settings = MaskSettings(mask["threshold"], mask["keep"], mask["fillHoles"])
    return Model(on_device(network), card["input"]["size"]["width"], settings)


def open_checkpoint(path: Path, side: int) -> Model:
    """What train wrote, for pictures of `side`, with the default mask settings."""
    return Model(on_device(load_checkpoint(path).network), side, MaskSettings())


def on_device(network: Network) -> Network:
    """On the graphics card where there is one."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    return network.to(device, memory_format=torch.channels_last)


def name_of(folder: Path) -> str:
    """'isic/test' for …/isic/test."""
    return "/".join(folder.resolve().parts[-2:])


def ids_of_part(data: Path, folder: Path, part: str) -> set[str]:
    """The ids of one part of a set, by `is_of_part`. Raises SystemExit when the set was not prepared."""
    path = data / f"{name_of(folder).replace('/', '-')}.npz"
    if not path.exists():
        raise SystemExit(f"{path} is missing: prepare writes it for {name_of(folder)}")
    with np.load(path) as arrays:
        return set(arrays["ids"][is_of_part(arrays, part)].tolist())


@dataclass(frozen=True)
class Predicted:
    """One picture's answer, and what it should have been."""

    id: str
    probabilities: np.ndarray  # (side, side) float32
    truth: np.ndarray  # (height, width) bool


@dataclass(frozen=True)
class Shown:
    """A usable pair of a set, read."""

    id: str
    image: np.ndarray  # (height, width, 3) uint8
    truth: np.ndarray  # (height, width) bool


def read_set(folder: Path, ids: set[str] | None) -> Iterator[Shown]:
    """Every usable pair of a set, or those of `ids`; what cannot be used is named on stderr.

    Raises SystemExit where nothing can be used.
    """
    pairs, left_out = find_pairs(folder)
    is_empty = True
    for item in left_out:
        print(f"left out {item.name}: {item.reason}", file=sys.stderr)
    for pair in pairs:
        if ids is not None and pair.id not in ids:
            continue
        try:
            image, truth = read_pair(pair)
        except ValueError as error:
            print(f"left out {pair.id}: {error}", file=sys.stderr)
            continue
        is_empty = False
        yield Shown(pair.id, image, truth)
    if is_empty:
        raise SystemExit(f"{folder}: no usable pair")


def predict_set(model: Model, folder: Path, ids: set[str] | None) -> Iterator[Predicted]:
    """The answer to every pair of read_set."""
    for one in read_set(folder, ids):
        stretched = resize_rgb(one.image, model.side, model.side)
        yield Predicted(one.id, predict(model.network, stretched), one.truth)


def count_set(predictions: Iterable[Predicted], settings: MaskSettings, save_to: Path | None) -> list[Counts]:
    """Confusion counts of each picture; masks are saved as ID_segmentation.png where asked."""
    all_counts = []
    for one in predictions:
        height, width = one.truth.shape
        mask = to_mask(one.probabilities, width, height, settings)
        all_counts.append(count(mask, one.truth))
        if save_to:
            save_to.mkdir(parents=True, exist_ok=True)
            Image.fromarray(mask.astype(np.uint8) * 255).save(save_to / f"{one.id}_segmentation.png")
    return all_counts
