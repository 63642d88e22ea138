"""What stands above and below a table: who reports, when, for which time, from which place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from qingzhuang.formfill.answer.dates import is_date_format
from qingzhuang.formfill.answer.desk import Desk
from qingzhuang.formfill.answer.filling import Outcome
from qingzhuang.formfill.answer.gaps import DATE_GAP, compose, fill_dates, fill_period, find_label
from qingzhuang.formfill.answer.manner import Manner, typed_value
from qingzhuang.formfill.edits import EditValue
from qingzhuang.formfill.form import Blank, Table

# `    年  月…统计表`, `年老年人口统计表`, `旭阳市____年度…`; not 年度, 年龄, 年终 as words
OPEN_TITLE = re.compile(
    r"(?:[ \t\u3000_＿]{2,}|^)年(?!度|[末终初轻龄级])(?P<month>[ \t\u3000_＿]*月)?|[ \t\u3000_＿]{2,}年(?=度)"
)
# signed or named by others by hand; left alone when nobody gave them
BY_HAND = ("report.reviewer", "report.responsible_person", "report.reviewing_unit", "report.signature")
LABELLED = re.compile(r"\s*(?:[(（][^()（）]*[)）])?\s*[:：_＿]")
PLAIN = Manner()
MONTHLY = ("report.month", "report.year", "report.quarter")  # filled as a date where 年 and 月 are printed
# printed by the body that sends the form out
BY_ASKER = (
    "report.form_number", "report.issuing_body", "report.approving_body", "report.approval_number", "report.valid_until",
    "report.unit_of_measure",
)  # fmt: skip
NOT_GIVEN = {"report.preparer": "没有给出填表人", "report.phone": "没有给出填表人的电话"}


def fill_lines(desk: Desk, place: int, table: Table, blanks: Sequence[Blank]) -> None:
    """Fill the lines above or below a table, in cells or, in a Word file, in paragraphs."""
    for blank in blanks:
        typed = desk.given(blank)
        if typed is None and desk.left(place, blank):
            continue
        row, column = desk.hints.place(table.grid, blank.value_cell)
        paragraph = None if row else _paragraph(desk, blank)
        if not row and paragraph is None:
            desk.told(place, blank, Outcome.ASKED, "表里找不到这一格")
            continue
        text = desk.pen.text(table.grid, row, column) if paragraph is None else desk.pen.line(paragraph)
        manner = desk.hints.manner(table, blank, None)
        value, reason = (typed, "由人填写") if typed is not None else line_value(desk, blank, text)
        if value is None:
            outcome = Outcome.KEPT if blank.concept in (*BY_HAND, *BY_ASKER) else Outcome.ASKED
            desk.told(place, blank, outcome, reason)
            continue
        put = _into(text, blank, value, manner)
        outcome = Outcome.UNSURE if reason.startswith("？") else Outcome.ANSWERED
        if paragraph is not None:
            desk.pen.put_line(paragraph, str(put))
            desk.told(place, blank, outcome, reason.lstrip("？"), value=_plain(value))
        elif desk.pen.put(table.grid, row, column, put):
            name = desk.pen.name(table.grid, row, column)
            desk.told(place, blank, outcome, reason.lstrip("？"), value=_plain(value), cells=(name,))
        else:
            desk.told(place, blank, Outcome.KEPT, "这一格是公式")


def _paragraph(desk: Desk, blank: Blank) -> int | None:
    """The paragraph of a Word file in which the label of a blank stands; one with a colon behind it comes first."""
    label = blank.path[-1] if blank.path else ""
    found = [(at, hit) for at, text in enumerate(desk.book.paragraphs) if (hit := find_label(text, label)) is not None]
    followed = [at for at, hit in found if LABELLED.match(desk.book.paragraphs[at], hit[1])]
    return next(iter([*followed, *(at for at, _ in found)]), None)


def line_value(desk: Desk, blank: Blank, text: str) -> tuple[EditValue | tuple[date, date], str]:
    """The value of a line and what to say about it; a reason beginning with ？ marks a doubt."""
    concept = blank.concept or ""
    if concept == "report.date" or (concept in MONTHLY and DATE_GAP.search(text)):
        return desk.facts.as_of, ""
    if concept == "report.period":
        if desk.facts.period is not None:
            return desk.facts.period, ""
        if "至" in text:
            return None, "没有给出统计时段（从哪天到哪天）"
        return desk.facts.as_of, "？没有给出统计时段，填的是统计日"
    if concept.startswith("report."):
        return report_value(desk, blank, PLAIN)
    field = place_field(blank)
    if field:
        found = desk.facts.place_value(desk.home or desk.facts.area, field)
        return found, "" if found else "台账里没有这一项地名"
    return None, "要从别处知道"


def date_title(desk: Desk, table: Table) -> None:
    """`  年  月低保统计表`: year and month printed open in a title are those of the period, else of the day."""
    row, column = desk.hints.place(table.grid, table.title_cell) if table.title_cell else (0, 0)
    text = desk.pen.text(table.grid, row, column) if row else ""
    gap = OPEN_TITLE.search(text)
    if not gap:
        return
    day = desk.facts.period[1] if desk.facts.period else desk.facts.as_of
    filled = f"{text[: gap.start()]}{day.year}年{f'{day.month}月' if gap.group('month') else ''}{text[gap.end() :]}"
    if desk.pen.put(table.grid, row, column, filled):
        name = desk.pen.name(table.grid, row, column)
        desk.find("title_dated", table, f"标题里空着的年月按{'时段' if desk.facts.period else '统计日'}填了，请看一看", (name,))


def place_field(blank: Blank) -> str:
    """The field of a place that a blank asks for: `street` of `area.street`; empty for anything else."""
    entity, _, field = (blank.concept or "").partition(".")
    return field if entity == "area" and "(" not in field else ""


def report_value(desk: Desk, blank: Blank, manner: Manner) -> tuple[EditValue, str]:
    """What a `report.…` word asks for, and what to say where it is not known."""
    facts, concept = desk.facts, blank.concept or ""
    typed = desk.given(blank)
    if typed is not None:
        return typed_value(typed), "由人填写"
    match concept:
        case "report.unit":
            return facts.area.name or None, "" if facts.area.name else "台账里没有本单位的名称"
        case "report.date" | "report.period":
            return _day(facts.as_of, manner), ""
        case "report.year":
            return facts.as_of.year, ""
        case "report.month":
            return facts.as_of.month, ""
        case "report.quarter":
            return (facts.as_of.month + 2) // 3, ""
    if concept in BY_HAND:
        return None, "由本人或审核单位填写"
    if concept in BY_ASKER:
        return None, "由发表的单位印好"
    return None, NOT_GIVEN.get(concept, "要由填表的人填写")


def _day(day: date, manner: Manner) -> EditValue:
    return day if is_date_format(manner.number_format) else manner.dates.text(day)


def _into(text: str, blank: Blank, value: EditValue | tuple[date, date], manner: Manner) -> EditValue:
    """The new content of the cell: the value alone, or put among the words printed there."""
    label = blank.path[-1] if blank.path else ""
    if isinstance(value, tuple):
        filled = fill_period(text, value)
        if filled is not None:
            return filled
        value = f"{value[0].isoformat()}至{value[1].isoformat()}"
    if blank.after_label:
        return compose(text, label, value if isinstance(value, (str, date)) else str(value))
    if isinstance(value, date):
        dated = fill_dates(text, (value,)) if text else None
        return dated if dated is not None else _day(value, manner)
    return value


def _plain(value: EditValue | tuple[date, date]) -> EditValue:
    return f"{value[0].isoformat()}至{value[1].isoformat()}" if isinstance(value, tuple) else value
