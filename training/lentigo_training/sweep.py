"""Which threshold and clean-up rule validate best.

In: a model's answers to validation pictures. Out: figures for every setting, as a table.
"""

import numpy as np

from lentigo_training.clean_up import KEEP_RULES
from lentigo_training.measure import Predicted, count_set
from lentigo_training.scoring import Scores, score
from lentigo_training.to_mask import MaskSettings

THRESHOLDS = np.linspace(0.3, 0.7, 9).round(2)


def sweep(predictions: list[Predicted]) -> dict[MaskSettings, tuple[float, float]]:
    """Mean Jaccard and mean Dice for every threshold and clean-up rule."""
    results = {}
    for keep in KEEP_RULES:
        for fill_holes in (False, True):
            for threshold in THRESHOLDS:
                settings = MaskSettings(float(threshold), keep, fill_holes)
                scores: list[Scores] = [score(counts) for counts in count_set(predictions, settings, None)]
                jaccard, dice = (
                    float(np.mean([getattr(s, key) for s in scores])) for key in ("jaccard", "dice")
                )
                results[settings] = jaccard, dice
    return results


def print_sweep(by_set: dict[str, dict[MaskSettings, tuple[float, float]]]) -> None:
    """One line a setting, the best last: by the mean Jaccard of all sets."""
    print(f"\nJaccard / Dice on {', '.join(by_set)}, and the mean of these sets")
    rows = []
    for settings in next(iter(by_set.values())):
        figures = [results[settings] for results in by_set.values()]
        rows.append(([*figures, tuple(np.mean(figures, axis=0))], settings))
    for figures, settings in sorted(rows, key=lambda row: row[0][-1]):
        cells = "  ".join(f"{jaccard:.4f} / {dice:.4f}" for jaccard, dice in figures)
        print(f"  {cells}  {settings.describe()}")
