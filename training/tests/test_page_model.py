"""An exported model in tfjs, against PyTorch's golden output."""

import json
from pathlib import Path

import numpy as np
import pytest
from page import run_page_code

from lentigo_training import export


@pytest.mark.parametrize("widths", ["4-8-8", "4-6-8-6-5"])
def test_tfjs_loads_what_export_writes(widths: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
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
    np.testing.assert_allclose(loaded["probabilities"], golden, atol=1e-5)
