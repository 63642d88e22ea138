"""Headings read without a sheet around them: `甲/乙` is a label path."""

from __future__ import annotations

from qingzhuang.formfill.form import Blank, Table
from qingzhuang.formfill.layout.tests.drawn import book
from qingzhuang.formfill.match import understand
from qingzhuang.formfill.match.lexicon import lexicon
from qingzhuang.formfill.match.measures import MeasureReader, Reading
from qingzhuang.formfill.match.population import Population, read_population
from qingzhuang.tally.syntax import write

SURE = 0.8


def readings(*headings: str, title: str = "", same_household: bool = False) -> list[Reading]:
    """What each numeric heading of a table asks for."""
    population = read_population([title], "") if title else Population()
    paths = [tuple(heading.split("/")) for heading in headings]
    reader = MeasureReader(lexicon(), population, paths, same_household=same_household)
    return [reader.read(at) for at in range(len(paths))]


def asks(*headings: str, title: str = "", same_household: bool = False) -> list[str]:
    """The same as text; empty where a heading is not understood, with `?` in front where it is not sure."""
    found = []
    for reading in readings(*headings, title=title, same_household=same_household):
        text = write(reading.measure) if reading.measure is not None else ""
        found.append(text if reading.score >= SURE or not text else f"? {text}")
    return found


def table(*sheets: str) -> Table:
    """The only table of a drawn form, understood."""
    (found,) = understand(book(*sheets)).tables
    return found


def blank(found: Table, label: str) -> Blank:
    """The blank with this leaf label."""
    return next(blank for blank in found.blanks() if blank.path[-1:] == (label,))


def meanings(found: Table) -> dict[str, str | None]:
    """Label path → concept, for the columns."""
    return {"/".join(column.path): column.concept for column in found.columns}
