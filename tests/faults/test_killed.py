"""Killed at random moments; `make faults` does it hundreds of times, the tests a few."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROUNDS = int(os.environ.get("QINGZHUANG_FAULTS") or 10)


@pytest.mark.slow
def test_nothing_that_was_said_to_be_kept_is_lost(tmp_path):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QINGZHUANG_", "DJANGO_"))}
    environment = kept | {"QINGZHUANG_DATA": str(tmp_path / "data"), "DJANGO_SETTINGS_MODULE": "qingzhuang.site.config.settings"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.killing", str(ROUNDS), "20261128"], env=environment, capture_output=True, text=True,
        check=False, cwd=Path(__file__).resolve().parents[2],
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "all there" in done.stdout
