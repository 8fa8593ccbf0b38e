"""What decides the weights, besides the data.

In: words of the command line. Out: a frozen record that goes into every checkpoint.
"""

import argparse
from dataclasses import dataclass

from lentigo_training.inverted import MULTIPLE


@dataclass(frozen=True)
class Stage:
    """Some passes at one input size; the rate falls from `rate` to `rate_end` along a cosine."""

    size: int  # pixels, square
    passes: int  # one pass shows each lesion of the first family once; 0: as many as `seconds` hold
    rate: float
    rate_end: float
    seconds: float = 0.0  # of training, validation left out
    fourth: int = 0  # the size of every fourth batch, so that the network is at home there too; 0: the same

    @property
    def sizes(self) -> tuple[int, ...]:
        """All that it shows."""
        return (self.size, self.fourth) if self.fourth else (self.size,)


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
    plain: bool = False  # a U-Net without the blocks' shortcuts, the baseline
    encoder: str = ""  # one that knows ImageNet, of inverted.ENCODERS; the widths are then the decoder's
    initial: str = ""  # the checkpoint whose weights it began with
    teachers: tuple[str, ...] = ()  # checkpoints of trained networks
    teacher_share: float = 0.0  # of the truth that is learned from, taken from the teachers' mean answer


def parse_stage(text: str) -> Stage:
    """'128x60@2e-3:3e-4' is 60 passes at 128 px from rate 0.002 to 0.0003; '128x60s@…' lasts 60 seconds.

    '256/128x60@…' shows every fourth batch at 128 px.
    """
    try:
        sizes, rest = text.split("x")
        size, _, fourth = sizes.partition("/")
        length, rates = rest.split("@")
        rate, rate_end = (float(word) for word in rates.split(":"))
        if length.endswith("s"):
            stage = Stage(int(size), 0, rate, rate_end, float(length[:-1]), int(fourth or 0))
        else:
            stage = Stage(int(size), int(length), rate, rate_end, fourth=int(fourth or 0))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not SIZExPASSES@RATE:RATE_END") from error
    if min(stage.sizes) < 32 or (stage.passes < 1 and stage.seconds <= 0):
        raise argparse.ArgumentTypeError(f"{text!r}: the size is at least 32, the passes at least 1")
    return stage


def check_settings(settings: Settings, world: int) -> None:
    """Raises SystemExit for what would fail later, or not be what was asked; `world` processes train."""
    halved = MULTIPLE if settings.encoder else 2 ** (len(settings.widths) - 1)
    for stage in settings.stages:
        for size in stage.sizes:
            if size % halved:
                raise SystemExit(f"{size} px is not what these widths can halve: take a multiple of {halved}")
        if world > 1 and not stage.passes:
            raise SystemExit("a stage by the clock is for one graphics card: each would have its own clock")
    if settings.batch % world:
        raise SystemExit(f"a batch of {settings.batch} cannot be parted evenly among {world} graphics cards")
    if not 0 <= settings.phone_share < 1:
        raise SystemExit(f"--phone-share {settings.phone_share:g} is not a share from 0 to below 1")
