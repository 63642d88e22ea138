"""Printed row labels of a cross-tab: the condition that each puts on its row."""

from __future__ import annotations

from qingzhuang.formfill.layout import words as printed
from qingzhuang.formfill.layout.model import Laid
from qingzhuang.formfill.match.label import read_label
from qingzhuang.formfill.match.lexicon import Lexicon
from qingzhuang.formfill.match.measures import MeasureReader
from qingzhuang.formfill.match.population import Population
from qingzhuang.tally.question import EVERYTHING, Condition, Count, Everything
from qingzhuang.tally.syntax import write_condition

MOST_ROWS = 400  # more printed labels than that are names in a list, not parts of a statistic
UNKNOWN = "?"  # a row label that is not understood: the figures of the row cannot be told


def row_conditions(laid: Laid, population: Population, words: Lexicon) -> tuple[tuple[int, str], ...]:
    """Row number → condition as text on the records counted; empty for a total or an area, `?` where not understood."""
    if not laid.row_labels or len(laid.row_labels) > MOST_ROWS:
        return ()
    heads = tuple(laid.columns[0].path)
    paths = [(*heads, *labels) for _, labels in laid.row_labels]
    reader = MeasureReader(words, Population(population.entity), paths)
    found = []
    for at, (row, labels) in enumerate(laid.row_labels):
        found.append((row, _condition(reader, at, labels)))
    return tuple(found)


def ahead_of_groups(laid: Laid, at: int) -> bool:
    """批次, 年度, 地市, 县(区), 片区 over all heading rows, and groups of figures behind them: these name the row, however many they are."""
    paths = [column.path for column in laid.columns]
    return all(len(path) == 1 for path in paths[: at + 1]) and any(len(path) > 1 for path in paths[at + 1 :])


def _condition(reader: MeasureReader, at: int, labels: tuple[str, ...]) -> str:
    plain = read_label(labels[-1]).core
    if printed.is_total(plain) or plain in ("数量", "人数", "户数"):
        return ""
    reading = reader.read(at)
    if isinstance(reading.measure, Count) and reading.score >= 0.5:
        condition: Condition = reading.measure.where
        return "" if isinstance(condition, Everything) else write_condition(condition)
    return UNKNOWN if reading.measure is None else write_condition(EVERYTHING)
