import json
from pathlib import Path

import numpy as np
import pytest
from conftest import draw_pair, draw_set, run

from lentigo_training import export, obstacles, prepare
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
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    drawn, data, models = (
        draw_set(tmp_path / "isic" / "train", "abcdefghij"),
        tmp_path / "data",
        tmp_path / "m",
    )
    run(monkeypatch, prepare, "--set", drawn, "--side", 32, "--out", data)
    words = tmp_path / "tiny.json"
    words.write_text(json.dumps({**json.loads((export.CARDS / "light.json").read_text()), "id": "tiny"}))
    tiny = ["--random", "4-8-8", "--size", 32, "--id", "tiny", "--words", words, "--out", models]
    run(monkeypatch, export, *tiny)
    capsys.readouterr()
    twice = ["--model", models / "tiny", "--model", models / "tiny"]
    run(monkeypatch, obstacles, *twice, "--set", drawn, "--data", data)
    lines = capsys.readouterr().out.splitlines()[1:]
    assert len(lines) == 2 and lines[0] == lines[1]
    assert lines[0].startswith(f"isic/train (validation), 2 pictures, {models / 'tiny'}: ")
    assert lines[0].count("%") == len(obstacles.OBSTACLES)
