import re
from pathlib import Path

import pytest
import torch
from conftest import run

from lentigo_training import blend
from lentigo_training.card import describe_recipe
from lentigo_training.checkpoint import load_checkpoint
from lentigo_training.settings import Settings, Stage
from lentigo_training.train import train


def test_a_run_is_blended_with_what_it_began_from(
    prepared: tuple[Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, data = prepared
    stages, first, second = (Stage(32, 1, 1e-2, 0.0),), tmp_path / "first", tmp_path / "second"
    train(data, first, Settings((4, 8), stages, batch=2), workers=0)
    began = str(first / "best.pt")
    train(data, second, Settings((4, 8), stages, batch=2, seed=7, initial=began), workers=0)

    words = ["--checkpoint", second / "last.pt", "--share", 0.25, "--out", tmp_path / "blended.pt"]
    run(monkeypatch, blend, *words)

    before, after, blended = (
        load_checkpoint(path).network.state_dict()
        for path in (first / "best.pt", second / "last.pt", tmp_path / "blended.pt")
    )
    for name, value in blended.items():
        if value.is_floating_point():
            torch.testing.assert_close(value, 0.75 * before[name] + 0.25 * after[name])
    assert not torch.equal(before["output.weight"], after["output.weight"])
    recipe = describe_recipe(load_checkpoint(tmp_path / "blended.pt").runs)
    assert "then on from there: 1 passes at 32 px, rate 0.01 to 0, 0.25 of its weights and the rest" in recipe
    assert recipe.count("of its weights") == 1

    words = ["--checkpoint", second / "last.pt", "--out", tmp_path / "best.pt", "--share", 0, "--share", 1]
    with pytest.raises(SystemExit, match="--data is needed"):
        run(monkeypatch, blend, *words)
    capsys.readouterr()
    run(monkeypatch, blend, *words, "--data", data)
    said = capsys.readouterr().out
    figures = [float(part) for part in re.findall(r"mean Jaccard ([\d.]+)", said)]
    assert len(figures) == 2
    best = torch.load(tmp_path / "best.pt", weights_only=True)["blend"]
    assert figures[int(best)] == max(figures)


def test_several_runs_are_averaged(
    prepared: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, data = prepared
    stages, began = (Stage(32, 1, 1e-2, 0.0),), str(tmp_path / "first" / "best.pt")
    train(data, tmp_path / "first", Settings((4, 8), stages, batch=2), workers=0)
    words = ["--share", 0.5, "--out", tmp_path / "blended.pt"]
    for seed in (7, 8):
        settings = Settings((4, 8), stages, batch=2, seed=seed, initial=began)
        train(data, tmp_path / str(seed), settings, workers=0)
        words += ["--checkpoint", tmp_path / str(seed) / "last.pt"]

    run(monkeypatch, blend, *words)

    paths = [tmp_path / name for name in ("first/best.pt", "7/last.pt", "8/last.pt", "blended.pt")]
    checkpoints = [load_checkpoint(path) for path in paths]
    before, one, two, blended = (checkpoint.network.state_dict() for checkpoint in checkpoints)
    for name, value in blended.items():
        if value.is_floating_point():
            torch.testing.assert_close(value, before[name] / 2 + (one[name] + two[name]) / 4)
    assert not torch.equal(one["output.weight"], two["output.weight"])
    recipe = describe_recipe(checkpoints[3].runs)
    assert "the mean of 2 such runs, 0.5 of its weights and the rest of those before" in recipe
    spent = [checkpoint.runs[-1].seconds for checkpoint in checkpoints]
    assert spent[3] == pytest.approx(spent[1] + spent[2])

    words += ["--checkpoint", tmp_path / "first" / "last.pt"]
    with pytest.raises(SystemExit, match="began from nothing"):
        run(monkeypatch, blend, *words)
    elsewhere = Settings((4, 8), stages, batch=2, initial=str(tmp_path / "7" / "best.pt"))
    train(data, tmp_path / "elsewhere", elsewhere, workers=0)
    with pytest.raises(SystemExit, match="began from different weights"):
        run(monkeypatch, blend, *words[:-2], "--checkpoint", tmp_path / "elsewhere" / "last.pt")


def test_what_cannot_be_blended_is_refused(
    prepared: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, data = prepared
    train(data, tmp_path / "first", Settings((4, 8), (Stage(32, 1, 1e-2, 0.0),), batch=2), workers=0)
    words = ["--checkpoint", tmp_path / "first" / "last.pt", "--share", 0.5, "--out", tmp_path / "x.pt"]
    with pytest.raises(SystemExit, match="began from nothing"):
        run(monkeypatch, blend, *words)
    with pytest.raises(SystemExit, match="other shapes"):
        blend.mix({"a": torch.zeros(2)}, [{"a": torch.zeros(3)}], 0.5)
