#!/usr/bin/env bash
# Runs the training tests in a virtual environment of their own, made at the first run.
# PYTHON names the interpreter (python3, 3.11 or newer); further words go to pytest.
set -euo pipefail
cd "$(dirname "$0")"

venv=.venv
# What was installed is remembered by the files that decide it: a second run installs nothing.
wanted=$("${PYTHON:-python3}" --version; cat pyproject.toml)
if [ "$(cat "$venv/installed" 2>/dev/null)" != "$wanted" ]; then
  rm -rf "$venv"
  "${PYTHON:-python3}" -m venv "$venv"
  # First on its own: the largest download, and the version that everything else has to fit.
  "$venv/bin/pip" install --disable-pip-version-check --quiet "torch==2.13.0"
  "$venv/bin/pip" install --disable-pip-version-check --quiet -e ".[test]"
  printf '%s\n' "$wanted" >"$venv/installed"
fi
"$venv/bin/ruff" check .
exec "$venv/bin/python" -m pytest -q "$@"
