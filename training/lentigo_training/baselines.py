"""baselines: what simpler methods make of the same pictures, by the same rules.

In: --set folders to measure, --train folders with the folder that prepare wrote (only training ids are
learned from), --plain a checkpoint of a plain U-Net. Out: a row of a Markdown table for each method and set.
Otsu's threshold needs no training; a random forest and an SVM look at each pixel's colour, its surroundings
and its place. All masks are cleaned up as the network's are, and scored at their own size.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import torch

from lentigo_training.checkpoint import load_checkpoint
from lentigo_training.measure import Model, Predicted, count_set, ids_of_part, name_of, open_model, read_set
from lentigo_training.pictures import resize_plane, resize_rgb
from lentigo_training.predict import predict
from lentigo_training.scoring import summarise
from lentigo_training.to_mask import MaskSettings

SIDE = 96  # pixels at which the pixel methods work; borders are smooth there
PIXELS = 60  # of each training picture, half of them lesion where there is that much
BLURS = (2.0, 8.0)  # pixels at SIDE: a dot's and a network's surroundings
OTSU_BLUR = 3.0  # pixels at SIDE: hairs and pores must not decide
SVM_PIXELS = 30_000  # at most; the rest adds time, not Jaccard
SVM_LANDMARKS = 200  # of the Nyström map that stands for the Gaussian kernel
TREES = 40
SEED = 2026
COLUMNS = ("accuracy", "dice", "jaccard", "recall", "precision", "thresholded_jaccard")

Method = Callable[[np.ndarray], np.ndarray]  # (height, width, 3) uint8 → (side, side) float32 probabilities


def otsu(image: np.ndarray) -> np.ndarray:
    """Darker than Otsu's threshold of the smoothed grey picture (Otsu 1979): 1, else 0."""
    grey = cv2.cvtColor(resize_rgb(image, SIDE, SIDE), cv2.COLOR_RGB2GRAY)
    smooth = cv2.GaussianBlur(grey, (0, 0), OTSU_BLUR)
    _, dark = cv2.threshold(smooth, 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    return dark.astype(np.float32)


def to_features(image: np.ndarray) -> np.ndarray:
    """(SIDE², features) float32: CIELAB, blurred, less its median, and the distance from the centre."""
    small = resize_rgb(image, SIDE, SIDE)
    lab = cv2.cvtColor(small.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    layers = [lab, *(cv2.GaussianBlur(lab, (0, 0), blur) for blur in BLURS)]
    layers.append(lab - np.median(lab.reshape(-1, 3), axis=0).astype(np.float32))
    y, x = (np.mgrid[:SIDE, :SIDE].astype(np.float32) + 0.5) / SIDE - 0.5
    layers.append(100 * np.hypot(x, y)[..., None])  # as large as the colours
    return np.concatenate(layers, axis=2).reshape(SIDE * SIDE, -1)


def sample_pixels(folders: list[Path], data: Path) -> tuple[np.ndarray, np.ndarray]:
    """Features (n, …) and lesion or not (n,) of some pixels of every training picture."""
    features, labels = [], []
    for folder in folders:
        ids = ids_of_part(data, folder, "train")
        for number, one in enumerate(read_set(folder, ids)):
            is_lesion = resize_plane(one.truth.astype(np.float32), SIDE, SIDE).ravel() >= 0.5
            rng = np.random.default_rng((SEED, number))
            sides = (np.flatnonzero(is_lesion == side) for side in (True, False))
            chosen = np.concatenate([rng.permutation(side)[: PIXELS // 2] for side in sides])
            features.append(to_features(one.image)[chosen])
            labels.append(is_lesion[chosen])
    return np.concatenate(features), np.concatenate(labels)


def learn(features: np.ndarray, labels: np.ndarray, threads: int) -> dict[str, Method]:
    """A random forest and an SVM (scikit-learn)."""
    try:
        from sklearn.ensemble import RandomForestClassifier
        from sklearn.kernel_approximation import Nystroem
        from sklearn.pipeline import make_pipeline
        from sklearn.preprocessing import StandardScaler
        from sklearn.svm import LinearSVC
    except ImportError as error:
        raise SystemExit("scikit-learn is missing: pip install -e 'training[baselines]'") from error
    forest = RandomForestClassifier(TREES, min_samples_leaf=20, n_jobs=threads, random_state=SEED)
    forest.fit(features, labels)
    svm = make_pipeline(
        StandardScaler(),
        Nystroem(gamma=1 / features.shape[1], n_components=SVM_LANDMARKS, random_state=SEED),
        LinearSVC(dual=False, random_state=SEED),
    )
    some = np.random.default_rng(SEED).permutation(len(labels))[:SVM_PIXELS]
    svm.fit(features[some], labels[some])

    def by_forest(image: np.ndarray) -> np.ndarray:
        return forest.predict_proba(to_features(image))[:, 1].reshape(SIDE, SIDE).astype(np.float32)

    def by_svm(image: np.ndarray) -> np.ndarray:
        margins = svm.decision_function(to_features(image)).reshape(SIDE, SIDE)
        return (1 / (1 + np.exp(-margins))).astype(np.float32)  # the cut stays at margin 0

    return {"Random forest on pixels": by_forest, "SVM on pixels": by_svm}


def by_network(model: Model) -> Method:
    """As evaluate does it."""
    return lambda image: predict(model.network, resize_rgb(image, model.side, model.side))


def print_rows(methods: dict[str, tuple[Method, MaskSettings]], folder: Path, ids: set[str] | None) -> None:
    """One row a method; every picture is read once."""
    found: dict[str, list] = {name: [] for name in methods}
    for one in read_set(folder, ids):
        for name, (method, settings) in methods.items():
            found[name] += count_set([Predicted(one.id, method(one.image), one.truth)], settings, None)
    for name, counts in found.items():
        summary = summarise(counts)
        low, high = summary.intervals["dice"]
        cells = [f"{summary.means[key]:.3f}" for key in COLUMNS]
        cells[1] += f" ({low:.3f} to {high:.3f})"
        print(f"| {name} | {' | '.join(cells)} |", flush=True)


def main() -> None:
    """Command line of baselines."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--set", action="append", required=True, type=Path, help="a folder with images/ and masks/"
    )
    parser.add_argument("--train", action="append", required=True, type=Path, help="a set to learn from")
    parser.add_argument("--data", type=Path, required=True, help="the folder that prepare wrote")
    parser.add_argument("--part", choices=("validation",), help="of each --set only these ids")
    parser.add_argument("--plain", type=Path, help="best.pt of train --plain")
    parser.add_argument(
        "--model", action="append", default=[], type=Path, help="an exported folder to compare"
    )
    parser.add_argument("--size", type=int, default=256, help="the plain U-Net's input")
    parser.add_argument("--threads", type=int, default=1, help="CPU threads")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    cv2.setNumThreads(args.threads)
    rule = MaskSettings()
    methods = {"Otsu’s threshold": (otsu, rule)}
    learned = learn(*sample_pixels(args.train, args.data), args.threads)
    methods |= {name: (method, rule) for name, method in learned.items()}
    if args.plain:
        network = load_checkpoint(args.plain).network
        if not network.plain:
            raise SystemExit(f"{args.plain} is a residual U-Net: train it with --plain")
        methods["Plain U-Net"] = by_network(Model(network, args.size, rule)), rule
    for folder in args.model:
        model = open_model(folder)
        methods[f"Lentigo, `{folder.name}`"] = by_network(model), model.settings
    for folder in args.set:
        ids = ids_of_part(args.data, folder, args.part) if args.part else None
        print(f"\n{name_of(folder)}{f' ({args.part})' if args.part else ''}\n")
        print(f"| method | {' | '.join(key.replace('_', ' ') for key in COLUMNS)} |")
        print(f"| --- {'| --- ' * len(COLUMNS)}|")
        print_rows(methods, folder, ids)


if __name__ == "__main__":
    main()
