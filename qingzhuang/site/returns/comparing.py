"""A return beside the one before: which figures and lists changed, and who came and went."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from qingzhuang.site.figures import queries as figures
from qingzhuang.site.returns import kept
from qingzhuang.site.returns.logic.content import Content, Line
from qingzhuang.site.returns.logic.found import Changed
from qingzhuang.site.returns.models import Return, Version
from qingzhuang.site.warehouse import queries as warehouse
from qingzhuang.tally import Dataset
from qingzhuang.tally.changes import Then
from qingzhuang.tally.syntax import write
from qingzhuang.tally.words.changes import change_in_words

MOST = 60  # cells told on the page of a return


def dataset_then(version: Version) -> Dataset:
    """The facts that a version was signed on: its frozen picture, else that of its day, else what there is."""
    if version.picture is not None and version.picture.released_at is None:
        return warehouse.dataset_of(version.picture)
    area, day = version.owed.area, version.owed.round.as_of
    return warehouse.dataset_of_area(area, day=day) if warehouse.keeps_days(area) else warehouse.dataset_of_area(area)


def changed_since_last(owed: Return, content: Content, dataset: Dataset, last: Version | None) -> list[Changed]:
    """What is not as it was last time: each figure, and each list once."""
    if last is None:
        return []
    before, told = kept.load(last.content), list[Changed]()
    then = dataset_then(last)
    for mine, other in _pairs(content, before):
        if len(told) >= MOST:
            break
        if not mine.is_listed and mine.number == other.number:
            continue
        found = compare(mine, other, owed, last, dataset, then)
        words = "；".join(words for one in found if (words := change_in_words(one.change)))
        asked = (write(mine.asked.question), mine.asked.area if mine.asked.place else owed.area.code)
        if mine.is_listed:
            if found and found[0].change.steps:
                told.append(
                    Changed(
                        mine.asked.words or mine.asked.label, "", found[0].change.before, found[0].change.after, words, *asked
                    )
                )
        elif mine.number is not None and other.number is not None:
            told.append(Changed(mine.asked.label, mine.address, other.number, mine.number, words, *asked))
    return told


def _pairs(content: Content, before: Content) -> Iterable[tuple[Line, Line]]:
    """The same cell of both, and of each list its first cell: lists grow, so their rows are not compared."""
    by_place = {(line.asked.table, line.asked.key, line.asked.label, line.asked.area): line for line in before.lines.values()}
    listed = {line.asked.table: line for line in before.lines.values() if line.is_listed}
    done = set[int]()
    for line in content.lines.values():
        table = line.asked.table
        if line.is_listed:
            if table in listed and table not in done:
                done.add(table)
                yield line, listed[table]
        elif (other := by_place.get((table, line.asked.key, line.asked.label, line.asked.area))) is not None:
            yield line, other


def compare(mine: Line, other: Line, owed: Return, last: Version, dataset: Dataset, then: Dataset) -> list[figures.Compared]:
    """How the answer of a cell changed since another version; nothing where its questions cannot be compared by record."""
    before = Then(then, other.asked.day, period_of(last.owed))
    after = Then(dataset, mine.asked.day, period_of(owed))
    return figures.compared(mine.asked.question, before, after, mine.asked.area)


def period_of(owed: Return) -> tuple[date, date] | None:
    first, last = owed.round.period
    return (first, last) if first and last else None
