"""Two browsers, two processes, one empty installation: it is set up once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def test_one_of_several_sets_it_up(tmp_path):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QINGZHUANG_", "DJANGO_"))}
    environment = kept | {"QINGZHUANG_DATA": str(tmp_path / "data"), "DJANGO_SETTINGS_MODULE": "qingzhuang.site.config.settings"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.first_at_once"], env=environment, capture_output=True, text=True, check=False,
        cwd=Path(__file__).resolve().parents[2],
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
