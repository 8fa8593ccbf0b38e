"""An evaluation's figures on real pairs against the field's own scorers, and its statistics against scipy's.

The masks are Otsu's, so that they are neither drawn nor perfect. The pairs are of isic/train.
"""

from pathlib import Path

import numpy as np
import pytest
from conftest import draw_pair
from isic_challenge_scoring import metrics
from isic_challenge_scoring.confusion import create_binary_confusion_matrix
from medpy.metric.binary import assd, hd95
from page import run_page_code
from PIL import Image
from scipy.stats import wilcoxon
from skimage.filters import threshold_otsu
from sklearn.metrics import precision_score

DATA = Path(__file__).parents[3] / "shared" / "data" / "isic" / "train"
PAIRS = 120


def read_real() -> list[tuple[Image.Image, np.ndarray]]:
    pairs = []
    for path in sorted((DATA / "images").glob("*.jpg"))[:PAIRS]:
        truth = Image.open(DATA / "masks" / f"{path.stem}_segmentation.png").convert("L")
        pairs.append((Image.open(path).convert("RGB"), np.array(truth) > 128))
    return pairs


def draw_crafted() -> list[tuple[Image.Image, np.ndarray]]:
    """Truths that are empty, full and one pixel; a line; pictures of two greys and of noise."""
    lesion = draw_pair(1, 60, 40)
    one = np.zeros((40, 60), bool)
    one[20, 30] = True
    truths = [np.zeros((40, 60), bool), np.ones((40, 60), bool), one, lesion[1] > 0]
    pairs = [(lesion[0], truth) for truth in truths]
    line = np.zeros((1, 50, 3), np.uint8)
    line[0, 20:] = 255
    pairs.append((line, line[..., 0] == 0))
    pairs.append((np.random.default_rng(1).integers(0, 256, (40, 60, 3), np.uint8), lesion[1] > 0))
    return [(Image.fromarray(image), truth) for image, truth in pairs]


def compare(pairs: list[tuple[Image.Image, np.ndarray]], folder: Path) -> None:
    jobs = []
    for number, (image, truth) in enumerate(pairs):
        paths = {"rgba": folder / f"{number}.rgba", "truth": folder / f"{number}.truth"}
        paths["rgba"].write_bytes(np.array(image.convert("RGBA")).tobytes())
        paths["truth"].write_bytes(truth.astype(np.uint8).tobytes())
        height, width = truth.shape
        jobs.append({**{name: str(path) for name, path in paths.items()}, "width": width, "height": height})
    found = run_page_code("evaluate_pairs.ts", jobs, folder)
    assert len(found) == len(pairs)
    for number, (figures, (image, truth)) in enumerate(zip(found, pairs, strict=True)):
        grey = np.array(image.convert("L"))
        threshold = threshold_otsu(grey)
        assert figures["threshold"] == threshold, f"pair {number}"
        mask = grey <= threshold
        matrix = create_binary_confusion_matrix(truth_binary_values=truth, prediction_binary_values=mask)
        expected = {
            "accuracy": metrics.binary_accuracy(matrix),
            "dice": metrics.binary_dice(matrix),
            "jaccard": metrics.binary_jaccard(matrix),
            "thresholdedJaccard": metrics.binary_threshold_jaccard(matrix),
            "recall": metrics.binary_sensitivity(matrix),
            "specificity": metrics.binary_specificity(matrix),
            "precision": precision_score(truth.ravel(), mask.ravel(), zero_division=1),
            "hausdorff95Px": hd95(mask, truth) if truth.any() and mask.any() else None,
            "meanSurfacePx": assd(mask, truth) if truth.any() and mask.any() else None,
        }
        for name, value in expected.items():
            if value is None:
                assert figures[name] is None, f"pair {number}: {name}"
            else:
                assert figures[name] == pytest.approx(value, abs=1e-9), f"pair {number}: {name}"


def test_figures_of_crafted_pairs(tmp_path: Path) -> None:
    compare(draw_crafted(), tmp_path)


@pytest.mark.skipif(not DATA.exists(), reason="needs ../shared/data/isic/train")
def test_figures_of_real_pairs(tmp_path: Path) -> None:
    pairs = read_real()
    assert len(pairs) == PAIRS
    compare(pairs, tmp_path)


def test_signed_ranks_are_scipys(tmp_path: Path) -> None:
    rng = np.random.default_rng(5)
    exact = [rng.normal(0.2, 1, count) for count in (2, 7, 20, 50)]
    normal = [rng.normal(0.05, 1, count) for count in (51, 130, 529, 2000)]
    tied = [np.round(rng.normal(0.1, 1, count), 1) for count in (30, 200, 600)]  # zeros among them
    lists = [*exact, *normal, *tied]
    found = run_page_code("signed_ranks.ts", [values.tolist() for values in lists], tmp_path)
    for values, ours in zip(lists, found, strict=True):
        method = "exact" if len(values) <= 50 and values is not tied[0] else "approx"
        theirs = wilcoxon(values, zero_method="wilcox", correction=False, method=method)
        assert ours["statistic"] == theirs.statistic
        assert ours["pValue"] == pytest.approx(theirs.pvalue, rel=1e-9)
        assert ours["method"] == ("exact" if method == "exact" else "normal")


def test_nothing_differs(tmp_path: Path) -> None:
    assert run_page_code("signed_ranks.ts", [[0, 0, 0]], tmp_path) == [None]
