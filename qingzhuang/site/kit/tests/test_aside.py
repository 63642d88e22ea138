"""A function that runs beside this process."""

from __future__ import annotations

import os
import signal

import pytest

from qingzhuang.site.kit.aside import Aside, Broken


def test_answers_in_order():
    with Aside("math:hypot") as beside:
        assert list(beside.each([(3, 4), (5, 12), (8, 15)])) == [5.0, 13.0, 17.0]


def test_asks_nothing_where_there_is_nothing():
    with Aside("math:hypot") as beside:
        assert list(beside.each([])) == []


def test_carries_long_calls_and_answers():
    text = "轻" * 300_000
    with Aside("builtins:str") as beside:
        assert list(beside.each([(text,), (text,), (text,)])) == [text] * 3


def test_tells_of_a_fault_and_of_a_death():
    with Aside("math:sqrt") as beside, pytest.raises(Broken, match="ValueError"):
        list(beside.each([(-1,)]))
    with Aside("time:sleep") as beside:
        answers = beside.each([(600,)])
        os.kill(beside.child.pid, signal.SIGKILL)
        with pytest.raises(Broken):
            next(answers)


def test_ends_with_its_parent():
    with Aside("math:hypot") as beside:
        child = beside.child
    assert child.poll() is not None
