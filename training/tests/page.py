"""Runs pieces of the page's own TypeScript in Node, so that both sides of a rule can be compared.

In: an entry file beside this one and a JSON value for it. Out: the JSON value that it prints.
"""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# tfjs's Node branch calls require, which an ES module (for its top-level await) has not.
REQUIRE = (
    "import * as nodeModule from 'node:module'; const require = nodeModule.createRequire(import.meta.url);"
)
ESBUILD = ROOT / "node_modules" / ".bin" / "esbuild"


def run_page_code(entry: str, job: object, folder: Path) -> object:
    """Bundles tests/`entry` with the repository's esbuild and runs it; skips where npm has not installed."""
    if not ESBUILD.exists() or shutil.which("node") is None:
        pytest.skip("the page's packages are not installed here: npm ci in the repository's root")
    bundle, given = folder / "bundle.mjs", folder / "job.json"
    given.write_text(json.dumps(job))
    words = [
        f"--alias:@={ROOT / 'src'}",
        "--bundle",
        "--platform=node",
        "--format=esm",
        f"--banner:js={REQUIRE}",
    ]
    words += [f"--outfile={bundle}", "--log-level=warning"]
    subprocess.run([ESBUILD, Path(__file__).parent / entry, *words], cwd=ROOT, check=True, timeout=60)
    done = subprocess.run(["node", bundle, given], cwd=ROOT, check=True, timeout=120, stdout=subprocess.PIPE)
    return json.loads(done.stdout)
