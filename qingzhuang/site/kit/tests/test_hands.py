"""Many small pieces done by several processes: each answered once, also where a process ends in the middle."""

from __future__ import annotations

import pytest

from qingzhuang.site.kit import hands
from qingzhuang.site.kit.aside import Aside, Broken


@pytest.mark.thorough
def test_answers_every_call_once_with_a_process_beside(monkeypatch):
    monkeypatch.setattr(hands, "WORTH", 0.0)
    calls = [(n, 2) for n in range(60)]
    found = list(hands.spread("math:pow", calls, beside=1))
    assert sorted(found) == [(n, float(n**2)) for n in range(60)]


def test_does_itself_what_a_process_beside_left(monkeypatch):
    monkeypatch.setattr(hands, "WORTH", 0.0)

    def dead(_self):
        raise Broken("it ended")

    monkeypatch.setattr(Aside, "answer", dead)
    found = list(hands.spread("math:pow", [(n, 2) for n in range(20)], beside=1))
    assert sorted(place for place, _ in found) == list(range(20))


def test_raises_the_fault_of_a_call():
    with pytest.raises(ValueError):
        list(hands.spread("math:sqrt", [(4,), (-1,)]))
