"""People recorded in two places of a roll-up: counted once where the definition says so; both numbers are told everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qingzhuang.formfill.answer.cells import At, CellAsked
from qingzhuang.formfill.answer.filling import Finding
from qingzhuang.formfill.edits import CellEdit
from qingzhuang.formfill.rollup import Both, RolledUp
from qingzhuang.site.reports import queries as reports
from qingzhuang.site.returns.models import Version
from qingzhuang.tally import Scope
from qingzhuang.tally.doubles import counted_twice, doubles
from qingzhuang.tally.named import definitions_in
from qingzhuang.tally.question import Count, Question
from qingzhuang.vocabulary import Vocabulary, fold

ADDS_UP = frozenset(("sum", "total", "suspect", "part_above_whole"))  # what cannot hold where somebody is counted once


@dataclass(frozen=True, slots=True)
class Doubled:
    """A count of people with somebody in it who is recorded in several of the places."""

    both: Both
    people: int

    def finding(self) -> Finding:
        one = self.both
        which = "口径规定同一人只数一次，表上写的是只数一次的数" if one.written == "asked" else "表上写的是相加的数"
        text = f"{one.cell}：相加 {one.added:g}，按人只数一次是 {one.asked:g}，有 {self.people} 人在两个单位都有登记；{which}"
        return Finding("two_numbers", one.label, text, (one.cell,))


def counts_once(question: Question, label: str, vocabulary: Vocabulary) -> bool:
    """Whether a definition that a question was put together from says that nobody counts twice."""
    return any(one.once for one in definitions_in(question, vocabulary, fold(label)))


def doubled(one: reports.Prepared, rolled: RolledUp, parts: Sequence[Version]) -> list[Doubled]:
    """The cells in which adding the parts counts somebody twice, with both numbers."""
    found = doubles(one.dataset)
    if not found:
        return []
    codes = {part.owed.area.code: part.owed.rolled for part in parts}
    values = {(cell.grid, cell.row, cell.column): cell.value for cell in rolled.filling.edits.cells}
    return list(_doubled(one, found, codes, values, one.asked(rolled.filling.edits)))


def _doubled(
    one: reports.Prepared,
    found: Mapping[str, str],
    codes: Mapping[str, bool],
    values: Mapping[At, object],
    asked: Mapping[At, CellAsked],
) -> Iterator[Doubled]:
    vocabulary = one.dataset.vocabulary
    tables = {
        cell.table for cell in asked.values() if counts_once(cell.question, cell.label, vocabulary)
    }  # so that a table adds up
    for at, cell in asked.items():
        number, question = values.get(at), cell.question
        if not isinstance(question, Count) or not isinstance(number, (int, float)) or isinstance(number, bool):
            continue
        once = cell.table in tables
        inside = {code: rolled and once for code, rolled in codes.items()}
        if too_many := counted_twice(question, one.dataset, Scope(cell.area, cell.day), found, inside):
            both = Both(at, cell.name, float(number), float(number) - too_many, cell.label, "asked" if once else "added")
            yield Doubled(both, too_many)


def once(rolled: RolledUp, some: Sequence[Doubled]) -> RolledUp:
    """The roll-up with everybody counted once where the definition says so; both numbers are kept of every such cell."""
    told = {one.both.at: one.both for one in some}
    mended = {at: both.asked for at, both in told.items() if both.written == "asked"}
    cells = tuple(_mended(cell, mended.get((cell.grid, cell.row, cell.column))) for cell in rolled.filling.edits.cells)
    filling = replace(rolled.filling, edits=replace(rolled.filling.edits, cells=cells))
    return replace(rolled, filling=filling, both=(*(one for one in rolled.both if one.at not in told), *told.values()))


def _mended(cell: CellEdit, number: float | None) -> CellEdit:
    return cell if number is None else replace(cell, value=int(number) if number.is_integer() else number)


def spared(findings: Iterable[Finding], some: Sequence[Doubled]) -> Iterator[Finding]:
    """The findings without those that only say that people were counted once."""
    cells = {one.both.cell for one in some if one.both.written == "asked"}
    yield from (one for one in findings if one.code not in ADDS_UP or not cells & set(one.cells))
