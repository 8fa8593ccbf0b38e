from pathlib import Path

import numpy as np
import pytest
from conftest import draw_pair, run

from lentigo_training import export, obstacles
from lentigo_training.measure import Shown


def test_the_same_is_drawn_onto_the_same_picture() -> None:
    image, truth = draw_pair(3, 64, 64)
    first, again, other = (
        obstacles.draw_on(Shown(name, image, truth > 0), 64) for name in ("ISIC_1", "ISIC_1", "ISIC_2")
    )
    assert len(first) == len(obstacles.OBSTACLES)
    assert np.array_equal(first[0], image)
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))
    assert not any(np.array_equal(a, b) for a, b in zip(first[1:3], other[1:3], strict=True))


def test_every_model_has_its_line(
    prepared: tuple[Path, Path],
    tiny_words: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (drawn, data), models = prepared, tmp_path / "models"
    tiny = ["--random", "4-8-8", "--size", 32, "--id", "tiny", "--words", tiny_words, "--out", models]
    run(monkeypatch, export, *tiny)
    capsys.readouterr()
    twice = ["--model", models / "tiny", "--model", models / "tiny"]
    run(monkeypatch, obstacles, *twice, "--set", drawn, "--data", data)
    lines = capsys.readouterr().out.splitlines()[1:]
    assert len(lines) == 2 and lines[0] == lines[1]
    assert lines[0].startswith(f"isic/train (validation), 2 pictures, {models / 'tiny'}: ")
    assert lines[0].count("%") == len(obstacles.OBSTACLES)
