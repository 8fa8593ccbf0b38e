from pathlib import Path

import numpy as np
import pytest
from conftest import draw_pair, draw_set

from lentigo_training import baselines, export, prepare
from lentigo_training.scoring import count, score
from lentigo_training.to_mask import MaskSettings, to_mask

pytest.importorskip("sklearn")


def test_otsu_finds_a_dark_lesion() -> None:
    image, mask = draw_pair(2, 200, 150)
    found = to_mask(baselines.otsu(image), 200, 150, MaskSettings())
    assert score(count(found, mask > 0)).dice > 0.9


def test_features_have_one_row_a_pixel() -> None:
    features = baselines.to_features(draw_pair(2, 90, 70)[0])
    assert features.shape == (baselines.SIDE**2, 13)
    assert np.isfinite(features).all()


def test_the_command_fills_a_row_a_method(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    learned = draw_set(tmp_path / "isic" / "train", [f"ISIC_{n:07}" for n in range(12)], 96, 80)
    test = draw_set(tmp_path / "isic" / "test", [f"ISIC_1{n:06}" for n in range(4)], 96, 80)
    monkeypatch.chdir(tmp_path)

    def run(main: object, *words: object) -> None:
        monkeypatch.setattr("sys.argv", ["command", *map(str, words)])
        main()  # type: ignore[operator]

    run(prepare.main, "--set", learned, "--test", test, "--side", 32, "--out", "p")
    run(export.main, "--random", "4-8-8", "--size", 32, "--id", "tiny", "--out", "models")
    capsys.readouterr()
    run(baselines.main, "--set", test, "--train", learned, "--data", "p", "--model", "models/tiny")
    out = capsys.readouterr().out
    assert "isic/test" in out
    rows = [line.split(" | ") for line in out.splitlines() if line.startswith("| ")][2:]
    assert [row[0].removeprefix("| ") for row in rows] == [
        "Otsu’s threshold",
        "Random forest on pixels",
        "SVM on pixels",
        "Lentigo, `tiny`",
    ]
    dice = [float(row[2].split()[0]) for row in rows]
    assert min(dice[:3]) > 0.9 > dice[3]  # drawn lesions are easy, random weights find nothing


def test_a_residual_network_is_no_plain_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    learned = draw_set(tmp_path / "isic" / "train", [f"ISIC_{n:07}" for n in range(5)], 48, 40)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["prepare", "--set", str(learned), "--side", "32", "--out", "p"])
    prepare.main()
    network = export.random_network([4, 8, 8], 1)
    state = {"widths": [4, 8, 8], "average": network.state_dict(), "passes": 1, "settings": {}}
    torch.save(state, "best.pt")
    words = ["--set", str(learned), "--train", str(learned), "--data", "p", "--plain", "best.pt"]
    monkeypatch.setattr("sys.argv", ["baselines", *words])
    with pytest.raises(SystemExit, match="--plain"):
        baselines.main()
