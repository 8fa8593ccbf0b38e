import numpy as np
import pytest
from conftest import draw_pair

from lentigo_training.augment import EFFECTS, augment, cover, other_skin, plain_skin, warp


@pytest.mark.parametrize("size", [32, 64, 128])
def test_size_and_range(size: int) -> None:
    pair, other = draw_pair(1, 128, 128), draw_pair(2, 128, 128)
    for seed in range(30):
        new_image, new_mask = augment(pair, other, size, np.random.default_rng(seed))
        assert (new_image.shape, new_mask.shape) == ((size, size, 3), (size, size))
        assert new_image.dtype == new_mask.dtype == np.uint8


def test_the_same_seed_gives_the_same_view() -> None:
    pair, ground = draw_pair(1, 128, 128), draw_pair(2, 128, 128)
    for number in range(10):
        first, again, other = (
            augment(pair, ground, 64, np.random.default_rng(seed)) for seed in (number, number, number + 10)
        )
        assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))
        assert not np.array_equal(first[0], other[0])


def test_the_given_pictures_stay_as_they_were() -> None:
    given = *draw_pair(1, 128, 128), *draw_pair(2, 128, 128)
    copies = [array.copy() for array in given]
    for seed in range(30):
        augment(given[:2], given[2:], 64, np.random.default_rng(seed))
    assert all(np.array_equal(array, before) for array, before in zip(given, copies, strict=True))


@pytest.mark.parametrize("size", [32, 64, 128])
def test_picture_and_mask_move_together(size: int) -> None:
    _, mask = draw_pair(2, 128, 128)
    image = np.repeat(mask[..., None], 3, axis=2)
    for seed in range(30):
        moved, moved_mask = warp(image, mask, size, np.random.default_rng(seed))
        assert np.array_equal(moved[..., 0], moved_mask)


@pytest.mark.parametrize("effect", [effect for _, effect in EFFECTS], ids=lambda effect: effect.__name__)
@pytest.mark.parametrize("size", [32, 256])
def test_each_effect_changes_the_picture_only(effect, size: int) -> None:
    image, _ = draw_pair(3, size, size)
    before = image.copy()
    results = [effect(image, np.random.default_rng(seed)) for seed in range(8)]
    assert np.array_equal(image, before)
    assert all(result.shape == image.shape and result.dtype == np.uint8 for result in results)
    assert any(not np.array_equal(result, image) for result in results)


def test_plain_skin_holds_no_lesion() -> None:
    image = np.full((128, 128, 3), (200, 160, 140), np.uint8)
    mask = np.zeros((128, 128), np.uint8)
    image[40:70, 40:70], mask[40:70, 40:70] = 0, 255
    found = [pair for seed in range(20) if (pair := plain_skin(image, mask, np.random.default_rng(seed)))]
    assert found
    for crop, empty in found:
        assert crop.min() > 100
        assert not empty.any()
    full = np.full((128, 128), 255, np.uint8)
    assert plain_skin(image, full, np.random.default_rng(0)) is None


def test_what_is_covered_is_no_lesion_any_more() -> None:
    image, mask = np.full((128, 128, 3), (200, 160, 140), np.uint8), np.full((128, 128), 255, np.uint8)
    shares = []
    for seed in range(40):
        covered, left = cover(image, mask, np.random.default_rng(seed))
        assert np.array_equal(covered[left == 255], image[left == 255])
        shares.append((left == 0).mean())
        assert left[64, 64] == 255
    assert max(shares) < 0.3 and np.mean(np.array(shares) > 0.005) > 0.6


def test_a_lesion_moves_onto_other_skin_in_its_colour() -> None:
    (y, x), side = np.mgrid[:128, :128], 128
    disc = (np.hypot(x - 64, y - 64) < 20).astype(np.uint8) * 255
    corner = (np.hypot(x - 20, y - 20) < 15).astype(np.uint8) * 255
    pale, dark = (210, 180, 160), (110, 80, 60)
    image = np.where(disc[..., None] > 0, np.uint8([120, 70, 50]), np.uint8(pale))
    other = np.where(corner[..., None] > 0, np.uint8([40, 20, 10]), np.uint8(dark))
    made = [other_skin((image, disc), (other, corner), np.random.default_rng(seed)) for seed in range(10)]
    found = [pair for pair in made if pair is not None]
    assert found
    for moved, mask in found:
        assert np.array_equal(mask, disc)
        assert np.abs(moved[disc == 0].astype(int) - dark).max() <= 8  # skin, without the other's lesion
        assert np.abs(moved[64, 64].astype(int) - (20, 0, 0)).max() <= 2  # as much darker as it was
    full = np.full((side, side), 255, np.uint8)
    assert other_skin((image, full), (other, corner), np.random.default_rng(0)) is None
