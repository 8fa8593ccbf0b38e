"""The rules that training and page share: resizing, clean-up, and the road from probabilities to a mask."""

from pathlib import Path

import cv2
import numpy as np
from conftest import draw_pair
from page import run_page_code

from lentigo_training.clean_up import KEEP_RULES, clean_up
from lentigo_training.grown import raggedness_of
from lentigo_training.pictures import resize_plane, resize_rgb
from lentigo_training.to_mask import MaskSettings, to_mask

SIZES = [((300, 200), (64, 64)), ((64, 64), (200, 150)), ((257, 311), (256, 256)), ((40, 500), (32, 48))]


def run(
    tmp_path: Path, jobs: list[tuple[np.ndarray, dict[str, object]]], kind: str, dtype: str
) -> list[np.ndarray]:
    """Hands arrays (height, width, …) to the page's code; flat results."""
    words = []
    for number, (values, job) in enumerate(jobs):
        path = tmp_path / f"{number}.bin"
        path.write_bytes(np.ascontiguousarray(values).tobytes())
        size = {"width": values.shape[1], "height": values.shape[0]}
        words.append({"kind": kind, "path": str(path), **size, **job})
    assert run_page_code("twins.ts", words, tmp_path) == len(jobs)
    return [np.fromfile(f"{word['path']}.out", dtype) for word in words]


def target_of(width: int, height: int) -> dict[str, object]:
    return {"target": {"width": width, "height": height}}


def draw_blobs(rng: np.random.Generator, width: int, height: int) -> np.ndarray:
    """(height, width) float32 0..1: smooth noise, whose cuts have many regions, holes and borders touched."""
    noise = cv2.GaussianBlur(rng.random((height, width), np.float32), (0, 0), rng.uniform(1, 6))
    return (noise - noise.min()) / np.ptp(noise)


def test_pictures_are_resized_alike(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    pictures = []
    for (width, height), target in SIZES:
        pictures += [(draw_pair(width, width, height)[0], target)]
        pictures += [(rng.integers(0, 256, (height, width, 3), dtype=np.uint8), target)]
    opaque = [np.dstack([image, np.full(image.shape[:2], 255, np.uint8)]) for image, _ in pictures]
    jobs = [(image, target_of(*target)) for image, (_, target) in zip(opaque, pictures, strict=True)]
    for result, (image, (width, height)) in zip(run(tmp_path, jobs, "rgb", "u1"), pictures, strict=True):
        expected = resize_rgb(image, width, height).astype(int)
        assert np.abs(result.reshape(expected.shape) - expected).max() <= 1


def test_probabilities_are_resized_alike(tmp_path: Path) -> None:
    rng = np.random.default_rng(2)
    planes = [(draw_blobs(rng, *source), target) for source, target in SIZES]
    jobs = [(plane, target_of(*target)) for plane, target in planes]
    for result, (plane, (width, height)) in zip(run(tmp_path, jobs, "plane", "<f4"), planes, strict=True):
        np.testing.assert_allclose(
            result.reshape(height, width), resize_plane(plane, width, height), atol=1e-6
        )


def test_masks_are_cleaned_alike(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    masks = [draw_blobs(rng, *rng.integers(20, 150, 2)) > rng.uniform(0.3, 0.7) for _ in range(40)]
    cases = [(mask, keep, fill) for mask in masks for keep in KEEP_RULES for fill in (False, True)]
    jobs = [(mask.astype(np.uint8), {"keep": keep, "fillHoles": fill}) for mask, keep, fill in cases]
    for result, (mask, keep, fill) in zip(run(tmp_path, jobs, "cleanUp", "u1"), cases, strict=True):
        assert np.array_equal(result.reshape(mask.shape) > 0, clean_up(mask, keep, fill)), (keep, fill)


def test_borders_are_as_ragged(tmp_path: Path) -> None:
    rng = np.random.default_rng(5)
    sizes = [(40, 30), (256, 256), (512, 700), (1030, 1100)]
    masks = [draw_blobs(rng, *size) > 0.5 for size in sizes] + [np.ones((8, 8), bool)]
    jobs = [(mask.astype(np.uint8), {}) for mask in masks]
    for (found,), mask in zip(run(tmp_path, jobs, "raggedness", "<f4"), masks, strict=True):
        assert found == np.float32(raggedness_of(mask))


def test_probabilities_become_the_same_mask(tmp_path: Path) -> None:
    rng = np.random.default_rng(4)
    jobs, expected = [], []
    for target in [(300, 225), (512, 512), (40, 90)]:
        for keep in KEEP_RULES:
            probabilities = draw_blobs(rng, 64, 64)
            jobs.append(
                (probabilities, {**target_of(*target), "threshold": 0.5, "keep": keep, "fillHoles": True})
            )
            expected.append(to_mask(probabilities, *target, MaskSettings(0.5, keep, True)))
    for result, mask in zip(run(tmp_path, jobs, "toMask", "u1"), expected, strict=True):
        # a value within float rounding of the threshold may fall on the other side
        assert np.count_nonzero((result.reshape(mask.shape) > 0) != mask) <= 2
