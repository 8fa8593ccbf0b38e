"""Prepared arrays as examples of one pass.

In: the folder that prepare wrote. Out: augmented pairs of bytes, and batches of floats.
Chance comes from the seed, the pass and the position only.
"""

import math
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import Dataset

from lentigo_training.augment import augment
from lentigo_training.settings import Settings


class Prepared:
    """The arrays of one part ('train' or 'validation'): views of each lesion, by family."""

    def __init__(self, folder: Path, part: str) -> None:
        self.images: list[np.ndarray] = []
        self.masks: list[np.ndarray] = []
        self.views: dict[str, dict[str, list[int]]] = {}  # family → id → positions of its views
        for path in sorted(folder.glob("*.npz")):
            with np.load(path) as arrays:
                chosen = np.flatnonzero(arrays["part"] == part)
                images, masks, ids = arrays["images"], arrays["masks"], arrays["ids"]
                family = self.views.setdefault(path.stem.split("-")[0], {})
                for position in chosen:
                    family.setdefault(str(ids[position]), []).append(len(self.images))
                    self.images.append(images[position])
                    self.masks.append(masks[position])
        if not self.images:
            raise SystemExit(f"{folder}: nothing prepared for {part}; run prepare first")


class Samples(Dataset[tuple[Tensor, Tensor]]):
    """One pass: each lesion of the main family once, by one of its views, with phone pictures mixed in.

    Every example's chance comes from (seed, pass, position), so a resumed run sees the same pictures.
    """

    def __init__(self, prepared: Prepared, settings: Settings, size: int, pass_index: int) -> None:
        self.prepared, self.size = prepared, size
        self.key = (settings.seed, pass_index)
        rng = np.random.default_rng(self.key)
        main, *others = sorted(prepared.views, key=lambda family: -len(prepared.views[family]))
        self.order = [int(rng.choice(views)) for views in prepared.views[main].values()]
        for family in others:
            views = list(prepared.views[family].values())
            count = round(len(self.order) * settings.phone_share / (1 - settings.phone_share))
            rounds = [rng.permutation(len(views)) for _ in range(math.ceil(count / len(views)))]
            self.order += [int(rng.choice(views[i])) for i in np.concatenate(rounds)[:count]]
        rng.shuffle(self.order)

    def __len__(self) -> int:
        return len(self.order)

    def __getitem__(self, position: int) -> tuple[Tensor, Tensor]:
        rng = np.random.default_rng((*self.key, position))
        index = self.order[position]
        image, mask = augment(self.prepared.images[index], self.prepared.masks[index], self.size, rng)
        return torch.from_numpy(image), torch.from_numpy(mask)


def to_batch(images: Tensor, masks: Tensor, device: torch.device) -> tuple[Tensor, Tensor]:
    """Bytes to floats: (n, 3, s, s) in channels_last and (n, 1, s, s), both 0..1."""
    x = images.to(device, non_blocking=True).permute(0, 3, 1, 2).float().div_(255)
    y = masks.to(device, non_blocking=True)[:, None].float().div_(255)
    return x, y
