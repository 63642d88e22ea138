"""Two browsers, two processes, one empty installation: it is set up once."""

from __future__ import annotations

import pytest

from qingzhuang.site.testing import migrated


@pytest.mark.thorough
def test_one_of_several_sets_it_up(tmp_path):
    done = migrated.installation(tmp_path / "data").module("tests.faults.first_at_once")
    assert done.returncode == 0, done.stdout + done.stderr
