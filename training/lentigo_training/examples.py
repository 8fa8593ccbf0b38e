"""Prepared arrays as examples of one pass.

In: the folder that prepare wrote. Out: augmented pairs of bytes, and batches of floats.
Chance comes from the seed, the pass and the position only.
"""

import json
import math
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import Dataset

from lentigo_training.augment import augment
from lentigo_training.settings import Settings


def sets_of(folder: Path) -> dict[str, str]:
    """The family of each array that prepare wrote. Raises SystemExit where there is none."""
    path = folder / "split.json"
    if not path.is_file():
        raise SystemExit(f"{folder}: nothing prepared; run prepare first")
    sets = json.loads(path.read_text())["sets"]
    return {name: sets[name]["folder"].rsplit("/", 1)[0] for name in sorted(sets)}


def is_of_part(arrays: Mapping[str, np.ndarray], part: str) -> np.ndarray:
    """Which pictures of a prepared set (n,) bool are of a part: of PARTS, or 'validation-grown'.

    What validates is drawn by hand: a grown truth is no outline that a dermatologist would draw. Where a set
    has no other truths, they validate all the same. Raises SystemExit for arrays of an earlier prepare.
    """
    if "grown" not in arrays:
        raise SystemExit("these arrays do not tell grown truths from drawn ones: run prepare again")
    name, _, only = part.partition("-")
    chosen = arrays["part"] == name
    if only:
        return chosen & arrays["grown"]
    drawn = chosen & ~arrays["grown"]
    return drawn if name == "validation" and drawn.any() else chosen


class Prepared:
    """The arrays of one part ('train' or 'validation'): views of each lesion, by family."""

    def __init__(self, folder: Path, part: str) -> None:
        self.images: list[np.ndarray] = []
        self.masks: list[np.ndarray] = []
        self.grown: list[bool] = []
        self.views: dict[str, dict[str, list[int]]] = {}  # family → id → positions of its views
        for name, family_name in sets_of(folder).items():
            with np.load(folder / f"{name}.npz") as arrays:
                chosen = np.flatnonzero(is_of_part(arrays, part))
                images, masks, ids, grown = (arrays[key] for key in ("images", "masks", "ids", "grown"))
                family = self.views.setdefault(family_name, {})
                for position in chosen:
                    family.setdefault(str(ids[position]), []).append(len(self.images))
                    self.images.append(images[position])
                    self.masks.append(masks[position])
                    self.grown.append(bool(grown[position]))
        if not self.images:
            raise SystemExit(f"{folder}: nothing prepared for {part}; run prepare first")


class Samples:
    """One pass: each lesion of the main family once, by one of its views, with phone pictures mixed in.

    Every example's chance comes from (seed, pass, position), so a resumed run sees the same pictures.
    """

    def __init__(self, prepared: Prepared, settings: Settings, pass_index: int) -> None:
        self.prepared = prepared
        self.key = (settings.seed, pass_index)
        rng = np.random.default_rng(self.key)
        main, *others = sorted(prepared.views, key=lambda family: -len(prepared.views[family]))
        self.order = [int(rng.choice(views)) for views in prepared.views[main].values()]
        for family in others:
            views = list(prepared.views[family].values())
            count = round(len(self.order) * settings.phone_share / (1 - settings.phone_share))
            rounds = [rng.permutation(len(views)) for _ in range(math.ceil(count / len(views)))]
            self.order += [int(rng.choice(views[i])) for i in np.array(rounds, int).ravel()[:count]]
        rng.shuffle(self.order)
        # the rim of a grown lesion is no plain skin to lay under another one
        self.others = [index for index in self.order if not prepared.grown[index]] or self.order

    def __len__(self) -> int:
        return len(self.order)

    def at(self, position: int, size: int) -> tuple[Tensor, Tensor, bool]:
        """The example of a position, as bytes: picture (size, size, 3) and mask (size, size); is it grown?"""
        rng = np.random.default_rng((*self.key, position))
        index = self.order[position]
        other = self.others[int(rng.integers(len(self.others)))]
        image, mask = augment(self.pair(index), self.pair(other), size, rng)
        return torch.from_numpy(image), torch.from_numpy(mask), self.prepared.grown[index]

    def pair(self, index: int) -> tuple[np.ndarray, np.ndarray]:
        """Picture and mask as prepared."""
        return self.prepared.images[index], self.prepared.masks[index]


class Passes(Dataset[tuple[Tensor, Tensor, bool]]):
    """Passes one after the other, so that the loader's processes outlive each.

    Keys are (pass, position, size). Every fourth batch of a pass has the size `fourth`, where it is given.
    """

    def __init__(self, prepared: Prepared, settings: Settings, size: int, fourth: int = 0) -> None:
        self.prepared, self.settings, self.size, self.fourth = prepared, settings, size, fourth
        self.drawn: dict[int, Samples] = {}  # the last two: of the pass under way, and of the one before it

    def of_pass(self, pass_index: int) -> Samples:
        """Drawn once a pass."""
        if pass_index not in self.drawn:
            last = list(self.drawn.items())[-1:]
            self.drawn = dict(last) | {pass_index: Samples(self.prepared, self.settings, pass_index)}
        return self.drawn[pass_index]

    def __getitem__(self, key: tuple[int, int, int]) -> tuple[Tensor, Tensor, bool]:
        pass_index, position, size = key
        return self.of_pass(pass_index).at(position, size)

    def batches(self, first: int, batch: int, rank: int, world: int) -> Iterator[list[tuple[int, int, int]]]:
        """Endless: the keys of this rank's batches from pass `first` on; the rest of a pass is dropped."""
        for pass_index in count(first):
            positions = range(rank, len(self.of_pass(pass_index)), world)
            for step in range(self.steps(pass_index, batch * world)):
                size = self.fourth if self.fourth and step % 4 == 3 else self.size
                chosen = positions[step * batch : (step + 1) * batch]
                yield [(pass_index, position, size) for position in chosen]

    def steps(self, pass_index: int, batch: int) -> int:
        """Whole batches in a pass."""
        return len(self.of_pass(pass_index)) // batch


def to_batch(images: Tensor, masks: Tensor, device: torch.device) -> tuple[Tensor, Tensor]:
    """Bytes to floats: (n, 3, s, s) in channels_last and (n, 1, s, s), both 0..1."""
    x = images.to(device, non_blocking=True).permute(0, 3, 1, 2).float().div_(255)
    y = masks.to(device, non_blocking=True)[:, None].float().div_(255)
    return x, y
