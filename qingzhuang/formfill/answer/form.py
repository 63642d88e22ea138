"""The answer step: a form understood and a ledger in, edits and explanations out."""

from __future__ import annotations

from collections.abc import Mapping

from qingzhuang.formfill.answer.block import fill_block
from qingzhuang.formfill.answer.card import Subject, fill_cells, subject_of
from qingzhuang.formfill.answer.crosstab import MEASURES, fill_crosstab
from qingzhuang.formfill.answer.desk import Desk
from qingzhuang.formfill.answer.facts import Facts
from qingzhuang.formfill.answer.filling import Filling
from qingzhuang.formfill.answer.hints import fixed_day, hints_of
from qingzhuang.formfill.answer.paths import entity_of, paths_of
from qingzhuang.formfill.answer.pen import Pen
from qingzhuang.formfill.answer.report import date_title, fill_lines
from qingzhuang.formfill.answer.roster import fill_roster
from qingzhuang.formfill.form import Blank, Block, Form, Kind, Table
from qingzhuang.formfill.grid import Book


def answer_with(
    form: Form, book: Book, facts: Facts, *, about: str = "person", record: str = "", typed: Mapping[str, str] | None = None
) -> Filling:
    """Answer every blank of a form from the facts.

    `record` is the key of whom a card is about, `about` its entity. `typed` gives by hand what the ledger does not hold,
    by the key, the concept or the label of a blank.
    """
    desk = Desk(form, book, facts, hints_of(book, form, facts.vocabulary), Pen(book), record, dict(typed or {}))
    for place, table in enumerate(form.tables):
        _fill_table(desk, place, table, about)
    order = {(place, blank.key): number for place, table in enumerate(form.tables) for number, blank in enumerate(table.blanks())}
    answers = sorted(desk.answers, key=lambda answer: (answer.table, order.get((answer.table, answer.key), len(order))))
    return Filling(desk.pen.edits(), tuple(answers), tuple(desk.findings))


def _fill_table(desk: Desk, place: int, table: Table, about: str) -> None:
    today = desk.facts
    day = fixed_day(table, desk.form)
    if day is not None and day != today.as_of:
        desk.facts = today.on(day)
        desk.find("fixed_day", table, f"表上写明{day.year}年{day.month}月{day.day}日，年龄按这一天算")
    _fill_body(desk, place, table, about)
    desk.facts = today
    date_title(desk, table)
    fill_lines(desk, place, table, [b for b in (*table.metadata, *table.footer) if not _of_subject(b, table)])


def _of_subject(blank: Blank, table: Table) -> bool:
    """Whether a line above or below a card asks for a fact of its person (户主身份证号码)."""
    own = bool(paths_of(blank)) and not (blank.concept or "").startswith("area.")
    return own and is_card(table)


def is_card(table: Table) -> bool:
    """Whether a table asks about one record: label and value cells."""
    return bool(table.cells or table.blocks) or any(paths_of(blank) for blank in table.rows)


def _fill_body(desk: Desk, place: int, table: Table, about: str) -> None:
    single = (*table.cells, *table.rows)
    card = is_card(table)
    subject = _subject(desk, table, about) if card else None
    desk.home = desk.facts.place(subject.area) if subject is not None and subject.area else None
    if table.columns:
        if card and desk.record and table.kind in (Kind.CARD, Kind.MIXED):
            fill_block(desk, place, table, _as_block(table), subject)
        elif counts(table):
            fill_crosstab(desk, place, table)
        else:
            fill_roster(desk, place, table)
    if card and subject is None and any(paths_of(blank) for blank in single):
        why = "台账里找不到要填的人或户" if desk.record else "登记表要说填谁的"
        desk.find("whom", table, why)
    fill_cells(desk, place, table, single, subject)
    for block in table.blocks:
        fill_block(desk, place, table, block, subject)
    fill_cells(desk, place, table, [b for b in (*table.metadata, *table.footer) if _of_subject(b, table)], subject)


def counts(table: Table) -> bool:
    """Whether the columns hold figures: a cross-tab, or a list whose columns are mostly figures over the area."""
    if table.kind is not Kind.MIXED:
        return table.kind is Kind.CROSSTAB
    figures = sum(isinstance(blank.question, MEASURES) for blank in table.columns)
    return figures > sum(bool(paths_of(blank)) for blank in table.columns)


def _subject(desk: Desk, table: Table, about: str) -> Subject | None:
    if not desk.record or table.row_entity == "area":  # 村情卡: of the place, whoever else is on the desk
        return None
    blanks = [*table.cells, *table.rows, *table.metadata, *table.footer]
    return subject_of(desk, about or entity_of(blanks) or "person", desk.record, blanks)


def _as_block(table: Table) -> Block:
    """The columns of a mixed form as a list inside its card."""
    first = table.first_row or 1
    return Block(table.title_cell, table.title, first - 1, first, table.last_row or first, table.columns)
