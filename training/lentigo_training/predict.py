"""The network's answer to one picture, as the page gets it."""

import numpy as np
import torch

from lentigo_training.network import ResidualUNet


@torch.no_grad()
def predict(network: ResidualUNet, image: np.ndarray) -> np.ndarray:
    """(height, width) float32 probabilities of one (height, width, 3) uint8 picture at the network's size."""
    x = torch.from_numpy(np.array(image)).permute(2, 0, 1)[None].float() / 255
    return network(x.contiguous(memory_format=torch.channels_last)).sigmoid()[0, 0].numpy()
