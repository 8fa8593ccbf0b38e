import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
import torch
from conftest import draw_pair

from lentigo_training import export
from lentigo_training.card import read_words
from lentigo_training.export import CARDS, draw_golden_input, random_network
from lentigo_training.layers_model import named_weights, read_layers_model, write_layers_model
from lentigo_training.network import ResidualUNet
from lentigo_training.predict import predict

WIDTHS = [4, 8, 8]


def run(monkeypatch: pytest.MonkeyPatch, *words: object) -> None:
    monkeypatch.setattr("sys.argv", ["export", *map(str, words)])
    export.main()


def write_checkpoint(path: Path) -> ResidualUNet:
    network = random_network(WIDTHS, 3)
    stage = {"size": 32, "passes": 5, "rate": 2e-3, "rate_end": 0.0}
    settings = {
        "widths": WIDTHS,
        "stages": [stage],
        "batch": 16,
        "weight_decay": 0.01,
        "average": 0.998,
        "warm_up_steps": 100,
        "phone_share": 0.2,
        "seed": 77,
    }
    state = {
        "widths": WIDTHS,
        "average": network.state_dict(),
        "passes": 5,
        "settings": settings,
        "seconds": 5400.0,
    }
    torch.save(state, path)
    return network


def test_read_back_gives_the_rounded_weights(tmp_path: Path) -> None:
    network = random_network(WIDTHS, 3)
    write_layers_model(network, 32, tmp_path)
    shipped = read_layers_model(tmp_path, {"widths": WIDTHS})
    for (name, before), (_, after) in zip(named_weights(network), named_weights(shipped), strict=True):
        if name.endswith("kernel") and before.numel() >= 256:
            step = (before.max() - before.min()).item() / 255
            assert (after - before).abs().max().item() <= 0.501 * step, name
            assert len(after.unique()) <= 256
        else:
            assert torch.equal(after, before.half().float()), name
    image = draw_pair(4, 32, 32)[0]
    np.testing.assert_allclose(predict(shipped, image), predict(network, image), atol=0.05)


def test_a_kernel_of_one_value_stays_it(tmp_path: Path) -> None:
    network = random_network(WIDTHS, 3)
    network.encoder[1].conv1.weight.data.fill_(0.25)
    write_layers_model(network, 32, tmp_path)
    assert (read_layers_model(tmp_path, {"widths": WIDTHS}).encoder[1].conv1.weight == 0.25).all()


def test_a_weight_beyond_float16_is_refused(tmp_path: Path) -> None:
    for value in (70_000.0, float("nan")):
        network = random_network(WIDTHS, 3)
        network.output.bias.data.fill_(value)
        with pytest.raises(SystemExit, match="output/bias reaches"):
            write_layers_model(network, 32, tmp_path)


def test_other_widths_and_short_files_are_refused(tmp_path: Path) -> None:
    write_layers_model(random_network(WIDTHS, 3), 32, tmp_path)
    with pytest.raises(SystemExit, match="not those of widths"):
        read_layers_model(tmp_path, {"widths": [4, 8]})
    weights = (tmp_path / "weights.bin").read_bytes()
    (tmp_path / "weights.bin").write_bytes(weights[:-2])
    with pytest.raises(SystemExit, match="bytes"):
        read_layers_model(tmp_path, {"widths": WIDTHS})


def test_a_side_that_cannot_be_halved_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="cannot be halved"):
        write_layers_model(random_network(WIDTHS, 3), 30, tmp_path)


def test_layer_names_and_inputs(tmp_path: Path) -> None:
    write_layers_model(random_network(WIDTHS, 3), 32, tmp_path)
    config = json.loads((tmp_path / "model.json").read_text())["modelTopology"]["model_config"]["config"]
    sources = {
        layer["name"]: [node[0] for node in (layer["inbound_nodes"] or [[]])[0]] for layer in config["layers"]
    }
    assert sources["encoder1_sum"] == ["encoder1_conv2", "encoder1_shortcut"]
    assert sources["encoder1_shortcut"] == ["input"]
    assert "encoder1_bn1" not in sources
    assert sources["decoder2_concat"] == ["decoder2_up", "encoder2_sum"]
    assert sources["decoder1_up"] == ["decoder2_sum"]
    assert sources["output"] == ["decoder1_sum"]
    configs = {layer["name"]: layer["config"] for layer in config["layers"]}
    assert configs["encoder2_conv1"]["strides"] == configs["encoder2_shortcut"]["strides"] == [2, 2]
    assert configs["encoder2_bn1"]["epsilon"] == 1e-3


def test_card_merges_words_facts_and_scores(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    network = write_checkpoint(tmp_path / "best.pt")
    counts = {"folder": "isic/train", "train": 8, "validation": 2, "test": 0, "left_out": []}
    counts["grown"] = {"train": 3, "validation": 0, "test": 0}
    (tmp_path / "split.json").write_text(json.dumps({"side": 32, "seed": 9, "sets": {"isic-train": counts}}))
    score = {"set": "isic/test", "pictures": 3, "dice": 0.25}
    (tmp_path / "scores.json").write_text(json.dumps({"scores": [score]}))
    words = [
        "--checkpoint",
        tmp_path / "best.pt",
        "--id",
        "light",
        "--size",
        32,
        "--out",
        tmp_path / "models",
    ]
    run(monkeypatch, *words, "--data", tmp_path, "--scores", tmp_path / "scores.json")

    folder = tmp_path / "models" / "light"
    card = json.loads((folder / "card.json").read_text())
    by_hand = read_words(CARDS / "light.json")
    assert {
        key: card[key] for key in ("id", "name", "summary", "mask", "limits", "licence", "attribution")
    } == {key: by_hand[key] for key in ("id", "name", "summary", "mask", "limits", "licence", "attribution")}
    assert card["schema"] == 1
    assert card["architecture"] == {"kind": "residual-unet", "widths": WIDTHS}
    assert card["parameters"] == sum(weight.numel() for _, weight in named_weights(network))
    assert card["input"] == {"size": {"width": 32, "height": 32}, "range": [0, 1], "fit": "stretch"}
    assert card["scores"] == [score]
    training = card["training"]
    assert training["data"] == by_hand["training"]["data"]
    assert (training["passes"], training["hours"], training["seed"]) == (5, 1.5, 77)
    assert training["split"] == (
        "isic/train: 8 train (3 grown), 2 validation; by lesion or patient, seed 9; a grown truth is a "
        "program's outline, known by its ragged border: it teaches an output of its own, which is not shipped"
    )
    assert "5 passes at 32 px, rate 0.002 to 0" in training["recipe"]
    for file in card["files"]:
        data = (folder / file["name"]).read_bytes()
        assert (file["bytes"], file["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    assert {file["name"] for file in card["files"]} == {p.name for p in folder.iterdir()} - {"card.json"}


def test_golden_pair_is_of_the_shipped_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(monkeypatch, "--random", "4-8-8", "--size", 32, "--id", "tiny", "--out", tmp_path)
    folder = tmp_path / "tiny"
    image = np.frombuffer((folder / "golden-input.bin").read_bytes(), np.uint8).reshape(32, 32, 3)
    assert np.array_equal(image, draw_golden_input(32))
    golden = np.frombuffer((folder / "golden-output.bin").read_bytes(), "<f4").reshape(32, 32)
    assert np.array_equal(golden, predict(read_layers_model(folder, {"widths": WIDTHS}), image))
    assert golden.std() > 0.05  # lively enough to tell a right network from a wrong one


def test_index_lists_every_model_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = tmp_path / "words.json"
    words.write_text((CARDS / "tiny.json").read_text().replace('"tiny"', '"other"'))
    run(monkeypatch, "--random", "4-8", "--size", 32, "--id", "tiny", "--out", tmp_path)
    run(monkeypatch, "--random", "4-8", "--size", 32, "--id", "other", "--words", words, "--out", tmp_path)
    run(monkeypatch, "--random", "4-8-8", "--size", 32, "--id", "tiny", "--out", tmp_path)
    index = json.loads((tmp_path / "index.json").read_text())
    assert index["default"] == "tiny"
    assert [model["id"] for model in index["models"]] == ["tiny", "other"]
    sizes = [(tmp_path / "tiny" / name).stat().st_size for name in ("model.json", "weights.bin")]
    assert index["models"][0]["bytes"] == sum(sizes)


def test_words_with_a_missing_key_are_refused(tmp_path: Path) -> None:
    words = json.loads((CARDS / "tiny.json").read_text())
    del words["limits"]
    (tmp_path / "words.json").write_text(json.dumps(words))
    with pytest.raises(SystemExit, match="limits"):
        read_words(tmp_path / "words.json")


def test_a_card_is_measured_again_without_the_checkpoint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = json.loads((CARDS / "tiny.json").read_text())
    (tmp_path / "words.json").write_text(json.dumps({**words, "id": "tiny"}))
    out = ("--id", "tiny", "--out", tmp_path / "models")
    run(monkeypatch, "--random", "4-8-8", "--size", 32, "--words", tmp_path / "words.json", *out)
    before = {path.name: path.read_bytes() for path in (tmp_path / "models/tiny").iterdir()}
    (tmp_path / "agreement.json").write_text(json.dumps({"agreement": {"threshold": 0.9}}))
    run(monkeypatch, "--keep-weights", "--agreement", tmp_path / "agreement.json", *out)
    after = {path.name: path.read_bytes() for path in (tmp_path / "models/tiny").iterdir()}
    card = json.loads(before.pop("card.json"))
    assert json.loads(after.pop("card.json")) == {**card, "agreement": {"threshold": 0.9}}
    assert after == before
    with pytest.raises(SystemExit, match="is missing"):
        run(monkeypatch, "--keep-weights", "--id", "other", "--out", tmp_path / "models")
