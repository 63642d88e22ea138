"""Rules between cells that no sum says: filled where another is, the same number in two reports, the same stock in two periods.

>>> [(rule.if_label, rule.value, rule.label) for rule in required_if_in(["残疾类别不为空时，残疾等级必填。"])]
[('残疾类别', '', '残疾等级')]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from qingzhuang.formfill.answer.cells import At, CellAsked
from qingzhuang.formfill.answer.filling import Finding
from qingzhuang.formfill.edits import Edits, EditValue
from qingzhuang.formfill.form import Form, Table
from qingzhuang.formfill.grid import Book, cell_name, column_number
from qingzhuang.tally.overlap import Canonical, canonical
from qingzhuang.tally.question import Asked, Count, Question, both, fields_of
from qingzhuang.vocabulary import fold

TOLD = 3
MOST_PAIRS = 200_000  # about a tenth of a second
FILLED = r"(?:不为空|非空|填写了|已填写|有填写|填了)"
WHEN = r"(?:的|时|的时候|者)?[,，:：]?"
MUST = r"(?:必须填写|必须填报|必须填|须填写|须填报|须填|应填写|应填报|应填|要填写|要填|必填)"
IF_FILLED = re.compile(
    rf"(?:如|若|凡)?[“\"]?([\w/（）()]{{2,16}}?)[”\"]?{FILLED}{WHEN}(?:则)?[“\"]?([\w/（）()]{{2,16}}?)[”\"]?(?:一栏|栏|项)?{MUST}"
)
IF_VALUE = re.compile(
    rf"(?:如|若|凡)?[“\"]?([\w/（）()]{{2,16}}?)[”\"]?(?:为|选|选择|填)[“\"]([^”\"]{{1,12}})[”\"]{WHEN}(?:则)?"
    rf"(?:{MUST}[“\"]?([\w/]{{2,16}}?)[”\"]?(?=[。；;,，]|$)|[“\"]?([\w/（）()]{{2,16}}?)[”\"]?(?:一栏|栏|项)?{MUST})"
)


@dataclass(frozen=True, slots=True)
class RequiredIf:
    """`label` must be filled where `if_label` is filled (`value` empty), or has this value."""

    if_label: str
    value: str
    label: str
    source: str


def required_if_in(notes: Iterable[str]) -> Iterator[RequiredIf]:
    """Such rules as notes state them: 残疾类别不为空时，残疾等级必填; 婚姻状况为“已婚”的，须填写配偶姓名."""
    for note in notes:
        plain = note.replace(" ", "")
        for found in IF_FILLED.finditer(plain):
            yield RequiredIf(found[1], "", found[2], found.group())
        for found in IF_VALUE.finditer(plain):
            yield RequiredIf(found[1], found[2], found[3] or found[4], found.group())


def check_required_if(form: Form, book: Book, edits: Edits) -> tuple[Finding, ...]:
    """Rows where a cell is empty that a note wants filled."""
    written: Mapping[At, EditValue] = {(cell.grid, cell.row, cell.column): cell.value for cell in edits.cells}
    found = []
    for table in form.tables:
        columns = {fold(blank.path[-1]): column_number(blank.column) for blank in table.columns if blank.path}
        for rule in required_if_in((*table.notes, *form.notes)):
            given, wanted = (columns.get(fold(label)) for label in (rule.if_label, rule.label))
            if given is None or wanted is None:
                continue
            cells = [
                cell_name(row, wanted)
                for grid, row, column in written
                if (grid, column) == (table.grid, given)
                and _meets(written[grid, row, column], rule.value)
                and not _filled(written.get((grid, row, wanted)))
            ]  # fmt: skip
            if cells:
                told = "、".join(cells[:TOLD]) + ("等" if len(cells) > TOLD else "")
                found.append(Finding("required_if", _place(table), f"{told} 空着；表中说明“{rule.source}”", tuple(cells)))
    return tuple(found)


def _meets(value: EditValue, wanted: str) -> bool:
    return fold(str(value)) == fold(wanted) if wanted and _filled(value) else _filled(value)


def _filled(value: EditValue) -> bool:
    return value is not None and str(value).strip() not in ("", "无", "—", "-", "/")


def _place(table: Table) -> str:
    return table.title or table.sheet or "表"


# ---------------------------------------------------------------- two reports
@dataclass(frozen=True, slots=True)
class Reported:
    """A number as a report says it: what it asks, and the report and cell in words."""

    asked: CellAsked
    value: float
    report: str


def check_across(own: Sequence[Reported], others: Sequence[Reported]) -> tuple[Finding, ...]:
    """The same question on the same day has one answer in all reports; whoever is counted more narrowly is not more.

    Parts are looked for among at most MOST_PAIRS pairs. Questions are compared, not headings: 80 岁以上 of one report is a part of 60 岁以上 of another only if its conditions say so.
    """
    found: dict[tuple[str, str], Finding] = {}
    by_question: dict[tuple[Canonical, str, date], list[Reported]] = {}
    for other in others:
        by_question.setdefault(_same(other.asked), []).append(other)
    for mine in own:
        for other in by_question.get(_same(mine.asked), ()):
            if mine.value != other.value:
                told = f"{mine.asked.name}“{mine.asked.label}”是 {mine.value:g}"
                text = f"{told}，同一天的《{other.report}》{other.asked.name} 是 {other.value:g}，问的是同一件事"
                found[mine.asked.name, other.report] = Finding("other_report", mine.report, text, (mine.asked.name,))
        for other in others if len(own) * len(others) <= MOST_PAIRS else ():
            for part, whole in ((mine, other), (other, mine)):
                if part.value > whole.value and _is_part(part.asked, whole.asked):
                    pair = [f"《{one.report}》{one.asked.name} {one.value:g}" for one in (part, whole)]
                    text = f"{pair[0]} 大于{pair[1]}，前者只是后者的一部分"
                    found[mine.asked.name, part.report + whole.report] = Finding(
                        "other_report", mine.report, text, (mine.asked.name,)
                    )
    return tuple(found.values())


@lru_cache(maxsize=4096)
def _form_of(question: Question) -> Canonical:
    return canonical(Asked(question))


def _same(asked: CellAsked) -> tuple[Canonical, str, date]:
    return _form_of(asked.question), asked.area, asked.day


def _is_part(part: CellAsked, whole: CellAsked) -> bool:
    """Whether everything that the whole asks is asked by the part too, and more, for the same place and day: then it adds nothing."""
    if (part.area, part.day) != (whole.area, whole.day):
        return False
    match part.question, whole.question:
        case Count(entity=one, where=narrow), Count(entity=two, where=wide) if one == two:
            if not set(fields_of(wide)) <= set(fields_of(narrow)):
                return False
            own = _form_of(part.question)
            return own != _form_of(whole.question) and _form_of(Count(one, both(narrow, wide))) == own
    return False


# ---------------------------------------------------------------- two periods
OPENING = re.compile(r"(上期末|上月末|上年末|上季末|期初|月初|年初|季初|上期结转|上月结转|上年结转)(数|人数|户数)?")
CLOSING = re.compile(r"(本期末|本月末|本年末|本季末|期末|月末|年末|季末)(数|人数|户数)?")
RUNNING = re.compile(r"累计|年初至今|1[-—至]本月")


@dataclass(frozen=True, slots=True)
class Period:
    """A filled form of one period: its numbers by cell, and its year (running totals begin anew with the year)."""

    form: Form
    values: Mapping[At, EditValue]
    year: int


def compares_periods(form: Form) -> bool:
    """Whether a form has columns that `check_periods` compares with the last period."""
    return any(_columns(table, pattern) for table in form.tables for pattern in (OPENING, RUNNING))


def check_periods(now: Period, last: Period) -> tuple[Finding, ...]:
    """What stands at the beginning is what stood at the end of the last period; running totals do not fall within a year."""
    found: list[Finding] = []
    for table, before in zip(now.form.tables, last.form.tables, strict=False):
        closing = _columns(before, CLOSING)
        for stem, column in _columns(table, OPENING).items():
            if stem in closing:
                found += _rows(now, last, table, (column, closing[stem]), "opening")
        if now.year == last.year:
            running = _columns(before, RUNNING)
            for stem, column in _columns(table, RUNNING).items():
                if stem in running:
                    found += _rows(now, last, table, (column, running[stem]), "running")
    return tuple(found)


def _columns(table: Table, pattern: re.Pattern[str]) -> dict[str, int]:
    """Columns whose heading says this, by what is left of the heading: 期末／户数 → 户数."""
    found = {}
    for blank in table.columns:
        path = "/".join(blank.path)
        if pattern.search(path):
            found[pattern.sub("", path).strip("/")] = column_number(blank.column)
    return found


def _rows(now: Period, last: Period, table: Table, columns: tuple[int, int], law: str) -> Iterator[Finding]:
    labelled = dict(table.row_labels)
    for grid, row, column in now.values:
        if (grid, column) != (table.grid, columns[0]) or (labelled and row not in labelled and row not in table.total_rows):
            continue
        new, old = now.values[grid, row, column], last.values.get((grid, row, columns[1]))
        if not isinstance(new, (int, float)) or not isinstance(old, (int, float)):
            continue
        name = cell_name(row, column)
        if law == "opening" and new != old:
            yield Finding("period", _place(table), f"{name} 期初是 {new:g}，上期的期末是 {old:g}，应当相等", (name,))
        elif law == "running" and new < old:
            yield Finding("period", _place(table), f"{name} 累计是 {new:g}，比上期的 {old:g} 还少", (name,))
