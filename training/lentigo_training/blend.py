"""blend: the weights of one run or several with those that they began from.

In: checkpoints of runs that had the same --initial. Out: a checkpoint whose weights are share · the runs'
mean plus (1 − share) · those before. What further runs learn and what the network knew before often add up
(Wortsman and others 2022, "Robust fine-tuning of zero-shot models" and "Model soups"); validation says for
which share.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch

from lentigo_training.checkpoint import Weights, account_of, load_state, make_network, save_atomically
from lentigo_training.examples import Prepared
from lentigo_training.measure import on_device
from lentigo_training.train import mean_jaccard, validate


def mix(before: Weights, runs: Sequence[Weights], share: float) -> Weights:
    """Weights by name; counters are the first run's. Raises SystemExit for networks of other shapes."""
    shapes = [{name: value.shape for name, value in weights.items()} for weights in (before, *runs)]
    if any(other != shapes[0] for other in shapes):
        raise SystemExit("the runs and what they began from have other shapes")
    return {
        name: torch.lerp(before[name], torch.stack([run[name] for run in runs]).mean(0), share)
        if value.is_floating_point()
        else value
        for name, value in runs[0].items()
    }


def choose(blends: dict[float, Weights], run: dict[str, object], data: Path) -> float:
    """The share whose weights validate best in the network of `run`, both families alike; prints all."""
    validation, found = Prepared(data, "validation"), {}
    side = validation.images[0].shape[0]
    for share, weights in blends.items():
        network = make_network(run["widths"], run["settings"])
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
    parser.add_argument(
        "--checkpoint", type=Path, action="append", required=True, help="best.pt or last.pt; repeatable"
    )
    parser.add_argument(
        "--share", type=float, action="append", required=True, help="of the runs' weights, 0..1; repeatable"
    )
    parser.add_argument("--data", type=Path, help="what prepare wrote; of several shares validation chooses")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    states = [load_state(path) for path in args.checkpoint]
    for path, state in zip(args.checkpoint, states, strict=True):
        if not state["settings"].get("initial"):
            raise SystemExit(f"{path} began from nothing: there is nothing to blend it with")
    began = {str(state["settings"]["initial"]) for state in states}
    if len(began) > 1:
        raise SystemExit(f"the runs began from different weights: {', '.join(sorted(began))}")
    initial = began.pop()
    if len(args.share) > 1 and args.data is None:
        raise SystemExit("--data is needed to choose among several shares")
    before, runs = load_state(Path(initial))["average"], [state["average"] for state in states]
    blends = {share: mix(before, runs, share) for share in args.share}
    share = choose(blends, states[0], args.data) if args.data else args.share[0]
    kept = account_of(states[0]) | {
        "seconds": sum(state["seconds"] for state in states),
        "beside": len(states) - 1,
    }
    save_atomically({**kept, "average": blends[share], "blend": share}, args.out)
    names = ", ".join(map(str, args.checkpoint))
    print(f"{args.out}: {share:g} of {names}, the rest of {initial}")


if __name__ == "__main__":
    main()
