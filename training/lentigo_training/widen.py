"""widen: a trained network's weights as the start of a wider one of the same depth (Net2Net).

In: a checkpoint of train and wider widths. Out: a checkpoint whose network gives the same answers, but for
a little noise that lets the doubled channels part; `train --initial` goes on from it. Chen, Goodfellow and
Shlens 2016, Net2Net: a channel is copied, and what reads its copies divides by their number.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from lentigo_training.checkpoint import account_of, load_state, save_atomically
from lentigo_training.network import ResidualBlock, ResidualUNet

NOISE = 0.01  # of a kernel's own standard deviation
SEED = 2026


def copies(narrow: int, wide: int, rng: np.random.Generator) -> Tensor:
    """(wide,) which old channel each new one copies: all of them in order, then drawn evenly."""
    rounds = [rng.permutation(narrow) for _ in range(-(-(wide - narrow) // narrow))]
    more = np.concatenate(rounds)[: wide - narrow] if rounds else np.zeros(0, np.int64)
    return torch.from_numpy(np.concatenate([np.arange(narrow), more]))


def widen_conv(old: nn.Conv2d, new: nn.Conv2d, reads: Tensor, writes: Tensor) -> None:
    """`reads` and `writes` name the old channel of each new one."""
    number = torch.bincount(reads, minlength=old.in_channels)[reads].float()
    new.weight.copy_(old.weight[writes][:, reads] / number[None, :, None, None])
    new.bias.copy_(old.bias[writes])


def widen_norm(old: nn.BatchNorm2d, new: nn.BatchNorm2d, channels: Tensor) -> None:
    """Scale, shift and statistics go with their channels."""
    for name in ("weight", "bias", "running_mean", "running_var"):
        getattr(new, name).copy_(getattr(old, name)[channels])


def widen_block(
    old: ResidualBlock, new: ResidualBlock, reads: Tensor, writes: Tensor, rng: np.random.Generator
) -> None:
    """The channels between its two convolutions are copied by a chance of their own."""
    between = copies(old.conv1.out_channels, new.conv1.out_channels, rng)
    if old.bn1 is not None and new.bn1 is not None:
        widen_norm(old.bn1, new.bn1, reads)
    widen_conv(old.conv1, new.conv1, reads, between)
    widen_norm(old.bn2, new.bn2, between)
    widen_conv(old.conv2, new.conv2, between, writes)
    if old.shortcut is not None and new.shortcut is not None:
        widen_conv(old.shortcut, new.shortcut, reads, writes)


@torch.no_grad()
def widen(old: ResidualUNet, widths: Sequence[int], noise: float, seed: int) -> ResidualUNet:
    """Raises SystemExit when the depth differs or a level would become narrower."""
    if len(widths) != len(old.widths) or any(w < n for w, n in zip(widths, old.widths, strict=True)):
        raise SystemExit(
            f"widths {list(widths)} are no widening of {list(old.widths)}: as many, none smaller"
        )
    rng = np.random.default_rng(seed)
    new = ResidualUNet(widths, old.plain).eval()
    reads, outputs = torch.arange(3), []
    for before, after, narrow, wide in zip(old.encoder, new.encoder, old.widths, widths, strict=True):
        writes = copies(narrow, wide, rng)
        widen_block(before, after, reads, writes, rng)
        outputs.append(writes)
        reads = writes
    for level, before, after in zip(range(len(widths) - 2, -1, -1), old.decoder, new.decoder, strict=True):
        below = old.widths[level + 1]
        writes = copies(old.widths[level], widths[level], rng)
        widen_block(before, after, torch.cat([reads, outputs[level] + below]), writes, rng)
        reads = writes
    widen_conv(old.output, new.output, reads, torch.arange(1))
    generator = torch.Generator().manual_seed(seed)
    for module in new.modules():
        if isinstance(module, nn.Conv2d) and module is not new.output:
            spread = noise * module.weight.std()
            module.weight.add_(torch.randn(module.weight.shape, generator=generator) * spread)
    return new


def main() -> None:
    """Command line of widen."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--checkpoint", type=Path, required=True, help="best.pt of train")
    parser.add_argument("--widths", required=True, help="such as 32-64-128-256-256-256")
    parser.add_argument("--noise", type=float, default=NOISE, help="of each kernel's standard deviation")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--out", type=Path, required=True, help="for train --initial")
    args = parser.parse_args()
    state = load_state(args.checkpoint)
    old = ResidualUNet(state["widths"], state["settings"].get("plain", False))
    old.load_state_dict(state["average"])
    widths = [int(width) for width in args.widths.split("-")]
    new = widen(old.eval(), widths, args.noise, args.seed)
    save_atomically({**account_of(state), "widths": widths, "average": new.state_dict()}, args.out)
    print(f"{args.out}: {'-'.join(map(str, state['widths']))} widened to {args.widths}")


if __name__ == "__main__":
    main()
