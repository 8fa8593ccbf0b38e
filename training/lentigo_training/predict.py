"""The network's answer to pictures, as the page gets it."""

from collections.abc import Sequence

import numpy as np
import torch

from lentigo_training.checkpoint import Network

torch.backends.cudnn.allow_tf32 = False  # float32, as the page reckons


@torch.no_grad()
def predict_many(network: Network, images: Sequence[np.ndarray]) -> np.ndarray:
    """(n, height, width) float32 probabilities of (height, width, 3) uint8 pictures at the network's size."""
    x = torch.from_numpy(np.stack(images)).to(network.output.weight.device)
    x = x.permute(0, 3, 1, 2).contiguous(memory_format=torch.channels_last).float() / 255
    return network(x).sigmoid()[:, 0].cpu().numpy()


def predict(network: Network, image: np.ndarray) -> np.ndarray:
    """(height, width) float32 probabilities of one picture."""
    return predict_many(network, [image])[0]
