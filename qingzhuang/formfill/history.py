"""A number beside its own past: said in words when it is far from what it usually is.

>>> unusual(57, [31, 33, 30, 34, 32, 33])
'这次 57，过去 6 次在 30 到 34 之间（一般是 32.5 左右）'
>>> unusual(35, [31, 33, 30, 34, 32, 33])
''
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

LEAST = 4  # fewer past numbers are no habit
DEVIATIONS = 3.5  # of Iglewicz and Hoaglin, How to detect and handle outliers (1993)
TO_SIGMA = 1.4826  # a median deviation as a standard deviation, for a bell curve
COUNTING = 2.0  # what is counted varies by about the root of its number, whatever the past says


def unusual(now: float, past: Sequence[float]) -> str:
    """What is unusual about a number, given the same cell of past reports; empty where nothing is, or the past is too short."""
    if len(past) < LEAST:
        return ""
    middle = median(past)
    spread = TO_SIGMA * median(abs(number - middle) for number in past)
    trend = _trend(past)
    allowed = max(DEVIATIONS * spread, COUNTING * abs(middle) ** 0.5, 2.0)
    if abs(now - middle) <= allowed or abs(now - trend) <= allowed:
        return ""
    low, high = min(past), max(past)
    between = f"一直是 {low:g}" if low == high else f"在 {low:g} 到 {high:g} 之间（一般是 {middle:g} 左右）"
    return f"这次 {now:g}，过去 {len(past)} 次{between}"


def _trend(past: Sequence[float]) -> float:
    """What would come next if it went on as it did: the last number and the usual step."""
    return past[-1] + median(b - a for a, b in pairwise(past))
