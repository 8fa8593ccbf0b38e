"""The page's boundary distances against MedPy's hd95 and assd, for thirty pairs of masks."""

from pathlib import Path

import numpy as np
import pytest
from conftest import draw_pair
from medpy.metric.binary import assd, hd95
from page import run_page_code


def draw_thirty() -> list[tuple[np.ndarray, np.ndarray]]:
    """Pairs (mask, truth) of bool: single pixels and borders, then lesions moved and frayed, then noise."""
    one, other, full = (np.zeros((40, 60), bool) for _ in range(3))
    one[0, 0], other[39, 59], full[:] = True, True, True
    lesion = draw_pair(1, 60, 40)[1] > 0
    hollow = lesion.copy()
    hollow[15:25, 25:35] = False
    pairs = [(one, other), (one, one), (one, full), (full, full), (one, lesion), (lesion, other)]
    pairs += [(full, lesion), (lesion, hollow), (~lesion, lesion)]
    line = np.zeros((1, 50), bool)
    line[0, 3:20] = True
    pairs += [(line, np.roll(line, 9)), (line.T, np.roll(line.T, 4)), (np.ones((1, 1), bool),) * 2]
    rng = np.random.default_rng(7)
    sizes = [(64, 48), (333, 7), (200, 150), (601, 450), (450, 601), (1024, 768)]
    for seed, (width, height) in enumerate(sizes * 2):
        truth = draw_pair(seed, width, height)[1] > 0
        moved = np.roll(truth, rng.integers(-20, 20, 2), (0, 1))
        pairs.append((moved ^ (rng.random(truth.shape) < 0.002 * (seed % 3)), truth))
    pairs += [(rng.random((60, 80)) < share, rng.random((60, 80)) < 0.2) for share in (0.01, 0.2, 0.5)]
    pairs += [(rng.random((60, 80)) < share, lesion_at(seed)) for seed, share in enumerate((0.01, 0.3, 0.9))]
    return pairs


def lesion_at(seed: int) -> np.ndarray:
    return draw_pair(seed, 80, 60)[1] > 0


def test_boundary_distances_are_medpys(tmp_path: Path) -> None:
    pairs = draw_thirty()
    assert len(pairs) == 30 and all(mask.any() and truth.any() for mask, truth in pairs)
    jobs = []
    for number, pair in enumerate(pairs):
        paths = [tmp_path / f"{number}.{name}" for name in ("mask", "truth")]
        for path, values in zip(paths, pair, strict=True):
            path.write_bytes(values.astype(np.uint8).tobytes())
        height, width = pair[0].shape
        jobs.append({"mask": str(paths[0]), "truth": str(paths[1]), "width": width, "height": height})
    results = run_page_code("boundary_distance.ts", jobs, tmp_path)
    for number, (found, (mask, truth)) in enumerate(zip(results, pairs, strict=True)):
        assert found["hausdorff95Px"] == pytest.approx(hd95(mask, truth), abs=1e-6), f"pair {number}: hd95"
        assert found["meanSurfacePx"] == pytest.approx(assd(mask, truth), abs=1e-6), f"pair {number}: assd"


def test_nothing_is_measured_without_a_mask(tmp_path: Path) -> None:
    empty, lesion = np.zeros((60, 80), np.uint8), lesion_at(1).astype(np.uint8)
    paths = {name: str(tmp_path / name) for name in ("empty", "lesion")}
    for name, values in (("empty", empty), ("lesion", lesion)):
        Path(paths[name]).write_bytes(values.tobytes())
    size = {"width": 80, "height": 60}
    orders = [("empty", "lesion", "mask"), ("lesion", "empty", "truth"), ("empty", "empty", "both")]
    jobs = [{"mask": paths[mask], "truth": paths[truth], **size} for mask, truth, _ in orders]
    found = run_page_code("boundary_distance.ts", jobs, tmp_path)
    assert found == [{"kind": "undefined", "empty": missing} for _, _, missing in orders]
    with pytest.raises(RuntimeError):  # MedPy's own answer, which the page words as "not defined"
        hd95(empty, lesion)
