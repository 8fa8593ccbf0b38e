from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from conftest import run

from lentigo_training import export, soften
from lentigo_training.checkpoint import load_checkpoint
from lentigo_training.predict import predict
from lentigo_training.pretrained import PretrainedUNet
from lentigo_training.settings import Settings, Stage
from lentigo_training.train import train

WIDTHS = (4, 4, 8, 8)
SETTINGS = Settings(WIDTHS, (Stage(32, 1, 1e-3, 0.0),), batch=2, warm_up_steps=2, pretrained=True)


@pytest.fixture(autouse=True)
def no_download(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fresh weights in place of ImageNet's 19 MB."""
    monkeypatch.setattr(PretrainedUNet, "load_encoder", lambda self: None)


def test_a_logit_a_pixel_that_depends_on_every_level() -> None:
    network = PretrainedUNet(WIDTHS)
    x = torch.rand(2, 3, 64, 96)
    levels = network.eval().encode(x)
    assert [tuple(level.shape[-2:]) for level in levels] == [(32, 48), (16, 24), (8, 12), (4, 6), (2, 3)]
    logits = network(x)
    assert logits.shape == (2, 1, 64, 96)
    logits.sum().backward()
    assert all(p.grad is not None and p.grad.abs().sum() > 0 for p in network.parameters() if p.ndim == 4)


def test_other_widths_are_refused() -> None:
    with pytest.raises(SystemExit, match="has 4 widths"):
        PretrainedUNet((4, 8))


def test_it_is_trained_and_teaches_but_is_not_exported(
    prepared: tuple[Path, Path], tiny_words: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, best = prepared[1], tmp_path / "teacher" / "best.pt"
    train(data, best.parent, SETTINGS, workers=0)
    network = load_checkpoint(best).network
    assert isinstance(network, PretrainedUNet)

    out = tmp_path / "soft"
    words = ["--checkpoint", best, "--size", 32, "--share", 1, "--out", out]
    run(monkeypatch, soften, "--data", data, *words)
    with np.load(data / "isic-train.npz") as before, np.load(out / "isic-train.npz") as after:
        first = int(np.flatnonzero(before["part"] == "train")[0])
        answer = predict(network, before["images"][first])
        answer[answer < soften.LEAST] = 0
        np.testing.assert_allclose(after["masks"][first], 255 * answer, atol=0.51)

    words = ["--id", "tiny", "--words", tiny_words, "--size", 32, "--out", tmp_path / "models"]
    with pytest.raises(SystemExit, match="a baseline or a teacher"):
        run(monkeypatch, export, "--checkpoint", best, *words)


def test_it_goes_on_as_what_it_is(prepared: tuple[Path, Path], tmp_path: Path) -> None:
    train(prepared[1], tmp_path, SETTINGS, workers=0)
    with pytest.raises(SystemExit, match="is of a pretrained network"):
        train(prepared[1], tmp_path, replace(SETTINGS, pretrained=False), workers=0)
    with pytest.raises(SystemExit, match="take a multiple of 32"):
        train(prepared[1], tmp_path, replace(SETTINGS, stages=(Stage(48, 1, 1e-3, 0.0),)), workers=0)
