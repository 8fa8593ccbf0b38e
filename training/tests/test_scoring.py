import numpy as np
import pytest
from isic_challenge_scoring import metrics
from isic_challenge_scoring.confusion import create_binary_confusion_matrix

from lentigo_training.scoring import Counts, bootstrap_interval, count, score, summarise

FIGURES = {
    "accuracy": metrics.binary_accuracy,
    "dice": metrics.binary_dice,
    "jaccard": metrics.binary_jaccard,
    "thresholded_jaccard": metrics.binary_threshold_jaccard,
    "recall": metrics.binary_sensitivity,
    "precision": metrics.binary_ppv,
    "specificity": metrics.binary_specificity,
}


def draw_masks() -> list[tuple[np.ndarray, np.ndarray]]:
    rng = np.random.default_rng(1)
    empty, full = np.zeros((9, 7), bool), np.ones((9, 7), bool)
    random = [(rng.random((9, 7)) < a, rng.random((9, 7)) < b) for a, b in rng.random((20, 2))]
    plain = [(a, b) for a in (empty, full) for b in (empty, full)]
    return [*plain, *((a, b) for a, _ in random[:3] for b in (empty, full)), *random]


@pytest.mark.parametrize(("mask", "truth"), draw_masks())
def test_every_figure_is_the_isic_scorers(mask: np.ndarray, truth: np.ndarray) -> None:
    matrix = create_binary_confusion_matrix(truth_binary_values=truth, prediction_binary_values=mask)
    scores = score(count(mask, truth))
    for name, figure in FIGURES.items():
        assert getattr(scores, name) == pytest.approx(figure(matrix), abs=1e-12), name


def test_a_jaccard_of_exactly_065_counts() -> None:
    assert score(Counts(13, 7, 0, 80)).thresholded_jaccard == 0.65
    assert score(Counts(64, 36, 0, 0)).thresholded_jaccard == 0


def test_masks_of_two_sizes_are_refused() -> None:
    with pytest.raises(ValueError, match="mask is"):
        count(np.zeros((2, 3), bool), np.zeros((3, 2), bool))


def test_summary_of_two_pictures() -> None:
    summary = summarise([Counts(10, 0, 0, 90), Counts(30, 30, 10, 30)])
    assert summary.pictures == 2
    assert summary.means["jaccard"] == pytest.approx((1 + 30 / 70) / 2)
    assert summary.pooled.jaccard == pytest.approx(40 / 80)
    assert summary.failures == 0.5
    assert summary.intervals["jaccard"] == pytest.approx((30 / 70, 1))


def test_the_interval_is_the_same_every_time_and_of_the_right_width() -> None:
    values = np.random.default_rng(3).normal(0.8, 0.1, 400)
    low, high = bootstrap_interval(values)
    assert (low, high) == bootstrap_interval(values)
    standard_error = values.std() / np.sqrt(len(values))
    assert low == pytest.approx(values.mean() - 1.96 * standard_error, abs=0.1 * standard_error)
    assert high == pytest.approx(values.mean() + 1.96 * standard_error, abs=0.1 * standard_error)
