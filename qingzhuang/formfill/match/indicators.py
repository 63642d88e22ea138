"""An indicator list matched: each row a measure or a fact of one household, person or area."""

from __future__ import annotations

import re

from qingzhuang.formfill.form import Blank, Candidate, Kind, Role, State, Table
from qingzhuang.formfill.grid import Book
from qingzhuang.formfill.layout.model import Laid
from qingzhuang.formfill.match.card import card_entity
from qingzhuang.formfill.match.fields import FieldReader
from qingzhuang.formfill.match.label import NUMBERING, read_label
from qingzhuang.formfill.match.lexicon import Lexicon
from qingzhuang.formfill.match.measures import MeasureReader
from qingzhuang.formfill.match.phrase import own_fields, parse_phrase
from qingzhuang.formfill.match.population import Population, read_population
from qingzhuang.formfill.match.remarks import fixed_day, obey, with_day
from qingzhuang.formfill.match.report import read_lines
from qingzhuang.formfill.match.table import RIVAL, _name, decide
from qingzhuang.tally.syntax import write
from qingzhuang.vocabulary import fold

COUNTABLE = frozenset("人 户 名 套 家 元 万元 % 亩 平方米".split())
LABOUR = "household.labour_count"
ONE_HOUSEHOLD = re.compile(r"家庭成员|户主|家庭人口|家庭人均|本户|住房情况|家庭基本情况")


def match_indicators(book: Book, laid: Laid, words: Lexicon) -> Table:
    """Rows that name measures. A list about one household (家庭成员人数, 家庭收入) is a card; else a cross-tab of an area."""
    grid = book.grids[laid.grid]
    title = laid.title.text if laid.title else ""
    paths = [indicator.path for indicator in laid.indicators]
    household = _of_one_household(paths, [indicator.unit for indicator in laid.indicators])
    entity = "household" if household else "area"
    remarks = [line.text for line in (*laid.notes, *laid.lines)]
    population = Population("household") if household else obey(read_population([title], ""), remarks)
    day = fixed_day([title, *remarks])
    counted = [_with_unit(path, indicator.unit) for path, indicator in zip(parts_go_on(paths), laid.indicators, strict=True)]
    measures = MeasureReader(words, Population() if household else population, counted, same_household=household)
    fields = FieldReader(words, entity if household else "area")
    rows = []
    for at, indicator in enumerate(laid.indicators):
        base = Blank(
            Role.ROW,
            indicator.path,
            _name(grid, indicator.label),
            _name(grid, indicator.value),
            unit=indicator.unit or read_label(indicator.path[-1]).unit,
        )
        rows.append(_row(base, at, fields, measures, household))
    return Table(
        grid=laid.grid,
        sheet=None if grid.is_word else grid.name,
        kind=Kind.CARD if household else Kind.CROSSTAB,
        title=title,
        title_cell=_name(grid, laid.title.place) if laid.title and laid.title.place != (0, 0) else "",
        header_rows=laid.header_rows,
        row_entity=entity,
        population=population.as_count(),
        population_reason=with_day(population.reason, day),
        day_rule=day.isoformat() if day else "",
        population_state=State.SURE if population.known and not population.doubt else State.UNSURE,
        rows=tuple(rows),
        metadata=tuple(read_lines(laid.lines, grid, Role.META, words)),
        footer=tuple(read_lines(laid.footer, grid, Role.FOOT, words)),
        notes=tuple(line.text for line in laid.notes),
    )


def _of_one_household(paths: list[tuple[str, ...]], units: list[str]) -> bool:
    """家庭成员人数, 家庭收入: a list about one household; 总户数, 低保户（户）: one that counts them is about a place."""
    counted = sum(
        "户" in (unit, read_label(path[-1]).unit) or "户数" in path[-1] for path, unit in zip(paths, units, strict=True)
    )
    return counted < 2 and sum(1 for path in paths for text in path if ONE_HOUSEHOLD.search(fold(text))) >= 2


def parts_go_on(paths: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """15-59岁 flush below 其中：0-14岁 is a part of the same whole, although neither indent nor 其中 says so.

    >>> parts_go_on([("人口",), ("人口", "其中：0-14岁"), ("15-59岁",), ("低保户",)])
    [('人口',), ('人口', '其中：0-14岁'), ('人口', '15-59岁'), ('低保户',)]
    """
    found: list[tuple[str, ...]] = []
    for path in paths:
        before = found[-1] if found else ()
        part = len(before) > len(path) and before[: len(path) - 1] == path[:-1]
        started = part and any(other[: len(before) - 1] == before[:-1] and read_label(other[-1]).part for other in found)
        if started and not NUMBERING.match(fold(path[-1])) and _fields(before[-1]) & _fields(path[-1]):
            path = (*before[:-1], path[-1])
        found.append(path)
    return found


def _fields(text: str) -> set[str]:
    return own_fields(parse_phrase(read_label(text).core))


def _with_unit(path: tuple[str, ...], unit: str) -> tuple[str, ...]:
    """The unit of its own column said with the label, which it tells persons and households apart."""
    if unit not in COUNTABLE or read_label(path[-1]).unit:
        return path
    return (*path[:-1], f"{path[-1]}（{unit}）")


def _row(base: Blank, at: int, fields: FieldReader, measures: MeasureReader, household: bool) -> Blank:
    found = fields.candidates(base.path) if household else []
    counted = base.unit in ("人", "户", "名", "%", "") or not household
    if counted and (not found or found[0].score < 0.85):
        reading = measures.read(at)
        if reading.measure is not None:
            kept = (
                found[0].score if found and found[0].concept == LABOUR and found[0].score > RIVAL else 1.0
            )  # as told, not by ages
            figure = Candidate(write(reading.measure), min(reading.score, kept - 0.01), reading.reason)
            found = sorted([figure, *found], key=lambda c: -c.score)
    return decide(base, found)


__all__ = ["card_entity", "match_indicators"]
