"""Drawn data for the tests: small skin-toned pictures with an ellipse, in the ISIC layout."""

import json
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import cv2
import numpy as np
import pytest
import torch
from PIL import Image

from lentigo_training import prepare
from lentigo_training.export import CARDS

SIDE = 64  # of drawn pictures and of prepared arrays


@pytest.fixture(autouse=True)
def one_thread() -> None:
    """Sums in one order, so that equal means equal; and quick on a busy machine."""
    torch.set_num_threads(1)


def run(monkeypatch: pytest.MonkeyPatch, command: ModuleType, *words: object) -> None:
    """The command line of a module, in this process."""
    monkeypatch.setattr("sys.argv", [command.__name__, *map(str, words)])
    command.main()


def draw_pair(seed: int, width: int = SIDE, height: int = SIDE) -> tuple[np.ndarray, np.ndarray]:
    """(height, width, 3) uint8 and its (height, width) uint8 mask of 0 and 255."""
    rng = np.random.default_rng(seed)
    mask = np.zeros((height, width), np.uint8)
    centre = (int(width * rng.uniform(0.35, 0.65)), int(height * rng.uniform(0.35, 0.65)))
    axes = (int(width * rng.uniform(0.15, 0.3)), int(height * rng.uniform(0.15, 0.3)))
    cv2.ellipse(mask, centre, axes, rng.uniform(0, 180), 0, 360, 255, -1)
    image = np.where(mask[..., None] > 0, (110, 70, 60), (210, 165, 140)) + rng.normal(
        0, 8, (height, width, 3)
    )
    return np.clip(image, 0, 255).astype(np.uint8), mask


def draw_set(folder: Path, ids: Sequence[str], width: int = SIDE, height: int = SIDE) -> Path:
    """folder/images/ID.jpg and folder/masks/ID_segmentation.png for every id."""
    for name in ("images", "masks"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for seed, picture_id in enumerate(ids):
        image, mask = draw_pair(seed, width, height)
        Image.fromarray(image).save(folder / "images" / f"{picture_id}.jpg", quality=95)
        Image.fromarray(mask).save(folder / "masks" / f"{picture_id}_segmentation.png")
    return folder


@pytest.fixture
def prepared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A drawn set of ten pairs, and what prepare made of it at 32 px."""
    drawn, data = (
        draw_set(tmp_path / "isic" / "train", [f"ISIC_{i:07}" for i in range(10)]),
        tmp_path / "data",
    )
    run(monkeypatch, prepare, "--set", drawn, "--side", 32, "--out", data)
    return drawn, data


@pytest.fixture
def tiny_words(tmp_path: Path) -> Path:
    """The words of a card whose id is 'tiny'."""
    path = tmp_path / "tiny.json"
    path.write_text(json.dumps({**json.loads((CARDS / "light.json").read_text()), "id": "tiny"}))
    return path
