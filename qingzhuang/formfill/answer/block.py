"""Lists inside a card: the members of the family, written below one another."""

from __future__ import annotations

from dataclasses import replace

from qingzhuang.formfill.answer.card import Subject
from qingzhuang.formfill.answer.desk import Desk
from qingzhuang.formfill.answer.filling import Outcome
from qingzhuang.formfill.answer.manner import show
from qingzhuang.formfill.answer.paths import paths_of, reach
from qingzhuang.formfill.answer.roster import settled, span_names
from qingzhuang.formfill.answer.rows import Slot, clear, slots_for
from qingzhuang.formfill.form import Blank, Block, Table
from qingzhuang.formfill.grid import column_number
from qingzhuang.tally.errors import QuestionError
from qingzhuang.tally.question import SameHousehold

FAMILY = ("家庭", "成员", "家属", "共同生活", "同住", "人口情况", "户内")
WITH_SELF = ("含本人", "包括本人", "全部成员", "家庭人口情况", "户内人员")


def fill_block(desk: Desk, place: int, table: Table, block: Block, subject: Subject | None) -> None:
    """Fill a list inside a card with the members of the household; lists of anything else are left to a person."""
    asked = [b for b in block.columns if any(path.startswith("person.") for path in paths_of(b))]
    family = any(word in block.title for word in FAMILY) or any(b.concept == "person.relation_to_head" for b in asked)
    if not asked or not family or subject is None or not subject.household:
        why = "没有说填谁的" if subject is None else "台账里没有这样的名单"
        for blank in block.columns:
            if not desk.left(place, blank):
                desk.told(place, blank, Outcome.ASKED, why)
        return
    vocabulary = desk.facts.vocabulary
    usable = [b for b in asked if all(reach(path, "person", vocabulary) for path in paths_of(b))]
    paths = list(dict.fromkeys(path for blank in usable for path in paths_of(blank)))
    try:
        listed = desk.facts.listed("person", paths, SameHousehold(), subject.household)
    except QuestionError as fault:
        desk.find("cannot_ask", table, str(fault))
        return
    rows = [n for n, key in enumerate(listed.keys) if key != subject.key or subject.entity != "person" or _with_self(block)]
    inside = replace(
        table,
        columns=block.columns,
        first_row=block.first_row,
        last_row=block.last_row,
        open_ended=False,
        total_rows=(),
        skipped_rows=(),
    )
    slots = slots_for(desk, inside, len(rows))
    held = {path: settled(vocabulary.field(path), values) for path, values in zip(paths, listed.columns, strict=True)}
    for blank in block.columns:
        if blank in usable:
            _write(desk, place, inside, blank, [[held[path][n] for path in paths_of(blank)] for n in rows], slots)
        elif blank.concept == "row.number":
            for number, slot in enumerate(slots, 1):
                if slot.extra or not desk.grid(table).text(slot.row, _column(desk, table, blank)).strip():
                    desk.pen.put(table.grid, slot.row, _column(desk, table, blank), number, slot.extra)
            desk.told(place, blank, Outcome.ANSWERED, records=len(slots))
        elif not desk.left(place, blank):
            desk.told(place, blank, Outcome.ASKED, "从家庭成员的记录里查不到")
    clear(desk, inside, [], slots)


def _with_self(block: Block) -> bool:
    return any(word in block.title for word in WITH_SELF)


def _column(desk: Desk, table: Table, blank: Blank) -> int:
    """The column of a block: its letter, or in a Word table the column of its first value cell."""
    found = desk.hints.place(table.grid, blank.value_cell)[1]
    return found or column_number(blank.column)


def _write(desk: Desk, place: int, table: Table, blank: Blank, rows: list[list[object]], slots: list[Slot]) -> None:
    vocabulary, column = desk.facts.vocabulary, _column(desk, table, blank)
    fields = [vocabulary.field(path) for path in paths_of(blank)]
    shows = [show(field, desk.hints.manner(table, blank, field)) for field in fields]
    cells, missing, doubtful = [], [], []
    for slot, values in zip(slots, rows, strict=True):
        name = desk.pen.name(table.grid, slot.row, column, slot.extra)
        shown = [one(value) for one, value in zip(shows, values, strict=True)]
        texts = [part.value for part in shown if part.value is not None]
        if any(part.doubt for part in shown):
            doubtful.append(name)
        if not texts:
            missing.append(name)
        elif desk.pen.put(table.grid, slot.row, column, texts[0] if len(texts) == 1 else " ".join(map(str, texts)), slot.extra):
            cells.append(name)
    optional = all(field.absent == "no" for field in fields)
    outcome = Outcome.ASKED if rows and len(missing) == len(rows) and not optional else Outcome.ANSWERED
    desk.told(
        place, blank, outcome, records=len(rows), cells=span_names(cells), missing=() if optional else missing, doubtful=doubtful
    )
