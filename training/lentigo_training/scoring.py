"""Overlap scores by the rules of isic-challenge-scoring, in numpy.

In: bool masks of one size. Out: per-picture figures, their means with bootstrap intervals, pooled figures.
A ratio whose denominator is 0 counts as 1; so does precision's, which that scorer lacks for masks.
"""

from dataclasses import asdict, dataclass

import numpy as np

ENOUGH = 0.65  # ISIC 2018: a Jaccard below counts as a failure, 0
HISTOGRAM_BINS = 20  # of Dice, each 0.05 wide; the last one holds 1
BOOTSTRAP_ROUNDS = 10_000
BOOTSTRAP_SEED = 2026


@dataclass(frozen=True)
class Counts:
    """Pixels of a mask against its truth."""

    true_positive: int
    false_positive: int
    false_negative: int
    true_negative: int


@dataclass(frozen=True)
class Scores:
    """0..1 each."""

    accuracy: float
    dice: float
    jaccard: float
    thresholded_jaccard: float
    recall: float
    precision: float
    specificity: float


def count(mask: np.ndarray, truth: np.ndarray) -> Counts:
    """Raises ValueError when the sizes differ."""
    if mask.shape != truth.shape:
        raise ValueError(f"the mask is {mask.shape}, the truth {truth.shape}")
    both = int(np.count_nonzero(mask & truth))
    predicted, true = int(np.count_nonzero(mask)), int(np.count_nonzero(truth))
    return Counts(both, predicted - both, true - both, mask.size - predicted - true + both)


def score(counts: Counts) -> Scores:
    """All figures of one picture (or of pooled counts)."""
    tp, fp, fn, tn = counts.true_positive, counts.false_positive, counts.false_negative, counts.true_negative
    jaccard = _ratio(tp, tp + fp + fn)
    return Scores(
        accuracy=_ratio(tp + tn, tp + fp + fn + tn),
        dice=_ratio(2 * tp, 2 * tp + fp + fn),
        jaccard=jaccard,
        thresholded_jaccard=jaccard if jaccard >= ENOUGH else 0.0,
        recall=_ratio(tp, tp + fn),
        precision=_ratio(tp, tp + fp),
        specificity=_ratio(tn, tn + fp),
    )


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


@dataclass(frozen=True)
class Summary:
    """A set's figures."""

    pictures: int
    means: dict[str, float]
    intervals: dict[str, tuple[float, float]]  # 95 %, of the means
    pooled: Scores  # of the pixels of all pictures together
    failures: float  # share of pictures with a Jaccard below 0.65
    dice_histogram: list[int]  # pictures by their Dice, HISTOGRAM_BINS of equal width over 0..1


def summarise(all_counts: list[Counts]) -> Summary:
    """Raises ValueError for no picture at all."""
    if not all_counts:
        raise ValueError("there is no picture to summarise")
    rows = [asdict(score(counts)) for counts in all_counts]
    columns = {name: np.array([row[name] for row in rows]) for name in rows[0]}
    totals = {name: sum(asdict(counts)[name] for counts in all_counts) for name in asdict(all_counts[0])}
    return Summary(
        pictures=len(rows),
        means={name: float(values.mean()) for name, values in columns.items()},
        intervals={name: bootstrap_interval(values) for name, values in columns.items()},
        pooled=score(Counts(**totals)),
        failures=float((columns["jaccard"] < ENOUGH).mean()),
        dice_histogram=np.histogram(columns["dice"], HISTOGRAM_BINS, (0, 1))[0].tolist(),
    )


def bootstrap_interval(values: np.ndarray) -> tuple[float, float]:
    """95 % percentile interval of the mean: pictures drawn with replacement, always by the same chance."""
    rng = np.random.default_rng(BOOTSTRAP_SEED)
    means = [values[rng.integers(len(values), size=len(values))].mean() for _ in range(BOOTSTRAP_ROUNDS)]
    low, high = np.percentile(means, (2.5, 97.5))
    return float(low), float(high)
