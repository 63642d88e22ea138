"""Killed at random moments; `make faults` does it hundreds of times, the tests a few."""

from __future__ import annotations

import os

import pytest

from qingzhuang.site.testing import migrated

ROUNDS = os.environ.get("QINGZHUANG_FAULTS") or "10"


@pytest.mark.thorough
def test_nothing_that_was_said_to_be_kept_is_lost(tmp_path):
    done = migrated.installation(tmp_path / "data").module("tests.faults.killing", ROUNDS, "20261128")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "all there" in done.stdout
