"""Seconds of a step as the wall and as the processor saw it, printed for the process that asked."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable


def timed(name: str, step: Callable[[], object]) -> None:
    """Do the step; a line with its name, seconds on the wall, seconds of processors with all children, and the peaks of memory in MB: its own,
    and that of the largest process beside it that has ended."""
    wall, used = time.perf_counter(), _used()
    step()
    peak, beside = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print("S", name, time.perf_counter() - wall, _used() - used, peak, beside, sep="\t", flush=True)


def _used() -> float:
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in both)
