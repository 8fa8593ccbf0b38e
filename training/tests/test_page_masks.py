"""The page's masks of real pictures against PyTorch's, for the same weights.

e2e/agreement.spec.ts saves the page's masks; `npm test` runs it.
"""

import hashlib
import json
import os
from pathlib import Path

import numpy as np
import pytest
from page import ROOT

from lentigo_training.measure import open_model, predict_set
from lentigo_training.pictures import read_mask
from lentigo_training.to_mask import to_mask

PAGE_MASKS = Path(os.environ.get("PAGE_MASKS", ROOT / "test-results" / "page-masks"))
PICTURES = ROOT.parent / "shared" / "data" / "isic" / "test"
COUNT = 20
LEAST_DICE = 0.995


def dice(a: np.ndarray, b: np.ndarray) -> float:
    """Of two bool masks of one size; 1 where both are empty."""
    total = int(a.sum()) + int(b.sum())
    return 1.0 if total == 0 else 2 * int((a & b).sum()) / total


def test_the_pages_masks_are_pytorchs() -> None:
    record = PAGE_MASKS / "made-with.json"
    if not PICTURES.is_dir():
        pytest.skip(f"{PICTURES} is not on this machine")
    if not record.exists():
        pytest.skip(f"{PAGE_MASKS} holds no masks of the page: npm test saves them")
    made_with = json.loads(record.read_text())
    folder = ROOT / "public" / "models" / made_with["model"]
    weights = hashlib.sha256((folder / "weights.bin").read_bytes()).hexdigest()
    assert made_with["sha256"] == weights, "the page's masks are of other weights: run npm test again"

    masks = {path.stem.removesuffix("_segmentation"): path for path in PAGE_MASKS.glob("*.png")}
    assert len(masks) == COUNT
    model = open_model(folder)
    agreement = {}
    for one in predict_set(model, PICTURES, set(masks)):
        height, width = one.truth.shape
        ours = to_mask(one.probabilities, width, height, model.settings)
        page = read_mask(masks[one.id])
        assert page.shape == ours.shape
        agreement[one.id] = dice(page, ours.astype(bool))
    assert len(agreement) == COUNT
    print(f"\nDice of the page's masks with PyTorch's: least {min(agreement.values()):.5f}")
    assert {id: value for id, value in agreement.items() if value < LEAST_DICE} == {}
