import json
from pathlib import Path

import cv2
import numpy as np
import pytest
from conftest import draw_set, run
from PIL import Image

from lentigo_training import prepare
from lentigo_training.card import describe_split
from lentigo_training.examples import Prepared, is_of_part
from lentigo_training.grown import is_grown, raggedness_of


def traced(side: int, seed: int = 0) -> np.ndarray:
    """A polygon of a few dozen corners, as a hand sets them."""
    rng = np.random.default_rng(seed)
    angles = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    radii = side * (0.3 + 0.05 * np.sin(3 * angles) + rng.uniform(-0.01, 0.01, 24))
    corners = side / 2 + radii[:, None] * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    mask = np.zeros((side, side), np.uint8)
    cv2.fillPoly(mask, [np.rint(corners).astype(np.int32)], 1)
    return mask > 0


def grown(side: int, seed: int = 0) -> np.ndarray:
    """The darker pixels of a noisy lesion with a faint edge, one region without holes."""
    rng = np.random.default_rng(seed)
    edge = cv2.GaussianBlur(traced(side, seed).astype(np.float32), (0, 0), side / 32)
    dark = (edge + rng.normal(0, 0.1, edge.shape) > 0.5).astype(np.uint8)
    contours, _ = cv2.findContours(dark, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    mask = np.zeros_like(dark)
    cv2.drawContours(mask, [max(contours, key=cv2.contourArea)], -1, 1, cv2.FILLED)
    return mask > 0


@pytest.mark.parametrize("side", [256, 512])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_ragged_border_is_a_program_s(side: int, seed: int) -> None:
    assert not is_grown(traced(side, seed))
    assert is_grown(grown(side, seed))


def test_raggedness_by_hand() -> None:
    mask = np.zeros((20, 20), bool)
    assert raggedness_of(mask) == 0
    mask[:, :10] = True
    assert raggedness_of(mask) == 0
    mask[10, 10] = True  # a tooth: flipped away; the border is 20 long without it, 22 with it
    assert raggedness_of(mask) == pytest.approx(1 / 22)


def test_grown_truths_teach_and_do_not_validate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = [f"ISIC_{i:07}" for i in range(10)]
    folder = draw_set(tmp_path / "isic" / "train", ids, 256, 256)
    for i in range(0, 10, 2):
        ragged = grown(256, i).astype(np.uint8) * 255
        Image.fromarray(ragged).save(folder / "masks" / f"{ids[i]}_segmentation.png")
    run(monkeypatch, prepare, "--set", folder, "--side", 32, "--seed", 0, "--out", tmp_path / "data")
    with np.load(tmp_path / "data" / "isic-train.npz") as arrays:
        assert arrays["grown"].tolist() == [True, False] * 5
        chosen = {part: is_of_part(arrays, part) for part in ("train", "validation", "validation-grown")}
        assert (chosen["train"] == (arrays["part"] == "train")).all()
        both = chosen["validation"] | chosen["validation-grown"]
        assert (both == (arrays["part"] == "validation")).all()
        assert arrays["grown"][chosen["validation-grown"]].tolist() == [True]
        assert arrays["grown"][chosen["validation"]].tolist() == [False]
        taught = arrays["grown"][chosen["train"]]
    assert Prepared(tmp_path / "data", "train").grown == taught.tolist()
    split = json.loads((tmp_path / "data" / "split.json").read_text())
    assert f"6 train ({taught.sum()} grown), 2 validation (1 grown)" in describe_split(split)


def test_where_all_are_grown_they_validate() -> None:
    arrays = {"part": np.array(["train", "validation"]), "grown": np.array([True, True])}
    assert is_of_part(arrays, "validation").tolist() == [False, True]


def test_arrays_of_an_earlier_prepare() -> None:
    with pytest.raises(SystemExit, match="run prepare again"):
        is_of_part({"part": np.array(["train"])}, "train")
