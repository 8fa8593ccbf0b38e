"""The page's trainer against PyTorch: loss and gradients of all that learns, for the shapes that ship."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest
from page import run_page_code

from lentigo_training import export, gradient_numbers
from lentigo_training.layers_model import read_layers_model

LIGHT = "16-32-64-128-128-128"
FULL = "efficientnet-lite0:32-48-64-96"  # an encoder that does not learn in the page
SIDE = 64


@pytest.mark.parametrize(("shape", "scope"), [(LIGHT, "all"), (FULL, "decoder")])
def test_loss_and_gradients_are_pytorchs(
    shape: str, scope: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ["export", "--random", shape, "--size", str(SIDE), "--id", "tiny", "--out", str(tmp_path)]
    monkeypatch.setattr(sys, "argv", words)
    export.main()
    images, truths = gradient_numbers.draw_pairs(1, SIDE)
    architecture = json.loads((tmp_path / "tiny" / "card.json").read_text())["architecture"]
    network = read_layers_model(tmp_path / "tiny", architecture)
    loss, expected = gradient_numbers.measure_gradients(network, images, truths, live=False)
    if scope == "decoder":
        expected = {name: value for name, value in expected.items() if not name.startswith("encoder")}

    pairs = [
        {"side": SIDE, "image": image.flatten().tolist(), "truth": truth.flatten().tolist()}
        for image, truth in zip(images, truths, strict=True)
    ]
    given = {"model": str(tmp_path / "tiny"), "pairs": pairs, "scope": scope}
    found = run_page_code("gradients.ts", given, tmp_path)
    assert found["loss"] == pytest.approx(loss, rel=1e-5)
    assert [name for name, _ in found["weights"]] == list(expected)
    values, start = np.array(found["values"], np.float32), 0
    for name, gradient in expected.items():
        part = values[start : start + gradient.size]
        start += gradient.size
        error = np.abs(part - gradient.flatten()).max() / np.abs(gradient).max()
        assert error < 1e-4, f"{name} is off by {error:.1e}"
