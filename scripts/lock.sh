#!/usr/bin/env bash
# Works requirements/*.txt out of pyproject.toml: exact versions, sha256 hashes, no index addresses.
set -euo pipefail
cd "$(dirname "$0")/.."
python=${PYTHON:-.venv/bin/python}
"$python" -m uv --version >/dev/null 2>&1 || "$python" -m pip install --quiet uv

lock() {
  local out=$1
  shift
  "$python" -m uv pip compile --quiet --generate-hashes --universal --python-version 3.11 \
    --no-annotate --no-header --no-emit-index-url --output-file "$out" "$@"
}

lock requirements/run.txt pyproject.toml --extra site requirements/build.in "$@"
lock requirements/dev.txt pyproject.toml --extra dev requirements/build.in --constraints requirements/run.txt "$@"
lock requirements/node.txt requirements/node.in "$@"
