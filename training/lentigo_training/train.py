"""train: prepared arrays to a checkpoint, one loop from top to bottom.

In: the folder that prepare wrote, widths, stages SIZExPASSES@RATE. Out: OUT/last.pt (everything needed to go on),
OUT/best.pt (the averaged weights that validate best), OUT/curve.csv and OUT/curve.png.
Killed, it goes on from last.pt when started again with the same settings. Several GPUs: torchrun -m …train.
"""

import argparse
import copy
import csv
import json
import math
import os
import random
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
import torch.distributed as dist
import torch.nn.functional as F
from torch import Tensor
from torch.utils.data import DataLoader, Dataset

from lentigo_training.augment import augment
from lentigo_training.network import ResidualUNet


@dataclass(frozen=True)
class Stage:
    """Some passes at one input size; the rate falls from `rate` to `rate_end` along a cosine."""

    size: int  # pixels, square
    passes: int  # one pass shows each lesion of the first family once
    rate: float
    rate_end: float


@dataclass(frozen=True)
class Settings:
    """Everything that decides the weights, besides the data."""

    widths: tuple[int, ...] = (16, 32, 64, 128, 128, 128)
    stages: tuple[Stage, ...] = (Stage(128, 60, 2e-3, 3e-4), Stage(256, 12, 8e-4, 0.0))
    batch: int = 16
    weight_decay: float = 0.01
    average: float = 0.998  # EMA of the weights per step, about 500 steps
    warm_up_steps: int = 100
    phone_share: float = 0.2  # of each batch, in the mean
    seed: int = 2026


def parse_stage(text: str) -> Stage:
    """'128x60@2e-3:3e-4' is 60 passes at 128 px from rate 0.002 to 0.0003."""
    try:
        size, rest = text.split("x")
        passes, rates = rest.split("@")
        rate, rate_end = rates.split(":")
        stage = Stage(int(size), int(passes), float(rate), float(rate_end))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not SIZExPASSES@RATE:RATE_END") from error
    if stage.size < 32 or stage.passes < 1:
        raise argparse.ArgumentTypeError(f"{text!r}: the size is at least 32, the passes at least 1")
    return stage


class Prepared:
    """The arrays of one part ('train' or 'validation'): views of each lesion, by family."""

    def __init__(self, folder: Path, part: str) -> None:
        self.images: list[np.ndarray] = []
        self.masks: list[np.ndarray] = []
        self.views: dict[str, dict[str, list[int]]] = {}  # family → id → positions of its views
        for path in sorted(folder.glob("*.npz")):
            with np.load(path) as arrays:
                chosen = np.flatnonzero(arrays["part"] == part)
                images, masks, ids = arrays["images"], arrays["masks"], arrays["ids"]
                family = self.views.setdefault(path.stem.split("-")[0], {})
                for position in chosen:
                    family.setdefault(str(ids[position]), []).append(len(self.images))
                    self.images.append(images[position])
                    self.masks.append(masks[position])
        if not self.images:
            raise SystemExit(f"{folder}: nothing prepared for {part}; run prepare first")


class Samples(Dataset[tuple[Tensor, Tensor]]):
    """One pass: each lesion of the main family once, by one of its views, with phone pictures mixed in.

    Every example's chance comes from (seed, pass, position), so a resumed run sees the same pictures.
    """

    def __init__(self, prepared: Prepared, settings: Settings, size: int, pass_index: int) -> None:
        self.prepared, self.size = prepared, size
        self.key = (settings.seed, pass_index)
        rng = np.random.default_rng(self.key)
        main, *others = sorted(prepared.views, key=lambda family: -len(prepared.views[family]))
        self.order = [int(rng.choice(views)) for views in prepared.views[main].values()]
        for family in others:
            views = list(prepared.views[family].values())
            count = round(len(self.order) * settings.phone_share / (1 - settings.phone_share))
            rounds = [rng.permutation(len(views)) for _ in range(math.ceil(count / len(views)))]
            self.order += [int(rng.choice(views[i])) for i in np.concatenate(rounds)[:count]]
        rng.shuffle(self.order)

    def __len__(self) -> int:
        return len(self.order)

    def __getitem__(self, position: int) -> tuple[Tensor, Tensor]:
        rng = np.random.default_rng((*self.key, position))
        index = self.order[position]
        image, mask = augment(self.prepared.images[index], self.prepared.masks[index], self.size, rng)
        return torch.from_numpy(image), torch.from_numpy(mask)


def to_batch(images: Tensor, masks: Tensor, device: torch.device) -> tuple[Tensor, Tensor]:
    """Bytes to floats: (n, 3, s, s) in channels_last and (n, 1, s, s), both 0..1."""
    x = images.to(device, non_blocking=True).permute(0, 3, 1, 2).float().div_(255)
    y = masks.to(device, non_blocking=True)[:, None].float().div_(255)
    return x, y


def loss_of(logits: Tensor, truth: Tensor) -> Tensor:
    """Binary cross-entropy plus soft Dice per picture (1 added above and below, for empty truths)."""
    cross_entropy = F.binary_cross_entropy_with_logits(logits, truth)
    probabilities = logits.sigmoid()
    both = (probabilities * truth).sum((1, 2, 3))
    dice = (2 * both + 1) / (probabilities.sum((1, 2, 3)) + truth.sum((1, 2, 3)) + 1)
    return cross_entropy + (1 - dice).mean()


@torch.no_grad()
def update_average(average: ResidualUNet, network: ResidualUNet, decay: float, step: int) -> None:
    """Exponential moving average of weights and batch-norm statistics, faster in the first steps."""
    decay = min(decay, (step + 1) / (step + 10))
    for mean, value in zip(average.state_dict().values(), network.state_dict().values(), strict=True):
        if mean.is_floating_point():
            mean.lerp_(value, 1 - decay)
        else:
            mean.copy_(value)


@torch.no_grad()
def validate(network: ResidualUNet, prepared: Prepared, size: int, device: torch.device) -> dict[str, float]:
    """Mean Dice and Jaccard per picture at the network's size and threshold 0.5, no clean-up, by family."""
    network.eval()
    result: dict[str, float] = {}
    for family, lesions in prepared.views.items():
        positions = [views[0] for views in lesions.values()]
        dices, jaccards = [], []
        for start in range(0, len(positions), 32):
            chosen = positions[start : start + 32]
            images = torch.from_numpy(np.stack([prepared.images[i] for i in chosen]))
            masks = torch.from_numpy(np.stack([prepared.masks[i] for i in chosen]))
            x, y = to_batch(images, masks, device)
            if size != x.shape[-1]:
                x = F.interpolate(x, size=(size, size), mode="bilinear", antialias=True)
            logits = network(x.contiguous(memory_format=torch.channels_last)).float()
            logits = F.interpolate(logits, size=y.shape[-2:], mode="bilinear")
            predicted, truth = logits > 0, y > 0.5
            both = (predicted & truth).sum((1, 2, 3)).double()
            either = (predicted | truth).sum((1, 2, 3)).double()
            jaccard = torch.where(either > 0, both / either.clamp(min=1), torch.ones_like(both))
            jaccards.append(jaccard)
            dices.append(2 * jaccard / (1 + jaccard))
        result[f"{family}_dice"] = torch.cat(dices).mean().item()
        result[f"{family}_jaccard"] = torch.cat(jaccards).mean().item()
    return result


def rate_at(stage: Stage, step: int, steps: int, warm_up: int) -> float:
    """Linear warm-up, then half a cosine from rate to rate_end."""
    cosine = (1 + math.cos(math.pi * step / steps)) / 2
    return (stage.rate_end + (stage.rate - stage.rate_end) * cosine) * min(1, (step + 1) / warm_up)


def save_atomically(state: object, path: Path) -> None:
    """Written beside and renamed: a full disk or a kill leaves the last good checkpoint."""
    beside = path.with_suffix(".tmp")
    torch.save(state, beside)
    os.replace(beside, path)


def draw_curve(table: Path, picture: Path) -> None:
    """The learning curve of curve.csv as a PNG."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    with table.open() as file:
        rows = list(csv.DictReader(file))
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4), layout="constrained")
    passes = [int(row["pass"]) for row in rows]
    left.plot(passes, [float(row["loss"]) for row in rows], label="training loss (augmented)")
    for key in rows[0]:
        if key.endswith(("_dice", "_jaccard")):
            known = [(p, float(row[key])) for p, row in zip(passes, rows, strict=True) if row[key]]
            right.plot(*zip(*known, strict=True), label=f"validation {key.replace('_', ' ')}")
    for axes in (left, right):
        axes.set_xlabel("pass")
        axes.legend()
        axes.grid(alpha=0.3)
    right.set_ylim(0.5, 1)
    figure.savefig(picture, dpi=110)
    plt.close(figure)


def train(data: Path, out: Path, settings: Settings, initial: Path | None, workers: int) -> None:
    """The loop. Raises SystemExit with a plain message when the loss is not a number any more."""
    rank, world = int(os.environ.get("RANK", 0)), int(os.environ.get("WORLD_SIZE", 1))
    cuda = torch.cuda.is_available()
    device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", 0))) if cuda else torch.device("cpu")
    if world > 1:
        dist.init_process_group("nccl" if cuda else "gloo")
    random.seed(settings.seed)
    torch.manual_seed(settings.seed)
    torch.backends.cudnn.benchmark = True
    out.mkdir(parents=True, exist_ok=True)

    network = ResidualUNet(settings.widths).to(device, memory_format=torch.channels_last)
    average = copy.deepcopy(network).eval().requires_grad_(False)
    optimiser = torch.optim.AdamW(network.parameters(), lr=1e-3, weight_decay=settings.weight_decay)
    done_passes, step, best, seconds = 0, 0, -1.0, 0.0
    if (out / "last.pt").exists():
        last = torch.load(out / "last.pt", map_location=device, weights_only=True)
        if last["widths"] != list(settings.widths):
            raise SystemExit(f"{out}/last.pt has widths {last['widths']}, asked are {list(settings.widths)}")
        network.load_state_dict(last["network"])
        average.load_state_dict(last["average"])
        optimiser.load_state_dict(last["optimiser"])
        done_passes, step, best, seconds = last["passes"], last["step"], last["best"], last["seconds"]
        print(f"going on after pass {done_passes}", flush=True)
    elif initial is not None:
        weights = torch.load(initial, map_location=device, weights_only=True)["average"]
        network.load_state_dict(weights)
        average.load_state_dict(weights)
    model = torch.nn.parallel.DistributedDataParallel(network) if world > 1 else network

    parts = {part: Prepared(data, part) for part in ("train", "validation")}
    pass_index = 0
    for stage in settings.stages:
        steps_before = step
        for pass_of_stage in range(stage.passes):
            if pass_index < done_passes:
                pass_index += 1
                continue
            started = time.time()
            samples = Samples(parts["train"], settings, stage.size, pass_index)
            chosen = range(rank, len(samples) - len(samples) % world, world)
            loader = DataLoader(
                torch.utils.data.Subset(samples, list(chosen)),
                batch_size=settings.batch // world,
                drop_last=True,
                num_workers=workers,
                pin_memory=cuda,
            )
            steps_of_stage = stage.passes * len(loader)
            network.train()
            losses = []
            for position, (images, masks) in enumerate(loader):
                done = pass_of_stage * len(loader) + position
                for group in optimiser.param_groups:
                    group["lr"] = rate_at(stage, done, steps_of_stage, settings.warm_up_steps)
                x, y = to_batch(images, masks, device)
                with torch.autocast(device.type, torch.bfloat16, enabled=cuda):
                    logits = model(x)
                loss = loss_of(logits.float(), y)
                if not torch.isfinite(loss):
                    raise SystemExit(
                        f"the loss became {loss.item()} in pass {pass_index}; {out}/last.pt is good: lower the rate"
                    )
                optimiser.zero_grad()
                loss.backward()
                torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
                optimiser.step()
                update_average(average, network, settings.average, step)
                losses.append(loss.detach())
                step += 1
            pass_index += 1
            seconds += time.time() - started
            if rank == 0:
                row: dict[str, object] = {
                    "pass": pass_index,
                    "size": stage.size,
                    "rate": f"{optimiser.param_groups[0]['lr']:.3e}",
                    "loss": f"{torch.stack(losses).mean().item():.5f}",
                    "seconds": f"{seconds:.0f}",
                }
                last_of_stage = pass_of_stage == stage.passes - 1
                looks = pass_index % 3 == 0 or last_of_stage
                scores = validate(average, parts["validation"], stage.size, device) if looks else {}
                for key in [f"{family}_{name}" for family in parts["validation"].views for name in ("dice", "jaccard")]:
                    row[key] = f"{scores[key]:.5f}" if scores else ""
                write_row(out / "curve.csv", row)
                print(json.dumps(row), flush=True)
                mean = sum(v for k, v in scores.items() if k.endswith("_jaccard")) / max(len(parts["validation"].views), 1)
                if scores and stage is settings.stages[-1] and mean > best:
                    best = mean
                    state = {"widths": list(settings.widths), "average": average.state_dict(), "passes": pass_index}
                    save_atomically({**state, "settings": asdict(settings), "seconds": seconds}, out / "best.pt")
                save_atomically(
                    {
                        "widths": list(settings.widths),
                        "network": network.state_dict(),
                        "average": average.state_dict(),
                        "optimiser": optimiser.state_dict(),
                        "passes": pass_index,
                        "step": step,
                        "best": best,
                        "seconds": seconds,
                        "settings": asdict(settings),
                    },
                    out / "last.pt",
                )
        del steps_before
    if rank == 0:
        draw_curve(out / "curve.csv", out / "curve.png")
        print(f"done: best mean validation Jaccard {best:.4f} after {seconds / 3600:.2f} h of training", flush=True)


def write_row(path: Path, row: dict[str, object]) -> None:
    """Appends a row to a CSV, with the header first in a new file."""
    new = not path.exists()
    with path.open("a", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(row))
        if new:
            writer.writeheader()
        writer.writerow(row)


def main() -> None:
    """Command line of train."""
    default = Settings()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder that prepare wrote")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--widths", default="-".join(map(str, default.widths)), help="such as 64-128-256-512")
    parser.add_argument("--stage", action="append", type=parse_stage, help="SIZExPASSES@RATE:RATE_END, repeatable")
    parser.add_argument("--initial", type=Path, help="a checkpoint whose averaged weights to start from")
    parser.add_argument("--batch", type=int, default=default.batch)
    parser.add_argument("--phone-share", type=float, default=default.phone_share)
    parser.add_argument("--seed", type=int, default=default.seed)
    parser.add_argument("--threads", type=int, default=0, help="CPU threads; 0 leaves PyTorch's choice")
    parser.add_argument("--workers", type=int, default=1, help="processes that augment")
    args = parser.parse_args()
    if args.threads:
        torch.set_num_threads(args.threads)
    settings = Settings(
        widths=tuple(int(width) for width in args.widths.split("-")),
        stages=tuple(args.stage) if args.stage else default.stages,
        batch=args.batch,
        phone_share=args.phone_share,
        seed=args.seed,
    )
    train(args.data, args.out, settings, args.initial, args.workers)


if __name__ == "__main__":
    main()
