import json
from pathlib import Path

import numpy as np
import pytest
from conftest import draw_set
from isic_challenge_scoring.segmentation import SegmentationScore

from lentigo_training import evaluate, export, prepare
from lentigo_training.checkpoint import save_atomically
from lentigo_training.reopen import reopen

IDS = [f"ISIC_{number:07}" for number in range(10)]


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A set of ten drawn pictures of 48 × 40, and an exported random network."""
    words = ["export", "--random", "4-8-8", "--size", "32", "--id", "tiny", "--out", str(tmp_path / "models")]
    monkeypatch.setattr("sys.argv", words)
    export.main()
    return draw_set(tmp_path / "isic" / "test", IDS, 48, 40), tmp_path / "models" / "tiny"


def run(monkeypatch: pytest.MonkeyPatch, *words: object) -> None:
    monkeypatch.setattr("sys.argv", ["evaluate", *map(str, words)])
    evaluate.main()


def test_means_are_the_isic_scorers_for_the_saved_masks(
    folders: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, _ = folders
    monkeypatch.chdir(tmp_path)
    words = ["--threshold", 0.3, "--json", "scores.json", "--save-masks", "masks"]
    run(monkeypatch, "--model", "models/tiny", "--set", data, *words)
    score = json.loads(Path("scores.json").read_text())["scores"][0]
    official = SegmentationScore.from_dir(data / "masks", tmp_path / "masks" / "isic" / "test").macro_average
    names = {"accuracy": "accuracy", "dice": "dice", "jaccard": "jaccard", "recall": "sensitivity"}
    for ours, theirs in {**names, "thresholdedJaccard": "threshold_jaccard"}.items():
        assert score[ours] == pytest.approx(official[theirs], abs=1e-5)
    assert 0 < score["dice"] < 1
    assert (score["set"], score["pictures"]) == ("isic/test", 10)
    assert score["intervals"]["dice"][0] <= score["dice"] <= score["intervals"]["dice"][1]
    assert score["rule"].endswith("threshold 0.3, keep all, holes left")
    expected = "lentigo-evaluate --model models/tiny --set isic/test --threshold 0.3"
    assert score["command"] == expected


def test_a_checkpoint_is_measured_before_it_is_exported(
    folders: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, model = folders
    reopened = tmp_path / "reopened.pt"
    save_atomically(reopen(model), reopened)
    found = []
    for words in (["--model", model], ["--checkpoint", reopened, "--size", 32]):
        words += ["--threshold", 0.3, "--keep", "all", "--no-fill-holes"]
        run(monkeypatch, *words, "--set", data, "--json", tmp_path / "scores.json")
        found.append(json.loads((tmp_path / "scores.json").read_text())["scores"][0])
    assert 0 < found[0]["dice"] < 1
    assert found[1]["dice"] == pytest.approx(found[0]["dice"], abs=1e-5)
    assert found[1]["intervals"] == found[0]["intervals"]


def test_a_part_is_measured_alone(
    folders: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, model = folders
    monkeypatch.setattr(
        "sys.argv", ["prepare", "--set", str(data), "--side", "32", "--out", str(tmp_path / "p")]
    )
    prepare.main()
    with np.load(tmp_path / "p" / "isic-test.npz") as arrays:
        validation = set(arrays["ids"][arrays["part"] == "validation"])
    masks = tmp_path / "masks"
    run(monkeypatch, "--model", model, "--set", data, "--part", "validation", "--data", tmp_path / "p",
        "--save-masks", masks)  # fmt: skip
    assert {p.name.removesuffix("_segmentation.png") for p in masks.rglob("*.png")} == validation


def test_sweep_agrees_with_a_single_measurement(
    folders: tuple[Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    data, model = folders
    monkeypatch.setattr(
        "sys.argv", ["prepare", "--set", str(data), "--side", "32", "--out", str(tmp_path / "p")]
    )
    prepare.main()
    common = ["--model", model, "--set", data, "--data", tmp_path / "p"]
    run(monkeypatch, *common, "--sweep")
    lines = [line for line in capsys.readouterr().out.splitlines() if "threshold" in line]
    assert len(lines) == 9 * 3 * 2
    jaccards = [float(line.split()[0]) for line in lines]
    assert jaccards == sorted(jaccards)
    words = ["--threshold", 0.4, "--keep", "largest", "--fill-holes", "--json", tmp_path / "one.json"]
    run(monkeypatch, *common, "--part", "validation", *words)
    score = json.loads((tmp_path / "one.json").read_text())["scores"][0]
    line = next(line for line in lines if line.endswith("threshold 0.4, keep largest, holes filled"))
    assert line.split()[0] == f"{score['jaccard']:.4f}"


def test_sweep_refuses_other_parts(
    folders: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, model = folders
    with pytest.raises(SystemExit):
        run(monkeypatch, "--model", model, "--set", data, "--data", tmp_path, "--sweep", "--part", "test")


def test_what_was_prepared_without_a_part_is_refused(
    folders: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    data, model = folders
    with pytest.raises(SystemExit):
        run(monkeypatch, "--model", model, "--set", data, "--data", tmp_path)
    assert "name the --part" in capsys.readouterr().err
