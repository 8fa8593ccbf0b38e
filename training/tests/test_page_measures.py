"""The page's measures against scikit-image's, and its agreement against training's, whose cut-offs it has."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from page import run_page_code
from skimage.color import rgb2lab
from skimage.measure import find_contours, perimeter_crofton, regionprops

from lentigo_training.assess import agreement, turn, turn_back
from lentigo_training.to_mask import MaskSettings

MASKS = 20
WITHIN = 0.01


def draw_lesion(rng: np.random.Generator) -> np.ndarray:
    """(height, width) uint8 of 0 and 1: one wavy, tilted region across 60 to 300 pixels, at times holed."""
    height, width = rng.integers(250, 420, 2)
    angle = rng.uniform(0, np.pi)
    y, x = np.mgrid[:height, :width] + 0.5 - np.array([height, width])[:, None, None] / 2
    along, across = x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)
    radius = np.hypot(along / rng.uniform(60, 110), across / rng.uniform(30, 90))
    direction = np.arctan2(across, along)
    waves = [(n, 0.2 / n * rng.standard_normal(), rng.uniform(0, 7)) for n in range(1, 8)]
    border = sum(size * np.sin(n * direction + phase) for n, size, phase in waves)
    mask = (radius < 1 + border).astype(np.uint8)
    if rng.random() < 0.3:
        mask[radius < 0.2] = 0
    return mask


@pytest.fixture(scope="module")
def masks() -> list[np.ndarray]:
    rng = np.random.default_rng(5)
    return [draw_lesion(rng) for _ in range(MASKS)]


def measure(tmp_path: Path, jobs: list[dict[str, object]], arrays: list[np.ndarray]) -> list:
    words = []
    for number, (job, values) in enumerate(zip(jobs, arrays, strict=True)):
        path = tmp_path / f"{number}.bin"
        path.write_bytes(np.ascontiguousarray(values).tobytes())
        height, width = values.shape[-2:]
        words.append({"path": str(path), "width": int(width), "height": int(height), **job})
    return run_page_code("measure_masks.ts", words, tmp_path)


def longest_chord_across(points: np.ndarray) -> float:
    """The longest chord of a convex ring at a right angle to its longest diameter, cut 4000 times."""
    distances = np.linalg.norm(points[:, None] - points[None], axis=2)
    i, j = np.unravel_index(distances.argmax(), distances.shape)
    along = (points[j] - points[i]) / distances[i, j]
    place = points @ along
    height = points @ np.array([-along[1], along[0]])
    longest = 0.0
    for cut in np.linspace(place.min(), place.max(), 4000)[1:-1]:
        left, right = place, np.roll(place, -1)
        crossed = np.flatnonzero((left < cut) != (right < cut))
        share = (cut - left[crossed]) / (right[crossed] - left[crossed])
        crossings = height[crossed] + share * (np.roll(height, -1)[crossed] - height[crossed])
        longest = max(longest, np.ptp(crossings))
    return longest


def asymmetry_at(mask: np.ndarray, angle: float) -> float:
    """Share of the lesion outside its mirror image at the axis through its centroid, resampled."""
    rows, columns = np.nonzero(mask)
    cy, cx = rows.mean(), columns.mean()
    cos, sin = np.cos(2 * angle), np.sin(2 * angle)
    matrix = np.array([[cos, sin, cx - cos * cx - sin * cy], [sin, -cos, cy - sin * cx + cos * cy]])
    mirrored = cv2.warpAffine(
        mask.astype(np.float32), matrix, mask.shape[::-1], flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    )
    return float((1 - mirrored[mask > 0]).mean())


def test_forms_are_measured_as_by_scikit_image(tmp_path: Path, masks: list[np.ndarray]) -> None:
    results = measure(tmp_path, [{"kind": "shape"}] * MASKS, masks)
    for ours, mask in zip(results, masks, strict=True):
        (theirs,) = regionprops(mask)
        assert ours["areaPx"] == theirs.area
        perimeter = perimeter_crofton(mask, directions=4)
        assert ours["perimeterPx"] == pytest.approx(perimeter, rel=1e-9)
        assert ours["borderIrregularity"] == pytest.approx(perimeter**2 / (4 * np.pi * theirs.area))
        assert ours["longestPx"] == pytest.approx(theirs.feret_diameter_max, rel=WITHIN)
        ring = max(find_contours(np.pad(theirs.image_convex, 2).astype(float), 0.5), key=len)
        assert ours["perpendicularPx"] == pytest.approx(longest_chord_across(ring), rel=WITHIN)
        assert ours["solidity"] == pytest.approx(theirs.solidity, rel=WITHIN)
        # scikit-image's orientation is the long axis's angle from the rows' direction
        long_axis = np.pi / 2 - theirs.orientation
        at_long, at_short = (asymmetry_at(mask, angle) for angle in (long_axis, long_axis + np.pi / 2))
        assert ours["asymmetry"]["atLongAxis"] == pytest.approx(at_long, abs=WITHIN)
        assert ours["asymmetry"]["atShortAxis"] == pytest.approx(at_short, abs=WITHIN)


def test_the_masks_are_worth_measuring(masks: list[np.ndarray]) -> None:
    """Guards the test above: forms differ, and are neither discs nor symmetric."""
    properties = [regionprops(mask)[0] for mask in masks]
    assert np.ptp([one.feret_diameter_max for one in properties]) > 50
    assert min(one.solidity for one in properties) < 0.93
    axes = [np.pi / 2 - one.orientation for one in properties]
    assert max(asymmetry_at(mask, axis) for mask, axis in zip(masks, axes, strict=True)) > 0.1


def test_colours_are_measured_as_by_scikit_image(tmp_path: Path, masks: list[np.ndarray]) -> None:
    rng = np.random.default_rng(6)
    jobs, expected = [], []
    for number, mask in enumerate(masks):
        base = rng.integers(0, 256, 3)
        picture = np.clip(base + rng.normal(0, 40, (*mask.shape, 3)), 0, 255).astype(np.uint8)
        path = tmp_path / f"{number}.rgba"
        path.write_bytes(np.dstack([picture, np.full(mask.shape, 255, np.uint8)]).tobytes())
        jobs.append({"kind": "colour", "picture": str(path)})
        lab = rgb2lab(picture)
        inside = lab[mask > 0]
        expected.append((lab[0, 0], np.sqrt(inside.var(0).sum())))
    for ours, (first, variegation) in zip(measure(tmp_path, jobs, masks), expected, strict=True):
        assert ours["firstLab"] == pytest.approx(first, abs=0.01)
        assert ours["variegation"] == pytest.approx(variegation, rel=1e-3)


def test_maps_agree_as_far_as_the_cut_offs_were_measured(tmp_path: Path) -> None:
    rng = np.random.default_rng(7)
    jobs, maps, expected = [], [], []
    for keep in ("all", "largest", "central"):
        noise = [cv2.GaussianBlur(rng.random((48, 48), np.float32), (0, 0), 4) for _ in range(9)]
        eight = np.stack([noise[0] + 0.3 * one for one in noise[1:]])
        eight = (eight - eight.min()) / np.ptp(eight)
        maps.append(eight)
        jobs.append({"kind": "agreement", "settings": {"threshold": 0.5, "keep": keep, "fillHoles": True}})
        expected.append(agreement(eight, MaskSettings(0.5, keep, True)))
    assert measure(tmp_path, jobs, maps) == pytest.approx(expected, abs=1e-6)
    assert min(expected) > 0.3 and max(expected) < 0.999


def test_a_turn_is_undone() -> None:
    plane = np.arange(12).reshape(3, 4)
    for symmetry in range(8):
        assert np.array_equal(turn_back(turn(plane, symmetry), symmetry), plane)
    assert len({turn(np.arange(9).reshape(3, 3), s).tobytes() for s in range(8)}) == 8
