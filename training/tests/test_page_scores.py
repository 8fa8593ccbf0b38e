"""The page's scores against isic-challenge-scoring's, for twenty saved masks and truths."""

from pathlib import Path

import numpy as np
import pytest
from conftest import draw_pair
from isic_challenge_scoring import metrics
from isic_challenge_scoring.confusion import create_binary_confusion_matrix
from isic_challenge_scoring.load_image import load_segmentation_image
from isic_challenge_scoring.segmentation import SegmentationScore
from page import run_page_code
from PIL import Image

OFFICIAL_NAMES = {
    "accuracy": "accuracy",
    "dice": "dice",
    "jaccard": "jaccard",
    "thresholdedJaccard": "threshold_jaccard",
    "recall": "sensitivity",
    "specificity": "specificity",
}


def draw_twenty() -> list[tuple[np.ndarray, np.ndarray]]:
    """Pairs (mask, truth) of grey values: corner cases first, then drawn lesions."""
    empty, full = np.zeros((40, 60), np.uint8), np.full((40, 60), 255, np.uint8)
    lesion = draw_pair(1, 60, 40)[1]
    one_pixel = empty.copy()
    one_pixel[20, 30] = 255
    pairs = [(a, b) for a in (empty, full) for b in (empty, full)]
    pairs += [(lesion, empty), (lesion, full), (empty, lesion), (full, lesion)]
    pairs += [(lesion, lesion), (255 - lesion, lesion), (one_pixel, lesion), (lesion, one_pixel)]
    greys = np.arange(2400, dtype=np.uint8).reshape(40, 60)  # every value, 128 and 129 among them
    pairs += [(greys, lesion), (lesion, greys)]
    thirteen, twenty = np.zeros((5, 8), np.uint8), np.zeros((5, 8), np.uint8)
    thirteen.flat[:13], twenty.flat[:20] = 255, 255
    pairs += [(thirteen, twenty)]  # a Jaccard of exactly 0.65
    rng = np.random.default_rng(1)
    for seed, (width, height) in enumerate([(1, 1), (333, 1), (601, 450), (450, 601), (1024, 768)]):
        truth = draw_pair(seed, width, height)[1]
        moved = np.roll(truth, rng.integers(-20, 20, 2), (0, 1))
        noise = rng.random(truth.shape) < 0.02
        pairs.append((np.where(noise, 255 - moved, moved), truth))
    return pairs


def test_scores_are_the_official_ones(tmp_path: Path) -> None:
    jobs, expected = [], []
    for number, (mask, truth) in enumerate(draw_twenty()):
        folders = tmp_path / f"truth{number}", tmp_path / f"mask{number}"
        paths = []
        for folder, values in zip(folders, (truth, mask), strict=True):
            folder.mkdir()
            paths.append(folder / f"ISIC_{number:07}_segmentation.png")
            Image.fromarray(values).save(paths[-1])
        jobs.append({"truth": str(paths[0]), "mask": str(paths[1])})
        official = SegmentationScore.from_dir(*folders).macro_average  # the mean of one picture is its score
        counts = create_binary_confusion_matrix(*(load_segmentation_image(path) > 128 for path in paths))
        precision = metrics.binary_ppv(counts)  # the scorer's own, which it does not list for masks
        expected.append({**official.to_dict(), "precision": precision, "counts": counts.to_dict()})
    assert len(jobs) == 20

    for number, (scores, official) in enumerate(
        zip(run_page_code("score_masks.ts", jobs, tmp_path), expected, strict=True)
    ):
        for ours, theirs in {**OFFICIAL_NAMES, "precision": "precision"}.items():
            assert scores[ours] == pytest.approx(official[theirs], abs=1e-9), f"pair {number}: {ours}"
        counts = scores["counts"]
        assert official["counts"] == {
            "TP": counts["truePositive"],
            "FP": counts["falsePositive"],
            "FN": counts["falseNegative"],
            "TN": counts["trueNegative"],
        }
