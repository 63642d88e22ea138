"""Figures that are not sure because of the whole table: its title, or whose rows they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from qingzhuang.formfill.form import Blank, Candidate, State
from qingzhuang.formfill.layout.model import Laid
from qingzhuang.formfill.match.label import read_label
from qingzhuang.formfill.match.question import question_of
from qingzhuang.tally.question import Aggregate, Count, Percent

FIGURE = re.compile(r"(?:[数量率额次%]|面积)$")  # 自然村数 in front of the figures is one itself, and no name of a row
EITHER = "夫妻两人各问了一遍，哪一个是本人看不出来"
SPOUSE = re.compile(r"\.spouse\.")
ROW_KEYS = frozenset(("row.number", "row.remarks"))


def title_in_doubt(blanks: Sequence[Blank], at_odds: str) -> list[Blank]:
    """60岁以上 in a table of 儿童: the title is not about whom it seemed to be about, and no figure is sure."""
    if not at_odds:
        return list(blanks)
    reason = f"标题说的范围里不会有“{at_odds}”，标题可能没有读对"
    measured = (Count, Aggregate, Percent)
    return [
        replace(b, state=State.UNSURE, reason=reason) if b.state is State.SURE and isinstance(b.question, measured) else b
        for b in blanks
    ]


def rows_unknown(blanks: Sequence[Blank], laid: Laid) -> list[Blank]:
    """小区名称, 学校 in front of the figures, and no row filled in: whose figures they are cannot be told, so none is sure."""
    ahead = list(takewhile(lambda b: b.question is None or b.concept in ROW_KEYS or _is_place(b), blanks))
    unknown = next((b for b in ahead if b.state is State.OUTSIDE and len(b.path) == 1 and not _is_figure(b)), None)
    if unknown is None or laid.row_labels:
        return list(blanks)
    reason = f"不知道“{unknown.path[-1]}”怎么分，数的可能不是这一行的"
    return [replace(b, state=State.UNSURE, reason=reason) if b.state is State.SURE and b not in ahead else b for b in blanks]


def two_spouses(blanks: Sequence[Blank]) -> list[Blank]:
    """丈夫 and 妻子 each with 姓名: one of them is the one the record is about, the first rather, and neither is sure."""
    groups: dict[str, list[tuple[str, ...]]] = {}
    for blank in blanks:
        groups.setdefault(blank.concept or "", []).append(blank.path)
    twice = {concept for concept, paths in groups.items() if SPOUSE.search(concept) and len(set(paths)) > 1}
    first = {groups[concept][0][:-1] for concept in twice}
    told = []
    for blank in blanks:
        concept = blank.concept or ""
        if concept in twice and blank.path[:-1] in first:
            own = Candidate(SPOUSE.sub(".", concept), 0.74, EITHER)
            found = (own, Candidate(concept, 0.72, EITHER))
            blank = replace(blank, concept=own.concept, question=question_of(own.concept), candidates=found, score=own.score)
        told.append(replace(blank, state=State.UNSURE, reason=EITHER) if concept in twice else blank)
    return told


def _is_figure(blank: Blank) -> bool:
    label = read_label(blank.path[-1])
    return bool(label.unit or label.brackets or FIGURE.search(label.core))


def _is_place(blank: Blank) -> bool:
    return (blank.concept or "").startswith(("area.", "grid.", "report."))
