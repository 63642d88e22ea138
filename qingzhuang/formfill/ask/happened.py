"""Conditions of a time: 本月新增低保, 今年满80岁, 上月迁入 — the day that tells it lies within the time named."""

from __future__ import annotations

from datetime import date, timedelta

from qingzhuang.formfill.ask.manner import manner
from qingzhuang.formfill.ask.peel import Peeled
from qingzhuang.formfill.ask.times import years_before
from qingzhuang.tally.question import Compare, Condition, fields_of

EVENTS = ("birth", "death")


def happened(peeled: Peeled, entity: str, where: Condition, doubts: list[str], today: date) -> list[Condition]:
    """What the time named adds to the conditions; where it cannot be said, a doubt is added instead."""
    event, period = peeled.event, peeled.period
    if period is None:
        if peeled.turns:
            doubts.append(f"没有说在哪段时间里满 {peeled.turns} 岁")
        if event is not None:
            doubts.append("没有说是哪一段时间里的")
        if peeled.new:
            doubts.append(f"“{peeled.new}”要说从哪天起，如本月、今年")
        return []
    if peeled.turns:
        return _within("birth_date", tuple(years_before(day, peeled.turns) for day in period), entity, doubts)
    if entity in EVENTS:
        return []  # the period of the question bounds them
    if event is not None and event.day:
        return _within(event.day, period, entity, doubts, event.entity)
    if peeled.new:
        return _began(peeled, entity, where, period, doubts)
    doubts.append(f"没有说“{peeled.time}”里发生了什么")
    return []


def _began(peeled: Peeled, entity: str, where: Condition, period: tuple[date, date], doubts: list[str]) -> list[Condition]:
    """新增 before a word: the day from which it holds. Of an age it is the birthday on which it was reached."""
    told, fields = manner().begins.get(entity, {}), fields_of(where)
    for name in fields:
        for start, day in told.items():
            if name.startswith(start):
                return _within(day, period, entity, doubts)
    lows = [p for p in _compares(where) if p.field == "age" and p.op == ">=" and isinstance(p.value, int)]
    if lows and entity == "person":
        years = max(int(p.value) for p in lows)
        return _within("birth_date", tuple(years_before(day, years) for day in period), entity, doubts)
    doubts.append(f"台账没有记是哪天开始的，“{peeled.new}”说不准")
    return []


def _compares(condition: Condition) -> list[Compare]:
    parts = getattr(condition, "parts", (condition,))
    return [part for part in parts if isinstance(part, Compare)]


def _within(name: str, period: tuple[date, ...], entity: str, doubts: list[str], owner: str = "") -> list[Condition]:
    if owner and owner != entity:
        doubts.append("这段时间里发生的事说不到要数的对象上")
        return []
    first, last = period
    if last - first > timedelta(days=36600):
        doubts.append("时间太长")
    return [Compare(name, ">=", first.isoformat()), Compare(name, "<=", last.isoformat())]
