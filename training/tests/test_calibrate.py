import json
from pathlib import Path

import numpy as np
import pytest
import torch
from conftest import draw_set

from lentigo_training import calibrate, export, prepare
from lentigo_training.calibrate import cool, fit_temperature
from lentigo_training.checkpoint import load_checkpoint, load_state
from lentigo_training.measure import Predicted
from lentigo_training.network import ResidualUNet
from lentigo_training.predict import predict
from lentigo_training.reliability import BINS, Reliability, reliability_of


def answers(temperature: float, pictures: int = 6, side: int = 64) -> list[Predicted]:
    """Pictures whose truths are drawn from known probabilities, and logits `temperature` times too large."""
    rng = np.random.default_rng(3)
    result = []
    for number in range(pictures):
        logits = rng.normal(0, 2, (side, side))
        truth = rng.random((side, side)) < 1 / (1 + np.exp(-logits))
        told = 1 / (1 + np.exp(-logits * temperature))
        result.append(Predicted(str(number), told.astype(np.float32), truth))
    return result


def test_the_temperature_of_overconfident_answers_is_found() -> None:
    for temperature in (0.8, 2.0):
        assert fit_temperature([answers(temperature)]) == pytest.approx(temperature, rel=0.05)


def test_a_temperature_repairs_the_error_and_keeps_a_half() -> None:
    predictions = answers(2.5)
    before = reliability_of((one.probabilities, one.truth) for one in predictions).error()
    after = reliability_of((cool(one.probabilities, 2.5), one.truth) for one in predictions).error()
    assert before > 0.08 and after < 0.02
    assert cool(np.array([0.5], np.float32), 3.0)[0] == pytest.approx(0.5)


def test_the_error_of_known_bins() -> None:
    reliability = Reliability()
    truth = np.zeros((2, 2), bool)
    truth[0, 0] = True
    reliability.add(np.full((2, 2), 0.5, np.float32), truth)  # a quarter is lesion, a half was told
    assert reliability.error() == pytest.approx(0.25)
    assert reliability.bins() == [{"share": 1.0, "probability": 0.5, "lesion": 0.25}]
    reliability.add(np.ones((40, 40), np.float32), np.ones((40, 40), bool))  # another size, the same weight
    assert reliability.error() == pytest.approx(0.125)
    assert len(reliability.weight) == BINS


def test_the_checkpoint_carries_the_temperature_in_its_output_layer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [f"ISIC_{number:07}" for number in range(10)]
    data = draw_set(tmp_path / "isic" / "train", ids, 48, 40)
    monkeypatch.setattr(
        "sys.argv", ["prepare", "--set", str(data), "--side", "32", "--out", str(tmp_path / "p")]
    )
    prepare.main()
    network = export.random_network([4, 8, 8], 1)
    settings = {"stages": [], "batch": 2, "phone_share": 0, "weight_decay": 0, "warm_up_steps": 1,
                "average": 0, "seed": 1}  # fmt: skip
    state = {"widths": [4, 8, 8], "average": network.state_dict(), "passes": 1, "settings": settings}
    torch.save(state, tmp_path / "best.pt")
    words = ["calibrate", "--checkpoint", "best.pt", "--set", str(data), "--data", "p", "--size", "32"]
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", [*words, "--out", "calibrated.pt"])
    calibrate.main()

    calibrated = load_checkpoint(tmp_path / "calibrated.pt")
    assert calibrated.calibration is not None
    temperature = calibrated.calibration["temperature"]
    picture = np.random.default_rng(5).integers(0, 256, (32, 32, 3), dtype=np.uint8)
    before, after = predict(network, picture), predict(calibrated.network, picture)
    exact = (before > 1e-4) & (before < 1 - 1e-4)  # elsewhere float32 has rounded the logit away
    np.testing.assert_allclose(after[exact], cool(before, temperature)[exact], atol=1e-4)
    assert exact.mean() > 0.2 and np.abs(after - before).max() > 0.05
    (entry,) = calibrated.calibration["sets"]
    assert entry["set"] == "isic/train (validation)" and 0 <= entry["after"] <= 1

    monkeypatch.setattr("sys.argv", [*words[:2], "calibrated.pt", *words[3:], "--out", "again.pt"])
    with pytest.raises(SystemExit, match="calibrated already"):
        calibrate.main()

    words = ["export", "--checkpoint", "calibrated.pt", "--id", "tiny", "--size", "32", "--out", "models"]
    monkeypatch.setattr("sys.argv", words)
    export.main()
    card = json.loads((tmp_path / "models" / "tiny" / "card.json").read_text())
    assert card["calibration"] == load_state(tmp_path / "calibrated.pt")["calibration"]


def test_a_plain_network_is_kept_apart(tmp_path: Path) -> None:
    plain = ResidualUNet([4, 8, 8], plain=True).eval()
    assert not any("shortcut" in name for name in plain.state_dict())
    assert plain(torch.zeros(1, 3, 32, 32)).shape == (1, 1, 32, 32)
    torch.save(
        {"widths": [4, 8, 8], "average": plain.state_dict(), "passes": 1, "settings": {"plain": True}},
        tmp_path / "plain.pt",
    )
    assert load_checkpoint(tmp_path / "plain.pt").network.plain
