"""Pictures and masks in the ISIC layout: images/ID.jpg beside masks/ID_segmentation.png.

In: a folder. Out: upright RGB arrays and 0/1 masks, and the one resizing rule that the page shares.
Does not augment, split or score.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

IMAGE_SUFFIXES = {".jpg", ".jpeg", ".png", ".bmp", ".webp", ".tif", ".tiff"}
MASK_NAME = re.compile(r"^(?P<id>.+)_(segmentation|lesion|mask)$", re.IGNORECASE)
UNREADABLE = (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError)
MASK_CUT = 128  # the ISIC scorer: a value above 128 is lesion, 128 itself is background


@dataclass(frozen=True)
class Pair:
    """A picture and its ground truth, both paths on disk."""

    id: str
    image: Path
    mask: Path


@dataclass(frozen=True)
class LeftOut:
    """A file that was not used, and why."""

    name: str
    reason: str


def find_pairs(folder: Path) -> tuple[list[Pair], list[LeftOut]]:
    """Pairs of `folder`/images and `folder`/masks by name, sorted by id, and what was left over.

    Raises SystemExit when either folder is missing.
    """
    left_out: list[LeftOut] = []
    images: dict[str, Path] = {}
    masks: dict[str, Path] = {}
    for path in _files(folder / "images"):
        _take(images, path.stem, path, left_out)
    for path in _files(folder / "masks"):
        match = MASK_NAME.match(path.stem)
        if match is None:
            left_out.append(LeftOut(path.name, "its name does not end in _segmentation, _lesion or _mask"))
        else:
            _take(masks, match["id"], path, left_out)
    left_out += [
        LeftOut(images[i].name, "no mask with its name") for i in sorted(images.keys() - masks.keys())
    ]
    left_out += [
        LeftOut(masks[i].name, "no picture with its name") for i in sorted(masks.keys() - images.keys())
    ]
    return [Pair(i, images[i], masks[i]) for i in sorted(images.keys() & masks.keys())], left_out


def _take(taken: dict[str, Path], picture_id: str, path: Path, left_out: list[LeftOut]) -> None:
    if picture_id in taken:
        left_out.append(LeftOut(path.name, f"{taken[picture_id].name} has the same id"))
    else:
        taken[picture_id] = path


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise SystemExit(f"{folder} is missing: a set is a folder with images/ and masks/ inside")
    return sorted(p for p in folder.iterdir() if p.suffix.lower() in IMAGE_SUFFIXES)


def read_image(path: Path) -> np.ndarray:
    """Upright RGB on white, (height, width, 3) uint8. Raises ValueError when it cannot be read."""
    try:
        with Image.open(path) as picture:
            upright = ImageOps.exif_transpose(picture)
            if upright.has_transparency_data:
                colours = upright.convert("RGBA")
                upright = Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours)
            return np.asarray(upright.convert("RGB"))
    except UNREADABLE as error:
        raise ValueError(f"cannot be read as a picture ({error})") from error


def read_mask(path: Path) -> np.ndarray:
    """(height, width) bool by the ISIC rule, above 128 is lesion. Raises ValueError for anything else."""
    try:
        with Image.open(path) as picture:
            if picture.mode not in ("L", "1"):
                raise ValueError(f"is {picture.mode}, not greyscale")
            return np.asarray(picture.convert("L")) > MASK_CUT
    except UNREADABLE as error:
        raise ValueError(f"cannot be read as a picture ({error})") from error


def read_pair(pair: Pair) -> tuple[np.ndarray, np.ndarray]:
    """Both pictures of a pair. Raises ValueError with the reason when it cannot be used."""
    try:
        image = read_image(pair.image)
    except ValueError as error:
        raise ValueError(f"picture {error}") from error
    try:
        mask = read_mask(pair.mask)
    except ValueError as error:
        raise ValueError(f"mask {error}") from error
    if image.shape[:2] != mask.shape:
        (mask_height, mask_width), (height, width) = mask.shape, image.shape[:2]
        raise ValueError(f"mask is {mask_width} × {mask_height}, picture {width} × {height}")
    return image, mask


def resize_rgb(image: np.ndarray, width: int, height: int) -> np.ndarray:
    """(height, width, 3) uint8, stretched by Pillow's antialiased triangle filter.

    src/core/raster/resize.ts follows the same rule, so that the page sees what the network was trained on.
    """
    return np.asarray(Image.fromarray(image).resize((width, height), Image.Resampling.BILINEAR))


def resize_plane(plane: np.ndarray, width: int, height: int) -> np.ndarray:
    """(height, width) float32 by the same triangle filter, without rounding to bytes."""
    picture = Image.fromarray(np.ascontiguousarray(plane, dtype=np.float32))
    return np.asarray(picture.resize((width, height), Image.Resampling.BILINEAR))
