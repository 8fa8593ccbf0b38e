"""train: prepared arrays to a checkpoint, one loop from top to bottom.

In: the folder that prepare wrote, widths, stages. Out: OUT/last.pt (everything needed to go on),
OUT/best.pt (the weights, averaged or not, that validate best), OUT/curve.csv and OUT/curve.png.
Killed, it goes on from last.pt when started again with the same settings. Several GPUs: torchrun -m …train.
"""

import argparse
import copy
import json
import math
import os
import time
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path

import numpy as np
import torch
import torch.distributed as dist
import torch.nn.functional as F
from torch import Tensor
from torch.utils.data import DataLoader

from lentigo_training.checkpoint import (
    OUTPUT,
    Network,
    Weights,
    as_run,
    load_checkpoint,
    load_state,
    make_network,
    save_atomically,
)
from lentigo_training.curve import draw_curve, drop_rows_after, write_row
from lentigo_training.examples import Passes, Prepared, to_batch
from lentigo_training.inverted import ENCODERS
from lentigo_training.settings import Settings, Stage, check_settings, parse_stage

Step = Callable[[Tensor, Tensor, Tensor], Tensor]  # pictures, truths, which of them are grown, to a loss

CLIP_NORM = 1.0  # of the gradient of all weights together
SAVE_EVERY_S = 20  # seconds between two checkpoints, where passes are short
AHEAD = 4  # batches that each of the loader's processes keeps ready


def loss_of(logits: Tensor, truth: Tensor) -> Tensor:
    """Binary cross-entropy plus soft Dice per picture (1 added above and below, for empty truths)."""
    cross_entropy = F.binary_cross_entropy_with_logits(logits, truth)
    probabilities = logits.sigmoid()
    both = (probabilities * truth).sum((1, 2, 3))
    dice = (2 * both + 1) / (probabilities.sum((1, 2, 3)) + truth.sum((1, 2, 3)) + 1)
    return cross_entropy + (1 - dice).mean()


def add_grown(network: Network) -> None:
    """A second output, for grown truths, that begins as the first one, which is for those drawn by hand."""
    output = network.output
    output.weight = torch.nn.Parameter(output.weight.detach().repeat(2, 1, 1, 1))
    output.bias = torch.nn.Parameter(output.bias.detach().repeat(2))
    output.out_channels = 2


def drop_grown(weights: Weights) -> Weights:
    """Without the second output: a network as it is shipped."""
    return {name: value[:1] if name in OUTPUT else value for name, value in weights.items()}


@torch.no_grad()
def update_average(average: Network, network: Network, decay: float, step: int) -> None:
    """Exponential moving average of weights and batch-norm statistics, faster in the first steps."""
    decay = min(decay, (step + 1) / (step + 10))
    pairs = list(zip(average.state_dict().values(), network.state_dict().values(), strict=True))
    floats = [pair for pair in pairs if pair[0].is_floating_point()]
    torch._foreach_lerp_(*map(list, zip(*floats, strict=True)), 1 - decay)
    for mean, value in pairs:
        if not mean.is_floating_point():
            mean.copy_(value)


@torch.no_grad()
def validate(
    network: Network, prepared: Prepared, size: int, device: torch.device, batch: int = 32
) -> dict[str, float]:
    """Mean Dice and Jaccard per picture at the network's size and threshold 0.5, no clean-up, by family."""
    network.eval()
    result: dict[str, float] = {}
    for family, lesions in prepared.views.items():
        positions = [views[0] for views in lesions.values()]
        dices, jaccards = [], []
        for start in range(0, len(positions), batch):
            chosen = positions[start : start + batch]
            images = torch.from_numpy(np.stack([prepared.images[i] for i in chosen]))
            masks = torch.from_numpy(np.stack([prepared.masks[i] for i in chosen]))
            x, y = to_batch(images, masks, device)
            if size != x.shape[-1]:
                x = F.interpolate(x, size=(size, size), mode="bilinear", antialias=True)
            logits = network(x.contiguous(memory_format=torch.channels_last))[:, :1].float()
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


def rate_at(stage: Stage, done: float, step: int, warm_up: int) -> float:
    """Linear warm-up, then half a cosine from rate to rate_end; of the stage, `done` (0..1) is behind."""
    cosine = (1 + math.cos(math.pi * min(done, 1))) / 2
    return (stage.rate_end + (stage.rate - stage.rate_end) * cosine) * min(1, (step + 1) / max(1, warm_up))


def share_done(stage: Stage, passes: float, seconds: float) -> float:
    """How much of the stage is behind, by its passes or its seconds."""
    return passes / stage.passes if stage.passes else seconds / stage.seconds


def mean_jaccard(scores: dict[str, float]) -> float:
    """Over the families, each counting alike, of what validate gave."""
    values = [value for key, value in scores.items() if key.endswith("_jaccard")]
    return sum(values) / len(values)


def multiplies_bf16(device: torch.device) -> bool:
    """Whether bf16 is the quick way there: on CUDA, and on processors with AMX."""
    return device.type == "cuda" or bool(torch.cpu.get_capabilities().get("amx_bf16", False))


def learn_from(network: torch.nn.Module, teachers: list[Network], share: float) -> Step:
    """A function from a batch to its loss; the teachers' mean answer takes `share` of the truth's place.

    A grown truth is for the last output, one drawn by hand for the first.
    """

    def step(x: Tensor, y: Tensor, grown: Tensor) -> Tensor:
        with torch.autocast(x.device.type, torch.bfloat16, enabled=multiplies_bf16(x.device)):
            if teachers:
                with torch.no_grad():
                    answers = [teacher(x).float().sigmoid() for teacher in teachers]
                y = (1 - share) * y + share * torch.stack(answers).mean(0)
            both = network(x)
            logits = torch.where(grown[:, None, None, None], both[:, -1:], both[:, :1])
        return loss_of(logits.float(), y)

    return step


def check_same_network(state: dict[str, object], settings: Settings, path: Path) -> None:
    """Raises SystemExit for a checkpoint of another network than is asked."""
    if state["widths"] != list(settings.widths):
        raise SystemExit(f"{path} has widths {state['widths']}, asked are {list(settings.widths)}")
    for kind, default in (("plain", False), ("encoder", "")):
        has, asked = state["settings"].get(kind, default), getattr(settings, kind)
        if has != asked:
            raise SystemExit(f"{path} has {kind} {has or 'no'}, asked is {asked or 'no'}; use another one")


def kept_in(out: Path, passes: int) -> str:
    """What a run that ends now leaves behind."""
    return f"the weights after pass {passes} are kept" if passes else f"nothing is kept in {out} yet"


def largest_batch(holds: Callable[[int], bool], batch: int) -> int:
    """The largest of batch / 2, batch / 4, … that `holds`; 0 where not even one picture does."""
    while batch > 1:
        batch //= 2
        if holds(batch):
            return batch
    return 0


def holds_on(settings: Settings, device: torch.device, batch: int) -> bool:
    """Whether the device has the memory for a step of `batch` drawn pictures of the largest size."""
    size = max(size for stage in settings.stages for size in stage.sizes)
    try:
        network = make_network(settings.widths, asdict(settings)).to(device)
        optimiser = torch.optim.AdamW(network.parameters())
        teachers = [load_checkpoint(Path(path)).network.to(device) for path in settings.teachers]
        x, y = (
            torch.rand(batch, 3, size, size, device=device),
            torch.rand(batch, 1, size, size, device=device),
        )
        grown = torch.zeros(batch, dtype=torch.bool, device=device)
        learn_from(network, teachers, settings.teacher_share)(x, y, grown).backward()
        optimiser.step()
    except torch.OutOfMemoryError:
        return False
    return True


def train(
    data: Path,
    out: Path,
    settings: Settings,
    workers: int,
    compiled: bool = False,
    look_every: int = 3,
) -> None:
    """The loop. Raises SystemExit when it cannot start or the loss is not a number any more, and
    torch.OutOfMemoryError when the graphics card is too small.

    `look_every` passes the validation part is looked at, and at each stage's end.
    """
    rank, world = int(os.environ.get("RANK", 0)), int(os.environ.get("WORLD_SIZE", 1))
    check_settings(settings, world)
    cuda = torch.cuda.is_available()
    device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", 0))) if cuda else torch.device("cpu")
    if world > 1:
        dist.init_process_group("nccl" if cuda else "gloo")
    torch.manual_seed(settings.seed)
    torch.backends.cudnn.benchmark = True
    out.mkdir(parents=True, exist_ok=True)

    network = make_network(settings.widths, asdict(settings))
    if settings.encoder:
        network.load_encoder()
    before: list[dict[str, object]] = []  # the runs that led to the first weights
    if settings.initial and not (out / "last.pt").exists():
        start = load_state(Path(settings.initial))
        check_same_network(start, settings, Path(settings.initial))
        before = [*start.get("before", []), as_run(start)]
        network.load_state_dict(start["average"])
    add_grown(network)
    network = network.to(device, memory_format=torch.channels_last)
    average = copy.deepcopy(network).eval().requires_grad_(False)
    decay = settings.weight_decay
    optimiser = torch.optim.AdamW(network.parameters(), lr=1e-3, weight_decay=decay, fused=cuda)
    done_passes, step, best, seconds = 0, 0, -1.0, 0.0
    stage_passes, stage_seconds = [0] * len(settings.stages), [0.0] * len(settings.stages)
    if (out / "last.pt").exists():
        last = load_state(out / "last.pt")
        check_same_network(last, settings, out / "last.pt")
        began = last["settings"].get("initial", "")
        if began != settings.initial:
            raise SystemExit(
                f"{out}/last.pt began from {began or 'nothing'}, asked is {settings.initial or 'nothing'}; "
                "use another folder"
            )
        if "average_output" not in last:
            raise SystemExit(
                f"{out}/last.pt is of an earlier version, which cannot go on; use another folder"
            )
        network.load_state_dict(last["network"])
        average.load_state_dict(last["average"] | last["average_output"])
        optimiser.load_state_dict(last["optimiser"])
        done_passes, step, best, seconds = last["passes"], last["step"], last["best"], last["seconds"]
        before = last.get("before", [])
        for index, (passes, taken) in enumerate(last["stages"][: len(settings.stages)]):
            stage_passes[index], stage_seconds[index] = passes, taken
        changed = [
            key for key, value in asdict(settings).items() if last["settings"].get(key, value) != value
        ]
        but = f", with other {', '.join(changed)} than before" if changed else ""
        print(f"going on after pass {done_passes}{but}", flush=True)
    if rank == 0:
        drop_rows_after(out / "curve.csv", done_passes)
    model = torch.nn.parallel.DistributedDataParallel(network) if world > 1 else network
    teachers = [
        load_checkpoint(Path(path)).network.to(device, memory_format=torch.channels_last)
        for path in settings.teachers
    ]
    loss_of_batch = learn_from(model, teachers, settings.teacher_share)
    if compiled:
        loss_of_batch = torch.compile(loss_of_batch, dynamic=False)

    parts = {part: Prepared(data, part) for part in ("train", "validation")}
    families = list(parts["validation"].views)
    saved, saved_pass = -math.inf, done_passes
    for index, stage in enumerate(settings.stages):
        passes_in_order = Passes(parts["train"], settings, stage.size, stage.fourth)
        length = passes_in_order.steps(done_passes, settings.batch)
        if length == 0:
            raise SystemExit(f"the pictures do not fill one batch of {settings.batch}")
        order = passes_in_order.batches(done_passes, settings.batch // world, rank, world)
        loader = DataLoader(
            passes_in_order,
            batch_sampler=order,
            num_workers=workers,
            prefetch_factor=AHEAD if workers else None,
            pin_memory=cuda,
        )
        if share_done(stage, stage_passes[index], stage_seconds[index]) >= 1:
            continue
        batches = iter(loader)
        while share_done(stage, stage_passes[index], stage_seconds[index]) < 1:
            started = time.time()
            network.train()
            torch.manual_seed(settings.seed * 100_003 + done_passes)  # blocks drop out by it
            losses, norms = [], []
            for position in range(length):
                images, masks, grown = next(batches)
                stage_step = stage_passes[index] * length + position
                done = share_done(stage, stage_step / length, stage_seconds[index] + time.time() - started)
                for group in optimiser.param_groups:
                    group["lr"] = rate_at(stage, done, stage_step, settings.warm_up_steps)
                loss = loss_of_batch(*to_batch(images, masks, device), grown.to(device, non_blocking=True))
                optimiser.zero_grad()
                loss.backward()
                norms.append(torch.nn.utils.clip_grad_norm_(network.parameters(), CLIP_NORM))
                optimiser.step()
                update_average(average, network, settings.average, step)
                losses.append(loss.detach())
                step += 1
            faults = ~torch.isfinite(torch.stack(losses) + torch.stack(norms))
            if faults.any():  # the checkpoint of the pass before is still good
                fault = int(faults.nonzero()[0])
                raise SystemExit(
                    f"pass {done_passes + 1}: the loss became {losses[fault].item()}, its gradient "
                    f"{norms[fault].item()}; {kept_in(out, saved_pass)}; lower the rate"
                )
            seconds += time.time() - started
            stage_seconds[index] += time.time() - started
            stage_passes[index] += 1
            done_passes += 1
            if rank != 0:
                continue
            ends = share_done(stage, stage_passes[index], stage_seconds[index]) >= 1
            looks = done_passes % look_every == 0 or ends
            # After a short stage the average may lag behind the weights: the better of the two counts.
            tried = [
                (weights, validate(weights, parts["validation"], stage.size, device, min(32, settings.batch)))
                for weights in ((average, network) if ends else (average,) if looks else ())
            ]
            better, scores = max(tried, key=lambda one: mean_jaccard(one[1])) if tried else (average, {})
            row: dict[str, object] = {
                "pass": done_passes,
                "size": stage.size,
                "rate": f"{optimiser.param_groups[0]['lr']:.3e}",
                "loss": f"{torch.stack(losses).mean().item():.5f}",
                "seconds": f"{seconds:.0f}",
            }
            for key in (f"{family}_{name}" for family in families for name in ("dice", "jaccard")):
                row[key] = f"{scores[key]:.5f}" if scores else ""
            write_row(out / "curve.csv", row)
            print(json.dumps(row), flush=True)
            state = {
                "widths": list(settings.widths),
                "average": drop_grown(average.state_dict()),
                "passes": done_passes,
                "settings": asdict(settings),
                "seconds": seconds,
                "stages": list(zip(stage_passes, stage_seconds, strict=True)),
                "before": before,
                "hardware": torch.cuda.get_device_name() if cuda else "",
            }
            if scores and stage is settings.stages[-1] and mean_jaccard(scores) > best:  # the final size
                best = mean_jaccard(scores)
                save_atomically({**state, "average": drop_grown(better.state_dict())}, out / "best.pt")
            going_on = {
                "network": network.state_dict(),
                "average_output": {name: average.state_dict()[name] for name in OUTPUT},
                "optimiser": optimiser.state_dict(),
                "step": step,
                "best": best,
            }
            if looks or time.time() - saved > SAVE_EVERY_S:
                save_atomically({**state, **going_on}, out / "last.pt")
                saved, saved_pass = time.time(), done_passes
    if rank == 0:
        draw_curve(out / "curve.csv", out / "curve.png")
        print(
            f"done: best mean validation Jaccard {best:.4f} after {seconds / 3600:.2f} h of training",
            flush=True,
        )


def main() -> None:
    """Command line of train."""
    default = Settings()
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="the folder that prepare wrote")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--widths", default="-".join(map(str, default.widths)), help="such as 64-128-256-512")
    parser.add_argument(
        "--stage",
        action="append",
        type=parse_stage,
        help="SIZExPASSES@RATE:RATE_END, repeatable; SIZE/OTHER shows every fourth batch at the other size",
    )
    parser.add_argument("--initial", default="", help="a checkpoint whose averaged weights to start from")
    parser.add_argument("--batch", type=int, default=default.batch)
    parser.add_argument("--warm-up", type=int, default=default.warm_up_steps, help="steps of each stage")
    parser.add_argument("--phone-share", type=float, default=default.phone_share)
    parser.add_argument("--seed", type=int, default=default.seed)
    parser.add_argument("--plain", action="store_true", help="a plain U-Net, for the table of baselines")
    parser.add_argument(
        "--encoder",
        choices=[name for name in ENCODERS if name != "probe"],
        default="",
        help="one that knows ImageNet; --widths 32-48-64-96 are then the decoder's",
    )
    parser.add_argument("--threads", type=int, default=0, help="CPU threads; 0 leaves PyTorch's choice")
    parser.add_argument("--workers", type=int, default=1, help="processes that augment")
    parser.add_argument("--average", type=float, default=default.average, help="of the weights, a step")
    parser.add_argument("--weight-decay", type=float, default=default.weight_decay)
    parser.add_argument(
        "--teacher", action="append", default=[], help="a checkpoint to learn from, repeatable"
    )
    parser.add_argument(
        "--teacher-share", type=float, default=0.6, help="of the truth, where there is a teacher"
    )
    parser.add_argument("--compile", action="store_true", help="by torch.compile: slow to start, then faster")
    parser.add_argument("--look-every", type=int, default=3, help="passes between two looks at validation")
    args = parser.parse_args()
    if args.threads:
        torch.set_num_threads(args.threads)
    settings = Settings(
        widths=tuple(int(width) for width in args.widths.split("-")),
        stages=tuple(args.stage) if args.stage else default.stages,
        batch=args.batch,
        warm_up_steps=args.warm_up,
        phone_share=args.phone_share,
        seed=args.seed,
        plain=args.plain,
        encoder=args.encoder,
        average=args.average,
        weight_decay=args.weight_decay,
        initial=args.initial,
        teachers=tuple(args.teacher),
        teacher_share=args.teacher_share if args.teacher else 0.0,
    )
    try:
        train(args.data, args.out, settings, args.workers, args.compile, args.look_every)
        return
    except torch.OutOfMemoryError:
        pass  # what the loop held is free only when its frame is gone
    torch.cuda.empty_cache()
    fits = largest_batch(partial(holds_on, settings, torch.device("cuda")), settings.batch)
    advice = f"--batch {fits} fits" if fits else "not even one picture fits: take smaller pictures or widths"
    raise SystemExit(f"the graphics card has no memory for a batch of {settings.batch}; {advice}")


if __name__ == "__main__":
    main()
