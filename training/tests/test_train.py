import csv
import pickle
import shutil
import signal
import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path

import pytest
import torch
from conftest import draw_set, run

from lentigo_training import prepare
from lentigo_training import train as command
from lentigo_training.card import describe_recipe
from lentigo_training.checkpoint import load_checkpoint
from lentigo_training.examples import Passes, Prepared
from lentigo_training.network import ResidualUNet
from lentigo_training.settings import Settings, Stage, check_settings, parse_stage
from lentigo_training.train import (
    add_grown,
    drop_grown,
    holds_on,
    largest_batch,
    learn_from,
    loss_of,
    multiplies_bf16,
    rate_at,
    train,
    update_average,
)

WIDTHS = (4, 8, 8)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve lesions in two views, and six patients' phone pictures."""
    root = tmp_path_factory.mktemp("drawn")
    ids = [f"ISIC_{number:07}" for number in range(12)]
    sets = [draw_set(root / "isic" / "train", ids), draw_set(root / "isic" / "fullframe", ids[:8])]
    sets.append(draw_set(root / "phone" / "train", [f"PAT_{patient}_1_1" for patient in range(6)]))
    with pytest.MonkeyPatch.context() as patch:
        words = [word for folder in sets for word in ("--set", str(folder))]
        patch.setattr("sys.argv", ["prepare", *words, "--side", "64", "--out", str(root / "prepared")])
        prepare.main()
    return root / "prepared"


def settings_of(*stages: Stage, widths: tuple[int, ...] = WIDTHS) -> Settings:
    return Settings(widths=widths, stages=stages, batch=2, warm_up_steps=2)


def load(path: Path) -> dict[str, object]:
    return torch.load(path, weights_only=True)


def test_killed_and_started_again_gives_the_same_weights(data: Path, tmp_path: Path) -> None:
    settings = settings_of(Stage(32, 2, 1e-3, 5e-4), Stage(64, 2, 5e-4, 0.0))
    train(data, tmp_path / "whole", settings, workers=0)

    words = ["--data", data, "--out", tmp_path / "killed", "--widths", "4-8-8", "--batch", 2, "--warm-up", 2]
    words += ["--stage", "32x2@1e-3:5e-4", "--stage", "64x2@5e-4:0", "--threads", 1, "--workers", 0]
    command = [sys.executable, "-m", "lentigo_training.train", *map(str, words)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith('{"pass": 2'):  # its row is written, its checkpoint perhaps not
                process.send_signal(signal.SIGKILL)
                break
    assert process.returncode == -signal.SIGKILL
    assert load(tmp_path / "killed" / "last.pt")["passes"] < 4
    train(data, tmp_path / "killed", settings, workers=0)

    whole, resumed = load(tmp_path / "whole" / "last.pt"), load(tmp_path / "killed" / "last.pt")
    for part in ("network", "average"):
        assert all(torch.equal(value, resumed[part][name]) for name, value in whole[part].items())
    with (tmp_path / "killed" / "curve.csv").open() as file:
        assert [row["pass"] for row in csv.DictReader(file)] == ["1", "2", "3", "4"]
    assert (tmp_path / "killed" / "curve.png").stat().st_size > 0
    assert load(tmp_path / "killed" / "best.pt")["passes"] in (3, 4)


def test_it_learns(data: Path, tmp_path: Path) -> None:
    train(data, tmp_path, settings_of(Stage(32, 12, 5e-3, 1e-3)), workers=0)
    with (tmp_path / "curve.csv").open() as file:
        losses = [float(row["loss"]) for row in csv.DictReader(file)]
    assert losses[-1] < 0.8 * losses[0]


def test_a_loss_that_is_no_number_stops_with_the_last_checkpoint_kept(data: Path, tmp_path: Path) -> None:
    settings = settings_of(Stage(32, 1, 1e-3, 1e-3), Stage(32, 1, 1e30, 1e30))
    with pytest.raises(SystemExit, match="pass 2: the loss became"):
        train(data, tmp_path, settings, workers=0)
    last = load(tmp_path / "last.pt")
    assert last["passes"] == 1
    assert all(value.isfinite().all() for value in last["network"].values())
    assert not (tmp_path / "best.pt").exists()


def test_a_checkpoint_of_other_widths_is_refused(data: Path, tmp_path: Path) -> None:
    stage = Stage(32, 1, 1e-3, 0.0)
    train(data, tmp_path, settings_of(stage), workers=0)
    with pytest.raises(SystemExit, match=r"has widths \[4, 8, 8\], asked are \[4, 8\]"):
        train(data, tmp_path, settings_of(stage, widths=(4, 8)), workers=0)


def test_what_would_fail_later_is_refused(data: Path, tmp_path: Path) -> None:
    settings = settings_of(Stage(32, 1, 1e-3, 0.0))
    with pytest.raises(SystemExit, match="take a multiple of 4"):
        train(data, tmp_path, settings_of(Stage(33, 1, 1e-3, 0.0)), workers=0)
    with pytest.raises(SystemExit, match="is not a share"):
        train(data, tmp_path, replace(settings, phone_share=1.0), workers=0)
    with pytest.raises(SystemExit, match="a batch of 2 cannot be parted evenly among 3"):
        check_settings(settings, world=3)
    with pytest.raises(SystemExit, match="a stage by the clock is for one"):
        check_settings(settings_of(Stage(32, 0, 1e-3, 0.0, seconds=5)), world=2)


def test_another_beginning_asks_for_another_folder(data: Path, tmp_path: Path) -> None:
    settings = settings_of(Stage(32, 1, 1e-3, 0.0))
    train(data, tmp_path / "run", settings, workers=0)
    began = str(tmp_path / "run" / "best.pt")
    with pytest.raises(SystemExit, match=r"last.pt began from nothing, asked is .*; use another folder"):
        train(data, tmp_path / "run", replace(settings, initial=began), workers=0)
    with pytest.raises(SystemExit, match=r"best.pt has widths \[4, 8, 8\], asked are \[4, 8\]"):
        train(data, tmp_path / "other", replace(settings, widths=(4, 8), initial=began), workers=0)


def test_a_damaged_checkpoint_is_named(data: Path, tmp_path: Path) -> None:
    settings = settings_of(Stage(32, 1, 1e-3, 0.0))
    train(data, tmp_path, settings, workers=0)
    whole = (tmp_path / "last.pt").read_bytes()
    for content in (whole[: len(whole) // 2], b"no checkpoint", b""):
        (tmp_path / "last.pt").write_bytes(content)
        with pytest.raises(SystemExit, match=r"last.pt is damaged or no checkpoint"):
            train(data, tmp_path, settings, workers=0)
    torch.save([1, 2], tmp_path / "last.pt")
    with pytest.raises(SystemExit, match="no checkpoint of train: it lacks average"):
        train(data, tmp_path, settings, workers=0)


def test_a_full_disk_leaves_the_last_good_checkpoint(tmp_path: Path) -> None:
    """A limit on the size of files stands for the disk that is full."""
    script = (
        "import resource, signal, sys, torch; from pathlib import Path\n"
        "from lentigo_training.checkpoint import save_atomically\n"
        "path = Path(sys.argv[1])\n"
        "save_atomically({'passes': 1}, path)\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "save_atomically({'passes': 2, 'more': torch.zeros(100_000)}, path)\n"
    )
    path = tmp_path / "run" / "last.pt"
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True)
    assert done.returncode == 1
    assert "could not be written: is the disk full?; the one before is kept" in done.stderr
    assert "Traceback" not in done.stderr
    assert load(path) == {"passes": 1}
    assert list(path.parent.iterdir()) == [path]


def test_the_batch_that_fits_a_small_graphics_card() -> None:
    assert largest_batch(lambda batch: batch <= 5, 32) == 4
    assert largest_batch(lambda batch: False, 32) == 0
    assert holds_on(settings_of(Stage(32, 1, 1e-3, 0.0)), torch.device("cpu"), 1)


def test_no_memory_is_said_with_the_batch_that_fits(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_small(*_: object) -> None:
        raise torch.OutOfMemoryError("CUDA out of memory")

    monkeypatch.setattr(command, "update_average", too_small)
    monkeypatch.setattr(command, "holds_on", lambda settings, device, batch: batch == 2)
    words = ["--data", data, "--out", tmp_path, "--widths", "4-8", "--batch", 8, "--workers", 0]
    with pytest.raises(SystemExit, match="no memory for a batch of 8; --batch 2 fits"):
        run(monkeypatch, command, *words, "--stage", "32x1@1e-3:0")


def test_the_loader_can_be_sent_to_a_new_process(data: Path) -> None:
    passes = Passes(Prepared(data, "train"), settings_of(), 32)
    image, mask, _ = passes[(0, 1, 32)]
    again = pickle.loads(pickle.dumps(passes))
    for pass_index in (0, 1, 2, 0):
        assert torch.equal(again[(pass_index, 1, 32)][1], passes[(pass_index, 1, 32)][1])
    assert torch.equal(again[(0, 1, 32)][0], image) and torch.equal(again[(0, 1, 32)][1], mask)


def test_every_fourth_batch_of_a_stage_may_have_another_size(data: Path) -> None:
    passes = Passes(Prepared(data, "train"), settings_of(), 64, 32)
    batches = passes.batches(0, 1, rank=0, world=1)
    steps = passes.steps(0, 1)
    assert steps > 4
    sizes = [keys[0][2] for keys, _ in zip(batches, range(2 * steps), strict=False)]
    assert sizes == [32 if step % 4 == 3 else 64 for step in range(steps)] * 2
    image, mask, _ = passes[(0, 0, 32)]
    assert image.shape == (32, 32, 3) and mask.shape == (32, 32)


def test_only_what_the_split_names_is_learned_from(data: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(data, tmp_path / "prepared")
    shutil.copy(copy / "isic-train.npz", copy / "isic-older.npz")
    for part in ("train", "validation"):
        assert len(Prepared(copy, part).images) == len(Prepared(data, part).images)


def test_nothing_prepared(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="run prepare first"):
        train(tmp_path, tmp_path / "run", settings_of(Stage(32, 1, 1e-3, 0.0)), workers=0)


def test_loss_by_hand() -> None:
    truth = torch.tensor([[[[1.0, 0.0]]]])
    # probabilities 0.5 and 0.5: BCE ln 2; both 0.5, sums 1 and 1: Dice (2 × 0.5 + 1) / (1 + 1 + 1)
    expected = torch.log(torch.tensor(2.0)) + 1 - 2 / 3
    assert loss_of(torch.zeros(1, 1, 1, 2), truth).item() == pytest.approx(expected.item())


def test_a_grown_truth_is_for_an_output_of_its_own() -> None:
    network = ResidualUNet(WIDTHS).eval()
    x, y = torch.rand(2, 3, 32, 32), (torch.rand(2, 1, 32, 32) > 0.5).float()
    before = {name: value.clone() for name, value in network.state_dict().items()}
    answer = network(x)
    add_grown(network)
    torch.testing.assert_close(network(x), answer.repeat(1, 2, 1, 1))
    after = drop_grown(network.state_dict())
    assert after.keys() == before.keys()
    assert all(torch.equal(after[name], value) for name, value in before.items())
    for grown in (False, True):
        network.zero_grad()
        learn_from(network, [], 0.0)(x, y, torch.tensor([grown, grown])).backward()
        moved = network.output.weight.grad.flatten(1).abs().sum(1) > 0
        assert moved.tolist() == [not grown, grown]


def test_average_moves_by_its_share() -> None:
    average, network = ResidualUNet(WIDTHS), ResidualUNet(WIDTHS)
    before = average.output.weight.detach().clone()
    update_average(average, network, 0.9, step=10_000)
    torch.testing.assert_close(average.output.weight, 0.9 * before + 0.1 * network.output.weight)


def test_rate_warms_up_and_falls_along_a_cosine() -> None:
    stage = Stage(128, 1, 2e-3, 4e-4)
    rates = [rate_at(stage, step / 1000, step, 100) for step in (0, 99, 500, 1000)]
    assert rates == pytest.approx([2e-5, 1.96e-3, 1.2e-3, 4e-4], rel=0.02)


def test_stage_on_the_command_line() -> None:
    assert parse_stage("128x60@2e-3:3e-4") == Stage(128, 60, 2e-3, 3e-4)
    assert parse_stage("128x90s@2e-3:3e-4") == Stage(128, 0, 2e-3, 3e-4, 90)
    mixed = parse_stage("256/128x6@2e-3:3e-4")
    assert mixed == Stage(256, 6, 2e-3, 3e-4, fourth=128) and mixed.sizes == (256, 128)


def test_a_stage_by_the_clock_ends_with_its_last_rate(data: Path, tmp_path: Path) -> None:
    train(data, tmp_path, settings_of(Stage(32, 0, 1e-3, 1e-5, seconds=2.0)), workers=0, look_every=50)
    with (tmp_path / "curve.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 1
    assert float(rows[-1]["rate"]) < 2e-4 < float(rows[0]["rate"])
    assert load(tmp_path / "best.pt")["passes"] == len(rows)


def test_a_teacher_s_answer_takes_its_share(data: Path, tmp_path: Path) -> None:
    network, teacher = ResidualUNet(WIDTHS).eval(), ResidualUNet(WIDTHS).eval()
    x, y = torch.rand(2, 3, 32, 32), (torch.rand(2, 1, 32, 32) > 0.5).float()
    bf16 = multiplies_bf16(x.device)
    with torch.no_grad():
        with torch.autocast(x.device.type, torch.bfloat16, enabled=bf16):
            answer, taught = network(x).float(), teacher(x).float()
        expected = loss_of(answer, 0.25 * y + 0.75 * taught.sigmoid())
        drawn = torch.zeros(2, dtype=torch.bool)
        assert learn_from(network, [teacher], 0.75)(x, y, drawn).item() == pytest.approx(expected.item())
        assert learn_from(network, [], 0.75)(x, y, drawn).item() == pytest.approx(loss_of(answer, y).item())
    stage = Stage(32, 1, 1e-3, 0.0)
    train(data, tmp_path / "teacher", settings_of(stage), workers=0)
    words = ["--data", data, "--out", tmp_path / "taught", "--widths", "4-8", "--batch", 2]
    words += ["--stage", "32x1@1e-3:0", "--workers", 0, "--teacher", tmp_path / "teacher" / "best.pt"]
    subprocess.run([sys.executable, "-m", "lentigo_training.train", *map(str, words)], check=True)
    assert load(tmp_path / "taught" / "best.pt")["settings"]["teacher_share"] == 0.6


def test_a_run_that_goes_on_from_another_keeps_its_account(data: Path, tmp_path: Path) -> None:
    train(data, tmp_path / "first", settings_of(Stage(32, 2, 1e-3, 0.0)), workers=0)
    first = tmp_path / "first" / "best.pt"
    train(
        data,
        tmp_path / "second",
        replace(settings_of(Stage(32, 1, 1e-3, 0.0)), initial=str(first)),
        workers=0,
    )
    runs = load_checkpoint(tmp_path / "second" / "best.pt").runs
    assert [run.passes for run in runs] == [2, 1]
    assert "2 passes at 32 px, rate 0.001 to 0 (batch 2" in describe_recipe(runs)
    assert "then on from there: 1 passes at 32 px" in describe_recipe(runs)
    stages = [asdict(Stage(64, 1, 1e-3, 0.0, fourth=32))]
    mixed = replace(runs[0], settings={**runs[0].settings, "stages": stages})
    assert "passes at 64 px (every fourth batch at 32 px), rate 0.001" in describe_recipe([mixed])
