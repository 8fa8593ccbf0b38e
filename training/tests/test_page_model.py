"""An exported model in the page's hands: tfjs against PyTorch's golden output, and the card's schema."""

import json
from pathlib import Path

import numpy as np
import pytest
from conftest import draw_set
from page import run_page_code

from lentigo_training import evaluate, export


@pytest.mark.parametrize(
    ("widths", "tolerance"), [("4-8-8", 1e-5), ("4-6-8-6-5", 1e-5), ("efficientnet-lite0:4-4-8-8", 1e-4)]
)
def test_tfjs_loads_what_export_writes(
    widths: str, tolerance: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ["export", "--random", widths, "--size", "32", "--id", "tiny", "--out", str(tmp_path)]
    monkeypatch.setattr("sys.argv", words)
    export.main()
    folder = tmp_path / "tiny"
    loaded = run_page_code("load_model.ts", {"model": str(folder)}, tmp_path)
    card = json.loads((folder / "card.json").read_text())
    assert loaded["parameters"] == card["parameters"]
    assert loaded["inputShape"] == [None, 32, 32, 3]
    assert loaded["outputShape"] == [None, 32, 32, 1]
    golden = np.fromfile(folder / "golden-output.bin", "<f4")
    np.testing.assert_allclose(loaded["probabilities"], golden, atol=tolerance)


def test_the_pages_schema_takes_a_measured_card_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exporting = ["export", "--random", "4-8-8", "--size", "32", "--id", "tiny", "--out", str(tmp_path)]
    monkeypatch.setattr("sys.argv", exporting)
    export.main()
    data, scores = draw_set(tmp_path / "isic" / "test", ["a", "b", "c"]), str(tmp_path / "scores.json")
    words = ["--model", str(tmp_path / "tiny"), "--set", str(data), "--json", scores]
    monkeypatch.setattr("sys.argv", ["evaluate", *words])
    evaluate.main()
    monkeypatch.setattr("sys.argv", [*exporting, "--scores", scores])
    export.main()
    card = tmp_path / "tiny" / "card.json"
    written = json.loads(card.read_text())
    assert written["scores"][0]["set"] == "isic/test"
    assert run_page_code("parse_card.ts", {"card": str(card)}, tmp_path) == written
