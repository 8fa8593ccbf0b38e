from pathlib import Path

import numpy as np
import pytest
import torch
from conftest import draw_set
from torch import nn

from lentigo_training.fits import compare, letterbox, stretch
from lentigo_training.measure import Model
from lentigo_training.to_mask import MaskSettings


class DarkIsLesion(nn.Module):
    """A network that takes what is darker than the skin for lesion, but not black."""

    def __init__(self) -> None:
        super().__init__()
        self.output = nn.Conv2d(1, 1, 1)  # tells predict the device

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        red = x[:, :1]
        return torch.where((red > 0.2) & (red < 0.6), 9.0, -9.0)


MODEL = Model(DarkIsLesion(), 64, MaskSettings(0.5, "central", True))  # type: ignore[arg-type]


def test_each_way_finds_the_lesion_in_the_frame(tmp_path: Path) -> None:
    folder = draw_set(tmp_path / "isic" / "fullframe", ["a", "b", "c", "d"])
    found = compare(MODEL, folder, {"a", "b", "d"}, 4 / 3)
    assert {name: len(scores) for name, scores in found.items()} == {
        "stretch": 3,
        "letterbox": 3,
        "centre": 3,
    }
    for name in ("stretch", "letterbox"):
        assert min(one.dice for one in found[name]) > 0.9, name
    assert np.mean([one.recall for one in found["centre"]]) > 0.8


def test_a_lesion_at_the_edge_is_lost_to_the_centre_only(tmp_path: Path) -> None:
    image = np.full((60, 80, 3), 210, np.uint8)
    image[20:40, :10] = 110
    truth = image[..., 0] < 150
    for fit in (stretch, letterbox):
        mask = fit(MODEL, image)
        assert (mask & truth).sum() > 0.8 * truth.sum()
        assert (mask & ~truth).sum() < 0.2 * truth.sum()
    with pytest.raises(ValueError, match="at least 1"):
        compare(MODEL, tmp_path, set(), 0.5)
