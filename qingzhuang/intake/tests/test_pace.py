"""The collector comes back whatever happens."""

from __future__ import annotations

import gc

import pytest

from qingzhuang.intake import collector_paused


def test_the_collector_comes_back_after_an_error():
    with pytest.raises(ValueError, match="stop"), collector_paused():
        assert not gc.isenabled()
        raise ValueError("stop")
    assert gc.isenabled()


def test_a_pause_inside_a_pause_does_not_end_the_outer_one():
    with collector_paused():
        with collector_paused():
            pass
        assert not gc.isenabled()
