"""blend: a run's weights with those that it began from.

In: a checkpoint of a run that had --initial. Out: a checkpoint whose weights are share · the run's plus
(1 − share) · those before. What a further run learns and what the network knew before often add up
(Wortsman and others 2022, "Robust fine-tuning of zero-shot models"); validation says for which share.
"""

import argparse
from pathlib import Path

import torch
from torch import Tensor

from lentigo_training.checkpoint import load_state
from lentigo_training.examples import Prepared
from lentigo_training.measure import on_device
from lentigo_training.network import ResidualUNet
from lentigo_training.train import mean_jaccard, save_atomically, validate

Weights = dict[str, Tensor]


def mix(before: Weights, after: Weights, share: float) -> Weights:
    """Weights by name; counters are the run's. Raises SystemExit for networks of other shapes."""
    shapes = [{name: value.shape for name, value in weights.items()} for weights in (before, after)]
    if shapes[0] != shapes[1]:
        raise SystemExit("the run and what it began from have other shapes")
    return {
        name: torch.lerp(before[name], value, share) if value.is_floating_point() else value
        for name, value in after.items()
    }


def choose(states: dict[float, Weights], widths: list[int], data: Path) -> float:
    """The share whose weights validate best, both families counting alike; prints every one."""
    validation, found = Prepared(data, "validation"), {}
    side = validation.images[0].shape[0]
    for share, weights in states.items():
        network = ResidualUNet(widths)
        network.load_state_dict(weights)
        scores = validate(on_device(network), validation, side, network.output.weight.device)
        found[share] = mean_jaccard(scores)
        figures = ", ".join(f"{name} {value:.4f}" for name, value in scores.items())
        print(f"share {share:g}: mean Jaccard {found[share]:.4f} ({figures})", flush=True)
    return max(found, key=lambda share: found[share])


def main() -> None:
    """Command line of blend."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--checkpoint", type=Path, required=True, help="best.pt or last.pt of train")
    parser.add_argument(
        "--share", type=float, action="append", required=True, help="of the run's weights, 0..1; repeatable"
    )
    parser.add_argument("--data", type=Path, help="what prepare wrote; of several shares validation chooses")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    state = load_state(args.checkpoint)
    initial = state["settings"].get("initial", "")
    if not initial:
        raise SystemExit(f"{args.checkpoint} began from nothing: there is nothing to blend it with")
    if len(args.share) > 1 and args.data is None:
        raise SystemExit("--data is needed to choose among several shares")
    before = load_state(Path(initial))["average"]
    blends = {share: mix(before, state["average"], share) for share in args.share}
    share = choose(blends, state["widths"], args.data) if args.data else args.share[0]
    kept = {key: value for key, value in state.items() if key not in ("network", "optimiser")}
    save_atomically({**kept, "average": blends[share], "blend": share}, args.out)
    print(f"{args.out}: {share:g} of {args.checkpoint}, the rest of {initial}")


if __name__ == "__main__":
    main()
