import numpy as np
import pytest
from conftest import draw_pair

from lentigo_training.augment import EFFECTS, augment, plain_skin, warp


@pytest.mark.parametrize("size", [32, 64, 128])
def test_size_and_range(size: int) -> None:
    image, mask = draw_pair(1, 128, 128)
    for seed in range(30):
        new_image, new_mask = augment(image, mask, size, np.random.default_rng(seed))
        assert (new_image.shape, new_mask.shape) == ((size, size, 3), (size, size))
        assert new_image.dtype == new_mask.dtype == np.uint8


def test_the_same_seed_gives_the_same_view() -> None:
    image, mask = draw_pair(1, 128, 128)
    first, again, other = (augment(image, mask, 64, np.random.default_rng(seed)) for seed in (5, 5, 6))
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))
    assert not np.array_equal(first[0], other[0])


def test_the_given_pictures_stay_as_they_were() -> None:
    image, mask = draw_pair(1, 128, 128)
    copies = image.copy(), mask.copy()
    for seed in range(30):
        augment(image, mask, 64, np.random.default_rng(seed))
    assert np.array_equal(image, copies[0])
    assert np.array_equal(mask, copies[1])


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
