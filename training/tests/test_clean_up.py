import numpy as np
import pytest

from lentigo_training.clean_up import CENTRAL_SIGMA, central_weights, clean_up
from lentigo_training.to_mask import MaskSettings, to_mask


def grid(text: str) -> np.ndarray:
    return np.array([[letter == "#" for letter in row] for row in text.split()])


CORNER_AND_MIDDLE = grid(
    """
    ######.......
    ######.......
    ####.........
    ......##.....
    .....###.....
    ......#......
    .............
    """
)


def test_largest_is_the_corner() -> None:
    expected = CORNER_AND_MIDDLE.copy()
    expected[3:] = False
    assert np.array_equal(clean_up(CORNER_AND_MIDDLE, "largest", False), expected)


def test_central_is_the_middle() -> None:
    expected = CORNER_AND_MIDDLE.copy()
    expected[:3] = False
    assert np.array_equal(clean_up(CORNER_AND_MIDDLE, "central", False), expected)


def test_all_stays() -> None:
    assert np.array_equal(clean_up(CORNER_AND_MIDDLE, "all", False), CORNER_AND_MIDDLE)


def test_diagonal_pixels_are_one_region() -> None:
    mask = grid("#..# .#.. ..#. ....")
    assert np.array_equal(clean_up(mask, "largest", False), grid("#... .#.. ..#. ...."))


def test_of_equal_regions_the_first_in_reading_order_stays() -> None:
    mask = grid("....# #.... ....# .#... ..... ..#..")
    assert np.array_equal(clean_up(mask, "largest", False), grid("....# ..... ..... ..... ..... ....."))


def test_a_hole_is_filled_and_a_bay_is_not() -> None:
    mask = grid("..... .###. .#.#. .###. .#.#.")
    assert np.array_equal(clean_up(mask, "all", True), grid("..... .###. .###. .###. .#.#."))


def test_a_hole_that_touches_the_outside_by_a_corner_only_is_filled() -> None:
    mask = grid("..... ..#.. .#.#. ..#.. .....")
    assert np.array_equal(clean_up(mask, "all", True), grid("..... ..#.. .###. ..#.. ....."))


def test_a_region_dropped_inside_a_hole_comes_back_with_the_hole() -> None:
    mask = grid("##### #...# #.#.# #...# #####")
    assert clean_up(mask, "largest", True).all()
    assert not clean_up(mask, "largest", False)[2, 2]


@pytest.mark.parametrize("keep", ["all", "largest", "central"])
@pytest.mark.parametrize("value", [False, True])
def test_empty_and_full_stay(keep: str, value: bool) -> None:
    mask = np.full((5, 8), value)
    assert np.array_equal(clean_up(mask, keep, True), mask)


def test_central_weight_is_the_stated_gaussian() -> None:
    weights = central_weights(100, 50)
    down, across = (30.5 - 50) / (CENTRAL_SIGMA * 100), (40.5 - 25) / (CENTRAL_SIGMA * 50)
    assert weights[30, 40] == pytest.approx(np.exp(-(down**2 + across**2) / 2))
    assert np.array_equal(weights, weights[::-1, ::-1])


def test_the_threshold_itself_is_lesion() -> None:
    probabilities = np.array([[0.25, 0.5], [0.75, 0.0]], np.float32)
    assert to_mask(probabilities, 2, 2, MaskSettings(0.5, "all", False)).tolist() == [
        [False, True],
        [True, False],
    ]
    assert to_mask(probabilities, 6, 4, MaskSettings(0.5, "all", False)).shape == (4, 6)
