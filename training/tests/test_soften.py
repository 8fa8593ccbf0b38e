import json
from pathlib import Path

import numpy as np
import pytest
from conftest import run

from lentigo_training import export, soften
from lentigo_training.card import describe_split
from lentigo_training.checkpoint import load_checkpoint
from lentigo_training.measure import open_model
from lentigo_training.predict import predict
from lentigo_training.settings import Settings, Stage
from lentigo_training.train import train


@pytest.fixture
def folders(
    prepared: tuple[Path, Path], tiny_words: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Path, Path]:
    """What prepare wrote, and an exported teacher, both at 32 px."""
    models = tmp_path / "models"
    random = ["--random", "4-8-8", "--size", 32, "--id", "tiny", "--words", tiny_words]
    run(monkeypatch, export, *random, "--out", models)
    return prepared[1], models / "tiny"


def arrays_of(folder: Path) -> dict[str, np.ndarray]:
    with np.load(folder / "isic-train.npz") as file:
        return dict(file)


def test_training_truths_are_mixed_with_the_teacher_s_answers(
    folders: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, teacher = folders
    out = tmp_path / "soft"
    run(monkeypatch, soften, "--data", data, "--model", teacher, "--share", 0.25, "--out", out)
    before, after = arrays_of(data), arrays_of(out)
    network = open_model(teacher).network
    assert set(before["part"]) == {"train", "validation", "test"}
    for i, part in enumerate(before["part"]):
        if part != "train":
            np.testing.assert_array_equal(after["masks"][i], before["masks"][i])
            continue
        answer = predict(network, before["images"][i])
        answer[answer < soften.LEAST] = 0
        np.testing.assert_allclose(
            after["masks"][i], 0.75 * before["masks"][i] + 0.25 * 255 * answer, atol=0.51
        )
        assert not np.array_equal(after["masks"][i], before["masks"][i])
    for key in ("images", "ids", "part", "grown"):
        np.testing.assert_array_equal(after[key], before[key])
    split = json.loads((out / "split.json").read_text())
    assert describe_split(split).endswith("; in the last run 0.25 of each truth is the answer of tiny")


def test_in_place_of_a_grown_truth_stands_the_answer_alone(
    folders: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, teacher = folders
    before = arrays_of(data)
    before["grown"][:] = True
    np.savez(data / "isic-train.npz", **before)
    run(monkeypatch, soften, "--data", data, "--model", teacher, "--share", 0.25, "--out", tmp_path / "soft")
    after = arrays_of(tmp_path / "soft")
    assert (after["grown"] == (before["part"] != "train")).all()
    split = json.loads((tmp_path / "soft" / "split.json").read_text())
    split["sets"]["isic-train"]["grown"]["train"] = 6
    assert describe_split(split).endswith(
        "; in the last run 0.25 of each truth that is drawn, and all of each grown one, is the answer of tiny"
    )
    first = int(np.flatnonzero(before["part"] == "train")[0])
    answer = predict(open_model(teacher).network, before["images"][first])
    answer[answer < soften.LEAST] = 0
    np.testing.assert_allclose(after["masks"][first], 255 * answer, atol=0.51)


def test_several_teachers_give_their_mean(
    folders: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, teacher = folders
    began, out = tmp_path / "tiny" / "best.pt", tmp_path / "soft"
    train(data, tmp_path / "tiny", Settings((4, 8), (Stage(32, 1, 1e-2, 0.0),), batch=2), workers=0)
    words = ["--model", teacher, "--checkpoint", began, "--size", 32, "--share", 1, "--out", out]
    run(monkeypatch, soften, "--data", data, *words)
    before, after = arrays_of(data), arrays_of(out)
    networks = [open_model(teacher).network, load_checkpoint(began).network]
    chosen = np.flatnonzero(before["part"] == "train")
    for i in chosen:
        answer = np.mean([predict(network, before["images"][i]) for network in networks], axis=0)
        answer[answer < soften.LEAST] = 0
        np.testing.assert_allclose(after["masks"][i], 255 * answer, atol=0.51)
    split = json.loads((out / "split.json").read_text())
    assert describe_split(split).endswith("; in the last run 1 of each truth is the answer of tiny, tiny")
    with pytest.raises(SystemExit, match="name a teacher"):
        run(monkeypatch, soften, "--data", data, "--out", out)


def test_what_a_teacher_cannot_answer_is_refused(
    folders: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, teacher = folders
    words = ["--model", teacher, "--out", tmp_path / "soft"]
    with pytest.raises(SystemExit, match="nothing prepared"):
        run(monkeypatch, soften, "--data", tmp_path, *words)
    with np.load(data / "isic-train.npz") as file:
        arrays = dict(file)
    np.savez(data / "isic-train.npz", **{**arrays, "images": arrays["images"][:, :16, :16]})
    with pytest.raises(SystemExit, match="the teachers see 32 px"):
        run(monkeypatch, soften, "--data", data, *words)
