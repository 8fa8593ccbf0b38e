import pytest
import torch
from torch import nn

from lentigo_training.export import random_network
from lentigo_training.layers_model import count_parameters, named_weights
from lentigo_training.network import ResidualUNet, SameConv, Shortcut

# The paper's printed table: parameters of each layer (weights with their statistics), in its order.
PAPER_ROWS = {
    "encoder1": {"conv1": 1_792, "bn2": 256, "conv2": 36_928, "shortcut": 256},
    "encoder2": {"bn1": 256, "conv1": 73_856, "bn2": 512, "conv2": 147_584, "shortcut": 8_320},
    "encoder3": {"bn1": 512, "conv1": 295_168, "bn2": 1_024, "conv2": 590_080, "shortcut": 33_024},
    "encoder4": {"bn1": 1_024, "conv1": 1_180_160, "bn2": 2_048, "conv2": 2_359_808, "shortcut": 131_584},
    "decoder3": {"bn1": 3_072, "conv1": 1_769_728, "bn2": 1_024, "conv2": 590_080, "shortcut": 196_864},
    "decoder2": {"bn1": 1_536, "conv1": 442_496, "bn2": 512, "conv2": 147_584, "shortcut": 49_280},
    "decoder1": {"bn1": 768, "conv1": 110_656, "bn2": 256, "conv2": 36_928, "shortcut": 12_352},
}


def test_every_layer_has_the_papers_parameters() -> None:
    measured: dict[str, int] = {}
    for name, weight in named_weights(ResidualUNet((64, 128, 256, 512))):
        layer = name.split("/")[0]
        measured[layer] = measured.get(layer, 0) + weight.numel()
    expected = {f"{block}_{layer}": n for block, layers in PAPER_ROWS.items() for layer, n in layers.items()}
    assert measured == {**expected, "output": 65}


@pytest.mark.parametrize(
    ("widths", "parameters"),
    [
        ((64, 128, 256, 512), 8_227_393),
        ((16, 32, 64, 128), 517_777),
        ((16, 32, 64, 128, 128, 128), 2_097_297),
    ],
)
def test_totals(widths: tuple[int, ...], parameters: int) -> None:
    assert count_parameters(ResidualUNet(widths)) == parameters


def test_trainable_parameters_of_the_paper() -> None:
    assert sum(p.numel() for p in ResidualUNet((64, 128, 256, 512)).parameters()) == 8_220_993


@torch.no_grad()
def test_output_shapes_of_every_block() -> None:
    network = ResidualUNet((4, 8, 16, 32)).eval()
    shapes = []
    for block in (*network.encoder, *network.decoder):
        block.register_forward_hook(lambda module, inputs, output: shapes.append(tuple(output.shape[1:])))
    assert network(torch.zeros(2, 3, 64, 32)).shape == (2, 1, 64, 32)
    down = [(4, 64, 32), (8, 32, 16), (16, 16, 8), (32, 8, 4)]
    assert shapes == [*down, *reversed(down[:-1])]


@torch.no_grad()
def test_stride_2_pads_bottom_and_right_as_tensorflow() -> None:
    conv = SameConv(1, 1, stride=2)
    nn.init.zeros_(conv.bias)
    conv.weight.copy_(torch.arange(1.0, 10).reshape(1, 1, 3, 3))
    x = torch.zeros(1, 1, 4, 4)
    x[0, 0, 0, 0] = 1  # seen by the kernel's first tap, not by its middle
    x[0, 0, 3, 3] = 10  # the last window starts at 2 and reaches one beyond the border
    assert conv(x)[0, 0].tolist() == [[1, 0], [0, 50]]


def test_a_shortcut_is_a_1x1_convolution_of_stride_2() -> None:
    shortcut = Shortcut(16, 5, stride=2)
    x = torch.rand(2, 16, 8, 6)
    expected = nn.functional.conv2d(x, shortcut.weight, shortcut.bias, stride=2)
    torch.testing.assert_close(shortcut(x), expected)


@pytest.mark.parametrize(("levels", "sees"), [(4, 71), (6, 256)])
def test_how_much_of_256_pixels_one_pixel_sees(levels: int, sees: int) -> None:
    network = random_network([8] * levels, seed=1).double()
    x = torch.rand(1, 3, 256, 256, dtype=torch.double, requires_grad=True)
    network(x)[0, 0, 128, 128].backward()
    rows = x.grad.abs().sum((0, 1, 3)).nonzero().flatten()
    assert rows[-1] - rows[0] + 1 == sees
