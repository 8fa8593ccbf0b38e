from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from lentigo_training.pictures import find_pairs, read_image, read_mask, resize_plane


def test_a_turned_picture_is_read_upright(tmp_path: Path) -> None:
    picture = Image.new("RGB", (6, 4), "black")
    picture.putpixel((0, 0), (255, 255, 255))
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned clockwise
    picture.save(tmp_path / "a.png", exif=exif)
    image = read_image(tmp_path / "a.png")
    assert image.shape == (6, 4, 3)
    assert image[0, 3].tolist() == [255, 255, 255]


def test_transparency_is_laid_on_white(tmp_path: Path) -> None:
    Image.new("RGBA", (2, 2), (10, 20, 30, 0)).save(tmp_path / "a.png")
    assert read_image(tmp_path / "a.png").tolist() == [[[255] * 3] * 2] * 2


def test_128_is_background(tmp_path: Path) -> None:
    Image.fromarray(np.array([[0, 128, 129, 255]], np.uint8)).save(tmp_path / "a.png")
    assert read_mask(tmp_path / "a.png").tolist() == [[False, False, True, True]]


def test_a_mask_in_colours_is_refused(tmp_path: Path) -> None:
    Image.new("RGB", (2, 2)).save(tmp_path / "a.png")
    with pytest.raises(ValueError, match="not greyscale"):
        read_mask(tmp_path / "a.png")


def test_pairs_by_every_known_name(tmp_path: Path) -> None:
    for name in ("images", "masks"):
        (tmp_path / name).mkdir()
    for name in (
        "images/a.jpg",
        "images/b.bmp",
        "masks/a_Segmentation.png",
        "masks/b_lesion.bmp",
        "masks/c.png",
    ):
        (tmp_path / name).touch()
    pairs, left_out = find_pairs(tmp_path)
    assert [(p.id, p.mask.name) for p in pairs] == [("a", "a_Segmentation.png"), ("b", "b_lesion.bmp")]
    assert [item.name for item in left_out] == ["c.png"]


def test_a_resized_plane_keeps_its_mean_and_range() -> None:
    plane = np.random.default_rng(1).random((64, 64), np.float32)
    small = resize_plane(plane, 16, 8)
    assert small.shape == (8, 16)
    assert small.dtype == np.float32
    assert small.mean() == pytest.approx(plane.mean(), abs=0.01)
