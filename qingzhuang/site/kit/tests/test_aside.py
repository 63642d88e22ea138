"""A function that runs beside this process."""

from __future__ import annotations

import os
import signal

import pytest

from qingzhuang.site.kit.aside import Aside, Broken

pytestmark = pytest.mark.thorough


def test_answers_one_call_after_the_other():
    with Aside("math:hypot") as beside:
        for call, wanted in (((3, 4), 5.0), ((5, 12), 13.0)):
            beside.ask(call)
            assert beside.answer() == wanted
        assert not beside.has_answer()


def test_carries_long_calls_and_answers():
    text = "轻" * 300_000
    with Aside("builtins:str") as beside:
        for _time in range(2):
            beside.ask((text,))
            assert beside.answer() == text


def test_tells_of_a_fault_and_of_a_death():
    with Aside("math:sqrt") as beside, pytest.raises(Broken, match="ValueError"):
        beside.ask((-1,))
        beside.answer()
    with Aside("time:sleep") as beside:
        beside.ask((600,))
        assert not beside.has_answer()
        os.kill(beside.child.pid, signal.SIGKILL)
        with pytest.raises(Broken):
            beside.answer()


def test_ends_with_its_parent():
    with Aside("math:hypot") as beside:
        child = beside.child
    assert child.poll() is not None
