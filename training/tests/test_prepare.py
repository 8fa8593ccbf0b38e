import json
from pathlib import Path

import numpy as np
import pytest
from conftest import SIDE, draw_pair, draw_set
from PIL import Image

from lentigo_training import prepare
from lentigo_training.prepare import split_groups

IDS = [f"ISIC_{number:07}" for number in range(10)]


def run(monkeypatch: pytest.MonkeyPatch, *words: object) -> None:
    monkeypatch.setattr("sys.argv", ["prepare", *map(str, words)])
    prepare.main()


def load(path: Path) -> dict[str, np.ndarray]:
    with np.load(path) as arrays:
        return dict(arrays)


def test_what_cannot_be_used_is_listed_and_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = draw_set(tmp_path / "isic" / "train", IDS)
    images, masks = folder / "images", folder / "masks"
    (masks / "ISIC_0000000_segmentation.png").unlink()
    (images / "ISIC_0000001.jpg").unlink()
    (images / "ISIC_0000002.jpg").write_bytes(b"no picture")
    whole = (masks / "ISIC_0000003_segmentation.png").read_bytes()
    (masks / "ISIC_0000003_segmentation.png").write_bytes(whole[: len(whole) // 2])
    Image.new("L", (SIDE, SIDE - 1), 255).save(masks / "ISIC_0000004_segmentation.png")
    Image.new("L", (SIDE, SIDE), 128).save(masks / "ISIC_0000005_segmentation.png")
    Image.fromarray(draw_pair(0)[0]).save(images / "ISIC_0000006.png")

    run(monkeypatch, "--set", folder, "--side", 32, "--out", tmp_path / "prepared")

    listed = json.loads((tmp_path / "prepared" / "split.json").read_text())["sets"]["isic-train"]["left_out"]
    reasons = {item["name"]: item["reason"] for item in listed}
    assert len(listed) == len(reasons) == 7
    assert "no mask" in reasons["ISIC_0000000.jpg"]
    assert "no picture" in reasons["ISIC_0000001_segmentation.png"]
    assert "picture cannot be read" in reasons["ISIC_0000002"]
    assert "mask cannot be read" in reasons["ISIC_0000003"]
    assert reasons["ISIC_0000004"] == "mask is 64 × 63, picture 64 × 64"
    assert reasons["ISIC_0000005"] == "mask is empty"
    assert "same id" in reasons["ISIC_0000006.png"]
    arrays = load(tmp_path / "prepared" / "isic-train.npz")
    assert arrays["ids"].tolist() == IDS[6:]
    assert arrays["images"].shape == (4, 32, 32, 3)
    assert arrays["masks"].shape == (4, 32, 32)
    assert arrays["images"].dtype == arrays["masks"].dtype == np.uint8
    assert arrays["masks"].max() == 255


def test_what_a_test_folder_holds_as_well_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = draw_set(tmp_path / "isic" / "train", [*IDS, "PAT_7_1_1", "PAT_8_1_1"])
    tests = [
        draw_set(tmp_path / "isic" / name, IDS[start : start + 2]) for name, start in (("a", 0), ("b", 4))
    ]
    tests.append(draw_set(tmp_path / "phone" / "test", ["PAT_7_2_5"]))
    words = [word for test in tests for word in ("--test", test)]
    run(monkeypatch, "--set", folder, *words, "--side", 32, "--out", tmp_path / "out")
    found = json.loads((tmp_path / "out" / "split.json").read_text())["sets"]["isic-train"]
    assert {item["name"] for item in found["left_out"]} == {IDS[0], IDS[1], IDS[4], IDS[5], "PAT_7_1_1"}
    assert all("test folder" in item["reason"] for item in found["left_out"])
    arrays = load(tmp_path / "out" / "isic-train.npz")
    assert arrays["ids"].tolist() == [*IDS[2:4], *IDS[6:], "PAT_8_1_1"]


def test_a_lesion_in_two_families_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sets = [draw_set(tmp_path / name / "train", IDS[start:]) for name, start in (("2017", 0), ("2018", 8))]
    words = [word for folder in sets for word in ("--set", folder)]
    with pytest.raises(SystemExit, match="2017 and 2018 share 2 lesions or patients, as ISIC_0000008"):
        run(monkeypatch, *words, "--side", 32, "--out", tmp_path / "out")


def test_a_folder_that_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SystemExit, match="images is missing: a set is a folder with images/ and masks/"):
        run(monkeypatch, "--set", tmp_path / "none", "--out", tmp_path / "out")


def test_shares_and_seed() -> None:
    groups = set(IDS) | {f"other_{n}" for n in range(40)}
    parts = split_groups(groups, 1, (0.6, 0.2, 0.2))
    counts = [list(parts.values()).count(part) for part in ("train", "validation", "test")]
    assert counts == [30, 10, 10]
    assert split_groups(groups, 1, (0.6, 0.2, 0.2)) == parts
    assert split_groups(groups, 2, (0.6, 0.2, 0.2)) != parts


def test_views_of_a_lesion_and_pictures_of_a_patient_stay_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = [draw_set(tmp_path / "isic" / "train", IDS), draw_set(tmp_path / "isic" / "fullframe", IDS[:7])]
    phone = [f"PAT_{patient}_{lesion}_{lesion}9" for patient in range(8) for lesion in range(3)]
    folders.append(draw_set(tmp_path / "phone" / "train", phone))
    given_test = draw_set(tmp_path / "isic" / "test", ["ISIC_9999990", "ISIC_9999991"])
    sets = [word for folder in folders for word in ("--set", folder)]
    run(monkeypatch, *sets, "--test", given_test, "--side", 32, "--out", tmp_path / "out")

    train, fullframe, patients = (
        load(tmp_path / "out" / f"{name}.npz") for name in ("isic-train", "isic-fullframe", "phone-train")
    )
    part_of = dict(zip(train["ids"], train["part"], strict=True))
    assert all(part_of[i] == part for i, part in zip(fullframe["ids"], fullframe["part"], strict=True))
    # 2 given test pictures beside 10: validation is a fifth of the 12
    assert [list(part_of.values()).count(part) for part in ("train", "validation", "test")] == [8, 2, 0]
    by_patient: dict[str, set[str]] = {}
    for picture_id, part in zip(patients["ids"], patients["part"], strict=True):
        by_patient.setdefault(picture_id.split("_")[1], set()).add(part)
    assert all(len(parts) == 1 for parts in by_patient.values())
    assert {part for parts in by_patient.values() for part in parts} == {"train", "validation", "test"}
