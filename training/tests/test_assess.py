import json
from pathlib import Path

import numpy as np
import pytest
from conftest import draw_pair, draw_set

from lentigo_training import agreement, export, prepare
from lentigo_training.assess import Assessed, choose_high, choose_threshold, doubt, roc_area
from lentigo_training.no_lesion import TEXTURES, draw_texture, skin_crop
from lentigo_training.to_mask import MaskSettings


def rows(*pairs: tuple[float | None, float]) -> list[Assessed]:
    """Of (agreement, Jaccard)."""
    return [Assessed(agreement, False, 1.0, jaccard, jaccard) for agreement, jaccard in pairs]


def test_the_area_counts_ordered_pairs() -> None:
    values = np.array([0.9, 0.8, 0.8, 0.1])
    is_miss = np.array([False, False, True, True])
    assert roc_area(values, is_miss) == pytest.approx((1 + 1 + 0.5 + 1) / 4)
    assert roc_area(values, np.zeros(4, bool)) is None


def test_the_threshold_catches_nine_misses_in_ten() -> None:
    misses = rows(*[(0.5 + i / 100, 0.1) for i in range(10)])  # 0.50 to 0.59
    hits = rows(*[(0.55 + i / 20, 0.9) for i in range(9)])
    threshold = choose_threshold([misses + hits])
    assert 0.58 < threshold <= 0.59
    caught = np.mean([row.trust < threshold for row in misses])
    assert caught >= 0.9 and np.mean([row.trust < threshold - 0.005 for row in misses]) < 0.9
    assert choose_high([misses + hits], threshold) > 0.59 - 1e-9


def test_every_set_counts_alike_and_no_lesion_is_least_trusted() -> None:
    small, large = rows((0.9, 0.1)), rows(*[(0.2, 0.1)] * 99)
    assert choose_threshold([small, large]) > 0.9  # of all misses together 99 % lie below 0.21
    assert choose_threshold([rows((None, 0.1), (0.9, 0.8))]) < 0.01
    with pytest.raises(SystemExit):
        choose_threshold([rows((0.9, 0.9))])


def test_a_map_without_lesion_agrees_upon_nothing() -> None:
    known = doubt(np.zeros((8, 16, 16), np.float32), MaskSettings())
    assert known.agreement is None and known.is_empty and known.trust == 0


def test_skin_crops_keep_clear_of_the_lesion() -> None:
    image, mask = draw_pair(3, 200, 160)
    marked = np.where(mask[..., None] > 0, np.uint8(255), image)  # a crop with white in it has lesion
    crop = skin_crop(marked, mask > 0, np.random.default_rng(1))
    assert crop is not None and crop.shape[0] == crop.shape[1] >= 32
    assert not (crop == 255).all(axis=2).any()
    assert skin_crop(image, np.ones_like(mask, bool), np.random.default_rng(1)) is None
    assert skin_crop(np.zeros_like(image), mask > 0, np.random.default_rng(1)) is None


def test_textures_differ_and_come_again() -> None:
    drawn = [draw_texture(number, 48) for number in range(2 * len(TEXTURES))]
    assert len({picture.tobytes() for picture in drawn}) == len(drawn)
    assert np.array_equal(draw_texture(5, 48), drawn[5])


def test_the_command_measures_what_the_card_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = [f"ISIC_{number:07}" for number in range(10)]
    chosen = draw_set(tmp_path / "isic" / "train", ids, 96, 80)
    test = draw_set(tmp_path / "phone" / "test", ids[:4], 96, 80)
    monkeypatch.chdir(tmp_path)

    def run(main: object, *words: object) -> None:
        monkeypatch.setattr("sys.argv", ["command", *map(str, words)])
        main()  # type: ignore[operator]

    run(prepare.main, "--set", chosen, "--side", 32, "--out", "p")
    run(export.main, "--random", "4-8-8", "--size", 32, "--id", "tiny", "--out", "models")
    run(agreement.main, "--model", "models/tiny", "--choose", chosen, "--set", test, "--data", "p",
        "--json", "agreement.json", "--most", 7)  # fmt: skip
    figures = json.loads(Path("agreement.json").read_text())["agreement"]
    assert [one["set"] for one in figures["sets"]] == ["isic/train (validation)", "phone/test"]
    assert figures["sets"][0]["caught"] >= 0.9  # what it was chosen for
    assert figures["threshold"] <= figures["high"] <= 1
    assert figures["withoutLesion"][-1]["set"] == "drawn textures"
    expected = "lentigo-agreement --model models/tiny --choose isic/train --set phone/test --data p --most 7"
    assert figures["command"] == expected
    run(export.main, "--random", "4-8-8", "--size", 32, "--id", "tiny", "--out", "models",
        "--agreement", "agreement.json")  # fmt: skip
    card = json.loads(Path("models/tiny/card.json").read_text())
    assert card["agreement"] == figures
