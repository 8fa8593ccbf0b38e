from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from conftest import run

from lentigo_training import export, reopen, soften
from lentigo_training.checkpoint import load_checkpoint, load_state
from lentigo_training.inverted import InvertedUNet
from lentigo_training.network import pad_same
from lentigo_training.predict import predict
from lentigo_training.settings import Settings, Stage
from lentigo_training.train import train

NAME = "efficientnet-lite0"
WIDTHS = (4, 4, 8, 8)
SETTINGS = Settings(WIDTHS, (Stage(32, 1, 1e-3, 0.0),), batch=2, warm_up_steps=2, encoder=NAME)


@pytest.fixture(autouse=True)
def no_download(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fresh weights in place of ImageNet's 19 MB."""
    monkeypatch.setattr(InvertedUNet, "load_encoder", lambda self: None)


@pytest.mark.parametrize(
    ("name", "parameters", "deepest"), [(NAME, 2_958_848, 320), ("efficientnet-lite2", 4_357_952, 352)]
)
def test_the_encoder_is_tan_and_les(name: str, parameters: int, deepest: int) -> None:
    """4,652,008 and 6,092,072 in all, of which the convolution to 1280 channels and the classifier go."""
    layers = [layer for _, layer in InvertedUNet(name, WIDTHS).encoder_layers()]
    counted = sum(p.numel() for layer in layers for p in layer.parameters())
    assert counted == parameters
    assert layers[-1].num_features == deepest


def test_a_logit_a_pixel_that_depends_on_every_level() -> None:
    network = InvertedUNet(NAME, WIDTHS).eval()
    logits = network(torch.rand(2, 3, 64, 96))
    assert logits.shape == (2, 1, 64, 96)
    logits.sum().backward()
    assert all(p.grad is not None and p.grad.abs().sum() > 0 for p in network.parameters() if p.ndim == 4)


@pytest.mark.parametrize(("kernel", "pads"), [(3, (0, 1)), (5, (1, 2))])
def test_padding_of_stride_two_is_tensorflows(kernel: int, pads: tuple[int, int]) -> None:
    padded = pad_same(torch.ones(1, 1, 4, 4), kernel, 2)[0, 0]
    row = padded[pads[0]]
    assert row.tolist() == [0] * pads[0] + [1] * 4 + [0] * pads[1]


def test_training_drops_blocks_of_some_pictures_and_use_does_not() -> None:
    torch.manual_seed(1)
    block = InvertedUNet(NAME, WIDTHS).encoder[4][1]
    x = torch.rand(64, 192, 2, 2)
    block.dropped = 0.5
    same = (block(x) == x).all((1, 2, 3))
    assert 16 < same.sum() < 48
    assert not (block.eval()(x) == x).all((1, 2, 3)).any()


def test_other_shapes_are_refused() -> None:
    with pytest.raises(SystemExit, match="has 4 widths"):
        InvertedUNet(NAME, (4, 8))
    with pytest.raises(SystemExit, match="one of efficientnet-lite0"):
        InvertedUNet("resnet", WIDTHS)


def test_it_is_trained_teaches_and_is_exported_and_opened_again(
    prepared: tuple[Path, Path], tiny_words: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, best = prepared[1], tmp_path / "run" / "best.pt"
    train(data, best.parent, SETTINGS, workers=0)
    network = load_checkpoint(best).network
    assert isinstance(network, InvertedUNet)

    out = tmp_path / "soft"
    words = ["--checkpoint", best, "--size", 32, "--share", 1, "--out", out]
    run(monkeypatch, soften, "--data", data, *words)
    with np.load(data / "isic-train.npz") as before, np.load(out / "isic-train.npz") as after:
        first = int(np.flatnonzero(before["part"] == "train")[0])
        picture = before["images"][first]
        answer = predict(network, picture)
        answer[answer < soften.LEAST] = 0
        np.testing.assert_allclose(after["masks"][first], 255 * answer, atol=0.51)

    models, again = tmp_path / "models", tmp_path / "again.pt"
    words = ["--id", "tiny", "--words", tiny_words, "--size", 32, "--out", models]
    run(monkeypatch, export, "--checkpoint", best, *words)
    run(monkeypatch, reopen, "--model", models / "tiny", "--out", again)
    np.testing.assert_allclose(
        predict(load_checkpoint(again).network, picture), predict(network, picture), atol=0.02
    )
    train(data, tmp_path / "more", replace(SETTINGS, initial=str(again)), workers=0)
    assert load_state(tmp_path / "more" / "last.pt")["passes"] == 1


def test_started_again_it_gives_the_same_weights(prepared: tuple[Path, Path], tmp_path: Path) -> None:
    once, twice = (replace(SETTINGS, stages=(Stage(32, passes, 1e-3, 1e-3),)) for passes in (1, 2))
    train(prepared[1], tmp_path / "whole", twice, workers=0)
    for settings in (once, twice):
        train(prepared[1], tmp_path / "resumed", settings, workers=0)
    whole, resumed = (load_state(tmp_path / name / "last.pt") for name in ("whole", "resumed"))
    assert all(torch.equal(value, resumed["network"][name]) for name, value in whole["network"].items())


def test_it_goes_on_as_what_it_is(prepared: tuple[Path, Path], tmp_path: Path) -> None:
    train(prepared[1], tmp_path, SETTINGS, workers=0)
    with pytest.raises(SystemExit, match="has encoder efficientnet-lite0, asked is no"):
        train(prepared[1], tmp_path, replace(SETTINGS, encoder=""), workers=0)
    with pytest.raises(SystemExit, match="take a multiple of 32"):
        train(prepared[1], tmp_path, replace(SETTINGS, stages=(Stage(48, 1, 1e-3, 0.0),)), workers=0)
