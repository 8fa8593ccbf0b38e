import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from conftest import run

from lentigo_training import export, reopen
from lentigo_training import widen as command
from lentigo_training.checkpoint import load_checkpoint
from lentigo_training.export import random_network
from lentigo_training.network import ResidualUNet
from lentigo_training.settings import Settings, Stage
from lentigo_training.train import train
from lentigo_training.widen import widen


@pytest.mark.parametrize("widths", [[8, 16, 16], [4, 11, 9], [13, 8, 8]])
def test_a_wider_network_gives_the_same_answers(widths: list[int]) -> None:
    old = random_network([4, 8, 8], 5)
    x = torch.rand(2, 3, 32, 32, generator=torch.Generator().manual_seed(1))
    new = widen(old, widths, noise=0.0, seed=3)
    assert new.widths == tuple(widths)
    with torch.no_grad():
        torch.testing.assert_close(new(x), old(x), rtol=1e-4, atol=1e-4)


def test_noise_parts_the_copies_and_changes_little() -> None:
    old = random_network([4, 8, 8], 5)
    x = torch.rand(1, 3, 32, 32, generator=torch.Generator().manual_seed(1))
    still, noisy = (widen(old, [8, 16, 16], noise, seed=3) for noise in (0.0, 0.01))
    assert torch.equal(still.encoder[0].conv1.weight.unique(dim=0), old.encoder[0].conv1.weight.unique(dim=0))
    assert len(noisy.encoder[0].conv1.weight.unique(dim=0)) == 8
    with torch.no_grad():
        answer, changed = old(x), (noisy(x) - old(x)).abs()
    assert 0 < changed.mean() < 0.1 * answer.std()


def test_other_depths_and_narrower_levels_are_refused() -> None:
    for widths in ([8, 16], [8, 16, 4]):
        with pytest.raises(SystemExit, match="no widening"):
            widen(ResidualUNet([4, 8, 8]), widths, 0, 1)


def test_the_command_writes_a_checkpoint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = random_network([4, 8, 8], 5)
    state = {"widths": [4, 8, 8], "average": old.state_dict(), "passes": 7, "settings": {"seed": 1}}
    torch.save(state, tmp_path / "best.pt")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        "sys.argv", ["widen", "--checkpoint", "best.pt", "--widths", "6-12-12", "--out", "wide.pt"]
    )
    command.main()
    wide = load_checkpoint(tmp_path / "wide.pt")
    assert wide.network.widths == (6, 12, 12) and wide.runs[-1].passes == 7


def test_a_widened_network_keeps_its_account(
    prepared: tuple[Path, Path], tiny_words: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Shipped, reopened, widened, trained on, exported: the card names every run."""
    data, models = prepared[1], tmp_path / "models"
    first = Settings((4, 8), (Stage(32, 2, 1e-2, 0.0),), batch=2, warm_up_steps=2)
    train(data, tmp_path / "first", first, workers=0)
    words = ["--data", data, "--size", 32, "--id", "tiny", "--words", tiny_words, "--out", models]
    run(monkeypatch, export, "--checkpoint", tmp_path / "first" / "best.pt", *words)
    opened, wide = tmp_path / "new" / "opened.pt", tmp_path / "other" / "wide.pt"
    run(monkeypatch, reopen, "--model", models / "tiny", "--out", opened)
    run(monkeypatch, command, "--checkpoint", opened, "--widths", "6-12", "--out", wide)
    second = replace(first, widths=(6, 12), stages=(Stage(32, 1, 1e-3, 0.0),), initial=str(wide))
    train(data, tmp_path / "second", second, workers=0)
    run(monkeypatch, export, "--checkpoint", tmp_path / "second" / "best.pt", *words)
    training = json.loads((models / "tiny" / "card.json").read_text())["training"]
    assert training["recipe"].count("passes at 32 px") == 2 and training["recipe"].startswith("2 passes")
    assert training["passes"] == 3
