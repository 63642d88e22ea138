"""What the headings of a table say must hold: a 其中 is no more than what it is a part of, men and women are all.

>>> from qingzhuang.formfill.form import Blank, Role, State
>>> columns = [Blank(Role.COLUMN, path, "", "", letter, None, None, State.SURE) for letter, path in (("B", ("人数",)), ("C", ("其中：独居",)))]
>>> [(one.total, one.parts, one.operator) for one in by_headings(Table(0, "", Kind.CROSSTAB, columns=tuple(columns)))]
[('B', ('C',), '>=')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qingzhuang.formfill.form import Blank, Kind, Relation, Table
from qingzhuang.tally.question import Count
from qingzhuang.vocabulary import fold

MEN_AND_WOMEN_ARE_ALL = "男女相加"
PART_OF = ("其中", "其中:", "其中：")
MEN_AND_WOMEN = ({"男", "女"}, {"男性", "女性"}, {"男数", "女数"}, {"男人数", "女人数"})
ALL = re.compile(r"(合计|小计|总计|计|总数|人数|总人数|人口数|总人口)(\(人\))?")
UNIT = re.compile(r"户|人次|人|元|亩|套|栋|间|件|次")


def by_headings(table: Table) -> tuple[Relation, ...]:
    """Relations between columns by their letters, and between rows by their numbers; none in a list of people."""
    if table.kind is Kind.ROSTER:
        return ()
    return (*_columns(table.columns), *_rows(table), *_sexes(table.columns))


def _columns(columns: Sequence[Blank]) -> Iterator[Relation]:
    """其中：独居 behind 老年人数, and a band 其中 over several columns."""
    whole: Blank | None = None
    for blank in columns:
        if _is_part(blank.path):
            if whole is not None and _alike(whole, blank):
                yield Relation(whole.column, (blank.column,), ">=", "“其中”不大于前面的数")
        elif blank.question is not None:
            whole = blank


def _is_part(path: Sequence[str]) -> bool:
    return any(fold(label).startswith("其中") for label in path)


def _alike(whole: Blank, part: Blank) -> bool:
    """Whether both count the same kind of thing: households are no part of people, nor is a share or a sum of money."""
    if isinstance(whole.question, Count) and isinstance(part.question, Count):
        return whole.question.entity == part.question.entity
    units = [found[-1] if (found := UNIT.findall(fold("".join(one.path)))) else "" for one in (whole, part)]
    counted = isinstance(whole.question, Count) and part.question is None
    return counted and ("" in units or units[0] == units[1])


def _rows(table: Table) -> Iterator[Relation]:
    whole = 0
    for row, labels in table.row_labels:
        if _is_part(labels[-1:]):
            if whole:
                yield Relation(str(whole), (str(row),), ">=", "“其中”不大于前面的数")
        elif row not in table.skipped_rows:
            whole = 0 if row in table.total_rows else row


def _sexes(columns: Sequence[Blank]) -> Iterator[Relation]:
    """合计 | 男 | 女 side by side under one heading."""
    for at in range(len(columns) - 2):
        total, *pair = columns[at : at + 3]
        if len({one.path[:-1] for one in (total, *pair)}) == 1 and {fold(one.path[-1]) for one in pair} in MEN_AND_WOMEN:
            if ALL.fullmatch(fold(total.path[-1])) and isinstance(total.question, Count):
                yield Relation(total.column, tuple(one.column for one in pair), "=", MEN_AND_WOMEN_ARE_ALL)
