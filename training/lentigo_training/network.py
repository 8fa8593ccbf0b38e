"""The residual U-Net of the paper, in PyTorch.

In: widths such as (64, 128, 256, 512), the last one being the bridge. Out: a module from
(batch, 3, height, width) in 0..1 to logits (batch, 1, height, width).
The TypeScript twin is src/engine/network/testing/residualUNet.ts; layer names are shared.
Padding follows TensorFlow's 'same': a 3×3 convolution of stride 2 pads bottom and right only.
"""

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn

BATCH_NORM_EPSILON = 1e-3  # Keras's default, which the paper's table uses
BATCH_NORM_MOMENTUM = 0.01  # share of the new batch; Keras's 0.99 the other way round


def batch_norm(channels: int) -> nn.BatchNorm2d:
    """With Keras's defaults, which EfficientNet has too."""
    return nn.BatchNorm2d(channels, eps=BATCH_NORM_EPSILON, momentum=BATCH_NORM_MOMENTUM)


def pad_same(x: Tensor, kernel: int, stride: int) -> Tensor:
    """As TensorFlow's 'same' does for even sides: of an odd number, the larger part right and below."""
    before = (kernel - stride) // 2
    after = kernel - stride - before
    return F.pad(x, (before, after, before, after))


class SameConv(nn.Conv2d):
    """A 3×3 convolution that pads as TensorFlow's 'same' does for even sizes."""

    def __init__(self, channels_in: int, channels_out: int, stride: int = 1) -> None:
        super().__init__(channels_in, channels_out, 3, stride, padding=1 if stride == 1 else 0)

    def forward(self, x: Tensor) -> Tensor:
        return super().forward(x if self.stride == (1, 1) else pad_same(x, 3, 2))


class Shortcut(nn.Conv2d):
    """A 1×1 convolution; stride 2 drops pixels first, which gives the same result.

    PyTorch 2.13's CPU kernel (oneDNN, AVX-512, channels_last) writes beyond its buffers in the backward pass
    of a 1×1 convolution of stride 2 with fewer than 16 channels in.
    """

    def __init__(self, channels_in: int, channels_out: int, stride: int) -> None:
        super().__init__(channels_in, channels_out, 1)
        self.step = stride

    def forward(self, x: Tensor) -> Tensor:
        return super().forward(x[:, :, :: self.step, :: self.step])


def double(x: Tensor) -> Tensor:
    """Nearest neighbour up-sampling by two."""
    if not torch.compiler.is_compiling():
        return F.interpolate(x, scale_factor=2, mode="nearest")
    # The same, whose gradient the compiler makes a sum and not a scatter.
    n, channels, height, width = x.shape
    spread = x[:, :, :, None, :, None].expand(n, channels, height, 2, width, 2)
    return spread.reshape(n, channels, 2 * height, 2 * width)


class ResidualBlock(nn.Module):
    """Full pre-activation: BN, ReLU, conv, BN, ReLU, conv, plus a 1×1 convolution of the input.

    Without that last term where it is `plain`.
    """

    def __init__(
        self, channels_in: int, channels_out: int, stride: int, first: bool = False, plain: bool = False
    ) -> None:
        super().__init__()
        self.bn1 = None if first else batch_norm(channels_in)
        self.conv1 = SameConv(channels_in, channels_out, stride)
        self.bn2 = batch_norm(channels_out)
        self.conv2 = SameConv(channels_out, channels_out)
        self.shortcut = None if plain else Shortcut(channels_in, channels_out, stride)

    def forward(self, x: Tensor) -> Tensor:
        y = x if self.bn1 is None else F.relu(self.bn1(x))
        y = self.conv1(y)
        y = self.conv2(F.relu(self.bn2(y)))
        return y if self.shortcut is None else y + self.shortcut(x)


class ResidualUNet(nn.Module):
    """Encoder blocks of the given widths (the last is the bridge) and their mirrored decoder.

    `plain` leaves out every shortcut of the blocks: a plain U-Net, the baseline. It is not exported.
    """

    input_range = (0, 1)  # what the page makes of bytes 0 and 255

    def __init__(self, widths: Sequence[int] = (64, 128, 256, 512), plain: bool = False) -> None:
        super().__init__()
        self.widths = tuple(widths)
        self.plain = plain
        self.encoder = nn.ModuleList(
            ResidualBlock(before, width, stride=1 if level == 0 else 2, first=level == 0, plain=plain)
            for level, (before, width) in enumerate(zip((3, *widths[:-1]), widths, strict=True))
        )
        self.decoder = nn.ModuleList(
            ResidualBlock(below + width, width, stride=1, plain=plain)
            for below, width in reversed(list(zip(widths[1:], widths[:-1], strict=True)))
        )
        self.output = nn.Conv2d(widths[0], 1, 1)

    def forward(self, x: Tensor) -> Tensor:
        skips = []
        for block in self.encoder:
            x = block(x)
            skips.append(x)
        for block, skip in zip(self.decoder, reversed(skips[:-1]), strict=True):
            x = block(torch.cat((double(x), skip), dim=1))
        return self.output(x)
