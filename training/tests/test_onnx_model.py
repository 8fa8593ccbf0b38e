"""The ONNX file gives what the network gives."""

from pathlib import Path

import numpy as np
import onnxruntime
import torch

from lentigo_training.network import ResidualUNet
from lentigo_training.onnx_model import write_onnx


def test_onnxruntime_gives_the_networks_probabilities(tmp_path: Path) -> None:
    torch.manual_seed(1)
    network = ResidualUNet((4, 8, 8)).eval()
    write_onnx(network, 16, tmp_path / "tiny.onnx")
    picture = np.random.default_rng(1).random((1, 3, 16, 16), dtype=np.float32)
    session = onnxruntime.InferenceSession(tmp_path / "tiny.onnx")
    (given,) = session.run(None, {"input": picture})
    with torch.no_grad():
        expected = network(torch.from_numpy(picture)).sigmoid().numpy()
    assert expected.std() > 0.001
    np.testing.assert_allclose(given, expected, atol=1e-5)
