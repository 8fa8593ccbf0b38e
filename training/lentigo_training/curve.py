"""The learning curve: rows of a CSV, and their picture.

In: one row a pass. Out: curve.csv and curve.png.
"""

import csv
from pathlib import Path


def write_row(path: Path, row: dict[str, object]) -> None:
    """Appends a row to a CSV, with the header first in a new file."""
    new = not path.exists()
    with path.open("a", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(row))
        if new:
            writer.writeheader()
        writer.writerow(row)


def drop_rows_after(path: Path, done_passes: int) -> None:
    """Takes out rows of passes that a killed run had written but not saved in its checkpoint."""
    if not path.exists():
        return
    with path.open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if int(row["pass"]) <= done_passes]
    beside = path.with_suffix(".tmp")
    beside.unlink(missing_ok=True)
    for row in rows:
        write_row(beside, dict(row))
    if rows:
        beside.replace(path)
    else:
        path.unlink()


def draw_curve(table: Path, picture: Path) -> None:
    """The learning curve of curve.csv as a PNG."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    with table.open() as file:
        rows = list(csv.DictReader(file))
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4), layout="constrained")
    passes = [int(row["pass"]) for row in rows]
    left.plot(passes, [float(row["loss"]) for row in rows], label="training loss (augmented)")
    for key in rows[0]:
        if key.endswith(("_dice", "_jaccard")):
            known = [(p, float(row[key])) for p, row in zip(passes, rows, strict=True) if row[key]]
            right.plot(*zip(*known, strict=True), marker=".", label=f"validation {key.replace('_', ' ')}")
    for axes in (left, right):
        axes.set_xlabel("pass")
        axes.set_xlim(0, passes[-1] + 1)
        axes.legend()
        axes.grid(alpha=0.3)
    right.set_ylim(0.5, 1)
    figure.savefig(picture, dpi=110)
    plt.close(figure)
