import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from conftest import run
from test_export import WIDTHS, write_checkpoint

from lentigo_training import export, reopen
from lentigo_training.checkpoint import load_checkpoint
from lentigo_training.layers_model import read_layers_model
from lentigo_training.settings import Settings, Stage
from lentigo_training.train import train


def test_an_exported_model_goes_on_training_with_its_account(
    prepared: tuple[Path, Path], tiny_words: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (_, data), models = prepared, tmp_path / "models"
    write_checkpoint(tmp_path / "first.pt")
    state = torch.load(tmp_path / "first.pt", weights_only=True)
    torch.save({**state, "calibration": {"temperature": 1.6, "sets": []}}, tmp_path / "first.pt")
    to = ["--id", "tiny", "--words", tiny_words, "--size", 32, "--data", data, "--out", models]
    run(monkeypatch, export, "--checkpoint", tmp_path / "first.pt", *to)

    run(monkeypatch, reopen, "--model", models / "tiny", "--out", tmp_path / "again" / "initial.pt")
    again = load_checkpoint(tmp_path / "again" / "initial.pt")
    shipped = read_layers_model(models / "tiny", {"widths": WIDTHS})
    for name, value in again.network.state_dict().items():
        factor = 1.6 if name in ("output.weight", "output.bias") else 1
        torch.testing.assert_close(value, shipped.state_dict()[name] * factor)

    settings = Settings(tuple(WIDTHS), (Stage(32, 1, 1e-3, 0.0),), batch=2)
    initial = str(tmp_path / "again" / "initial.pt")
    train(data, tmp_path / "second", replace(settings, initial=initial), workers=0)
    run(monkeypatch, export, "--checkpoint", tmp_path / "second" / "best.pt", *to)
    training = json.loads((models / "tiny" / "card.json").read_text())["training"]
    assert training["recipe"].startswith("5 passes at 32 px, rate 0.002 to 0 (batch 16")
    assert "; then on from there: 1 passes at 32 px, rate 0.001 to 0 (batch 2" in training["recipe"]
    assert training["recipe"].count("AdamW") == 1
    assert training["passes"] == 6 and training["hours"] == pytest.approx(1.5, abs=0.01)


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"card\.json is missing"):
        reopen.reopen(tmp_path)
