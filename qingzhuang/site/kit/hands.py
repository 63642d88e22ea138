"""Work of many small pieces done by all processors: this process and others beside it, where what is left is worth starting them."""

from __future__ import annotations

import importlib
import logging
import os
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from time import perf_counter
from typing import Any

from qingzhuang.site.kit.aside import Aside, Broken

WORTH = 4.0  # seconds of work left: a process takes one or two to start
AT_ONCE = 4  # pieces that a process beside takes at once, so that it seldom waits for this one
ANSWER = f"{__name__}:answers"
log = logging.getLogger(__name__)
Call = tuple[Any, ...]


def spread(function: str, calls: Sequence[Call], *, beside: int | None = None) -> Iterator[tuple[int, Any]]:
    """The answer to each call with its place, in the order in which they are ready. The function writes nothing.

    What a process beside did not answer, since it was killed or met a fault, is done here: a fault is raised by the call itself.

    >>> dict(spread("math:hypot", [(3, 4), (6, 8)]))
    {0: 5.0, 1: 10.0}
    """
    run, todo, begun = named(function), deque(enumerate(calls)), perf_counter()
    wanted = (os.cpu_count() or 1) - 1 if beside is None else beside
    with ExitStack() as stack:
        hands: dict[Aside, list[tuple[int, Call]]] = {}
        while todo or hands:
            for hand in list(hands):
                if hand.has_answer() or not todo:
                    yield from _taken(hand, hands, todo, function)
            if todo:
                place, call = todo.popleft()
                yield place, run(*call)
                here = perf_counter() - begun
                if wanted and here / (len(calls) - len(todo)) * len(todo) > WORTH:
                    for hand in [stack.enter_context(Aside(ANSWER)) for _ in range(wanted)]:
                        _give(hand, hands, todo, function)
                    wanted = 0


def answers(function: str, calls: Sequence[Call]) -> list[Any]:
    """What a process beside does with several calls."""
    run = named(function)
    return [run(*call) for call in calls]


def named(function: str) -> Any:
    """The function of a name like `package.module:name`."""
    module, _, name = function.partition(":")
    return getattr(importlib.import_module(module), name)


def _give(hand: Aside, hands: dict[Aside, list[tuple[int, Call]]], todo: deque[tuple[int, Call]], function: str) -> None:
    """Hand on the next pieces, never more than leaves as many for the others; a hand without work leaves."""
    several = max(1, min(AT_ONCE, len(todo) // (len(hands) + 2)))
    pieces = [todo.popleft() for _ in range(min(several, len(todo)))]
    hands.pop(hand, None)
    if not pieces:
        return
    try:
        hand.ask((function, [call for _, call in pieces]))
        hands[hand] = pieces
    except Broken as fault:
        _broken(fault, pieces, todo)


def _taken(
    hand: Aside, hands: dict[Aside, list[tuple[int, Call]]], todo: deque[tuple[int, Call]], function: str
) -> Iterator[tuple[int, Any]]:
    pieces = hands[hand]
    try:
        found = hand.answer()
    except Broken as fault:
        del hands[hand]
        _broken(fault, pieces, todo)
        return
    _give(hand, hands, todo, function)
    yield from ((place, answer) for (place, _), answer in zip(pieces, found, strict=True))


def _broken(fault: Broken, pieces: list[tuple[int, Call]], todo: deque[tuple[int, Call]]) -> None:
    log.warning("a process beside broke off: %s", fault)
    todo.extendleft(reversed(pieces))
