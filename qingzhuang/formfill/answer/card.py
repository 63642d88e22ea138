"""Cards: the facts of one record, each put into its cell, behind its label, between printed 年 月 日, or ticked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from qingzhuang.formfill.answer.choices import Choice, numbered, pick, words_for
from qingzhuang.formfill.answer.desk import Desk
from qingzhuang.formfill.answer.filling import Outcome
from qingzhuang.formfill.answer.gaps import compose, fill_dates
from qingzhuang.formfill.answer.hints import filler
from qingzhuang.formfill.answer.manner import show
from qingzhuang.formfill.answer.paths import paths_of, reach
from qingzhuang.formfill.answer.report import fill_lines
from qingzhuang.formfill.answer.roster import NOTHING_KNOWN, figure, settled, something_known
from qingzhuang.formfill.answer.ticks import MARK, boxes, choices_in, into_boxes, is_number_box, spelled, tick
from qingzhuang.formfill.edits import EditValue
from qingzhuang.formfill.form import Blank, Table
from qingzhuang.formfill.layout.sentences import put_into_slot
from qingzhuang.tally.answers import narrowed
from qingzhuang.tally.errors import QuestionError
from qingzhuang.tally.question import Aggregate, Compare, Count, CountDistinct, Measure, Percent, SameHousehold, both
from qingzhuang.tally.scope import Answer
from qingzhuang.vocabulary import Field

HEAD = "household.head"


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a card is about: its record, the household it belongs to, and the values that the card's blanks ask of it."""

    entity: str
    key: str
    household: str
    area: str
    values: dict[str, Any]


def fill_cells(desk: Desk, place: int, table: Table, blanks: Sequence[Blank], subject: Subject | None) -> None:
    """Fill the value cells of a card, or of indicator rows."""
    unticked = _unticked_rows(desk, table, blanks, subject)
    for blank in blanks:
        typed = desk.given(blank)
        if typed is not None or (blank.concept or "").startswith(("report.", "row.")):
            fill_lines(desk, place, table, [blank])
        elif desk.left(place, blank):
            continue
        elif blank.concept == "person.photo":
            desk.told(place, blank, Outcome.KEPT, "照片要贴上去")
        elif isinstance(blank.question, (Count, CountDistinct, Aggregate, Percent)):
            _fill_figure(desk, place, table, blank, subject)
        elif (blank.concept or "").startswith("area.") and subject is None:
            fill_lines(desk, place, table, [blank])
        elif subject is None:
            desk.told(place, blank, Outcome.ASKED, "没有说填谁的")
        elif desk.hints.place(table.grid, blank.value_cell)[0] in unticked and not boxes(blank.printed):
            desk.told(place, blank, Outcome.KEPT, "这一行的类别不是本人的")
        else:
            _fill_value(desk, place, table, blank, subject)


def subject_of(desk: Desk, entity: str, key: str, blanks: Sequence[Blank]) -> Subject | None:
    """The record with all values that the blanks ask of it; None where there is no such record."""
    vocabulary = desk.facts.vocabulary
    wanted = list(dict.fromkeys(path for blank in blanks for path in paths_of(blank)))
    ways = {path: way for path in wanted if (way := _way(desk, path, entity)) is not None}
    home = f"{entity}.household" if "household" in vocabulary.entities[entity].relations else ""
    lives = f"{entity}.area" if "area" in vocabulary.entities[entity].relations else ""
    columns = list(dict.fromkeys([*ways.values(), *filter(None, (home, lives))]))
    found = desk.facts.record(entity, key, columns)
    if found is None:
        return None
    held = dict(zip(columns, found, strict=True))
    household = key if entity == "household" else str(held.get(home) or "")
    return Subject(entity, key, household, str(held.get(lives) or ""), {path: held[way] for path, way in ways.items()})


def _way(desk: Desk, path: str, entity: str) -> str | None:
    """How a path is reached from the record; a person of a household's card is its head."""
    if reach(path, entity, desk.facts.vocabulary) is not None:
        return path
    if entity == "household" and path.startswith("person."):
        head = f"{HEAD}.{path.removeprefix('person.')}"
        return head if reach(head, entity, desk.facts.vocabulary) is not None else None
    return None


# ---------------------------------------------------------------- values
def _fill_value(desk: Desk, place: int, table: Table, blank: Blank, subject: Subject) -> None:
    row, column = desk.hints.place(table.grid, blank.value_cell)
    paths = paths_of(blank)
    if not row or any(path not in subject.values for path in paths):
        desk.told(place, blank, Outcome.ASKED, "从这份台账里查不到这一项")
        return
    fields = [desk.facts.vocabulary.field(path) for path in paths]
    held = [(field, settled(field, [subject.values[path]])[0]) for field, path in zip(fields, paths, strict=True)]
    text = desk.pen.text(table.grid, row, column)
    name = desk.pen.name(table.grid, row, column)
    put, doubt = written(desk, table, blank, held, text, subject)
    if put is None:
        known_none = all(field.absent == "no" for field, _ in held)
        mark = filler(table, desk.form) if known_none and not text else ""
        if mark:
            desk.pen.put(table.grid, row, column, mark)
        outcome = Outcome.ANSWERED if known_none else Outcome.ASKED
        desk.told(
            place,
            blank,
            outcome,
            doubt or ("没有" if known_none else "台账里没有登记"),
            records=1,
            missing=() if known_none else (name,),
        )
    elif desk.pen.put(table.grid, row, column, put):
        desk.told(place, blank, Outcome.ANSWERED, doubt, value=put, records=1, cells=(name,), doubtful=(name,) if doubt else ())
    else:
        desk.told(place, blank, Outcome.KEPT, "这一格是公式")


def written(
    desk: Desk, table: Table, blank: Blank, held: Sequence[tuple[Field, Any]], text: str, subject: Subject | None
) -> tuple[EditValue, str]:
    """The new content of a value cell, and a doubt in words; None where nothing is known."""
    if boxes(text) and not (blank.after_label and not boxes(blank.printed or text)):
        return _ticked(desk, table, blank, held, text, subject)
    values = [value for _, value in held if value not in (None, "")]
    in_squares = spelled(text, values[0]) if len(values) == 1 and isinstance(values[0], (str, date)) else None
    if in_squares is not None:
        return in_squares, ""
    days = [value for value in values if isinstance(value, date)]
    if days and len(days) == len(values):
        dated = fill_dates(text, days)
        if dated is not None:
            return dated, ""
    shown = [show(field, desk.hints.manner(table, blank, field))(value) for field, value in held]
    texts = [one.value for one in shown if one.value is not None]
    doubt = next((one.doubt for one in shown if one.doubt), "")
    if doubt and not texts:
        chosen = _by_condition(desk, desk.hints.cell_choices(blank), held, subject)
        if chosen is not None:
            return _as_number(desk.hints.cell_choices(blank)[chosen].write), ""
    if not texts:
        return None, doubt
    value: EditValue = texts[0] if len(texts) == 1 else " ".join(map(str, texts))
    if blank.after_label:
        return composed(blank, text, value if isinstance(value, date) else str(value)), doubt
    return _as_number(value) if desk.hints.cell_choices(blank) else value, doubt


def composed(blank: Blank, text: str, value: str | date) -> str:
    """The printed text with the value put to the label of a blank, or into its place of the sentence."""
    if blank.slot:
        return put_into_slot(text, blank.slot, str(value))
    return compose(text, blank.path[-1] if blank.path else "", value)


def _as_number(value: EditValue) -> EditValue:
    return int(value) if isinstance(value, str) and value.isdigit() and len(value) < 3 and str(int(value)) == value else value


def _ticked(
    desk: Desk, table: Table, blank: Blank, held: Sequence[tuple[Field, Any]], text: str, subject: Subject | None
) -> tuple[EditValue, str]:
    """Printed choices with the right ones ticked; several facts may each tick their own."""
    if is_number_box(text):
        return _numbered(desk, table, blank, held, text)
    choices, chosen = choices_in(text), set()
    known = [(field, value) for field, value in held if value not in (None, "")]
    if not known:
        return None, ""
    for field, value in known:
        names = str(value).split(";") if field.type == "codes" else [value]
        for name in names:
            hit = pick(words_for(field, name), choices)
            if hit is not None and not (field.type == "boolean" and not value and len(choices) == 1):
                chosen.add(hit)
    if not chosen:
        by_condition = _by_condition(desk, choices, held, subject)
        if by_condition is not None:
            chosen.add(by_condition)
    if not chosen:
        if len(choices) == 1:
            return tick(text, set()), ""
        says = words_for(*known[0])[0]
        return None, f"印着的选项里没有“{says}”"
    return tick(text, chosen), ""


def _numbered(desk: Desk, table: Table, blank: Blank, held: Sequence[tuple[Field, Any]], text: str) -> tuple[EditValue, str]:
    """`1男 2女 □`: the number of the choice goes into the box."""
    choices, numbers = numbered(MARK.sub("", text)), []
    for field, value in held:
        for name in (str(value).split(";") if field.type == "codes" else [value]) if value not in (None, "") else []:
            hit = pick(words_for(field, name), choices)
            if hit is None:
                return None, f"印着的选项里没有“{words_for(field, name)[0]}”"
            numbers.append(choices[hit].write)
    return (into_boxes(text, numbers), "") if numbers else (None, "")


def _by_condition(
    desk: Desk, choices: Sequence[Choice], held: Sequence[tuple[Field, Any]], subject: Subject | None
) -> int | None:
    """The one choice whose words, read as a condition, hold of the record (有劳动能力的低保户); None where not exactly one does.

    Of a household only choices about the household itself are read so: that a member meets them would be another question.
    """
    from qingzhuang.formfill.answer.conditions import condition_of

    entities = {field.entity for field, value in held if value not in (None, "")}
    if subject is None or not choices or len(entities) != 1:
        return None
    entity = entities.pop()
    key = subject.household if entity == "household" else subject.key if entity == subject.entity else ""
    hits = []
    for number, choice in enumerate(choices):
        condition = condition_of(choice.says, entity)
        if not key or condition is None:
            return None
        try:
            answer = desk.facts.figures([Count(entity, both(condition, Compare("id", "=", key)))], [desk.facts.area])[0][0]
        except QuestionError:
            return None
        if answer.value == 1:
            hits.append(number)
    return hits[0] if len(hits) == 1 else None


# ---------------------------------------------------------------- figures
def _fill_figure(desk: Desk, place: int, table: Table, blank: Blank, subject: Subject | None) -> None:
    """A number in a single cell: of the household of the card, else of the whole area."""
    measure = blank.question
    assert isinstance(measure, (Count, CountDistinct, Aggregate, Percent))
    if subject is not None and subject.household and not _of_household(measure):
        measure = narrowed(measure, SameHousehold())  # a card asks for figures of its family only
    row, column = desk.hints.place(table.grid, blank.value_cell)
    try:
        if subject is not None and subject.household:
            answer = desk.facts.family_figures([measure], [subject.household])[0][0]
        elif _of_household(measure):
            desk.told(place, blank, Outcome.ASKED, "没有说填哪一户")
            return
        else:
            answer = desk.facts.figures([measure], [desk.facts.area])[0][0]
    except QuestionError as fault:
        desk.told(place, blank, Outcome.ASKED, f"问不了：{fault}")
        return
    put_figure(desk, place, table, blank, answer, row, column)


def put_figure(desk: Desk, place: int, table: Table, blank: Blank, answer: Answer, row: int, column: int) -> None:
    """Write one figure into a cell, or behind its label."""
    shown = figure(blank, answer if something_known([answer]) else NOTHING_KNOWN, desk.hints.manner(table, blank, None))
    name = desk.pen.name(table.grid, row, column)
    if shown.value is None:
        desk.told(place, blank, Outcome.ASKED, "台账里没有这一项", missing=(name,))
        return
    value: EditValue = shown.value
    if blank.after_label:
        value = composed(blank, desk.pen.text(table.grid, row, column), str(value))
    if desk.pen.put(table.grid, row, column, value):
        doubtful = (name,) if shown.doubt else ()
        desk.told(
            place,
            blank,
            Outcome.ANSWERED,
            shown.doubt,
            value=shown.value,
            records=answer.records,
            cells=(name,),
            doubtful=doubtful,
        )
    else:
        desk.told(place, blank, Outcome.KEPT, "这一格是公式")


def _of_household(measure: Measure) -> bool:
    from qingzhuang.tally.syntax import write

    return "same household" in write(measure)


# ---------------------------------------------------------------- rows of one category each
def _unticked_rows(desk: Desk, table: Table, blanks: Sequence[Blank], subject: Subject | None) -> set[int]:
    """Rows that begin with a single box that does not hold of the person: what stands behind it is not about them."""
    rows = set()
    for blank in blanks:
        row, column = desk.hints.place(table.grid, blank.value_cell)
        text = desk.pen.text(table.grid, row, column) if row else ""
        if subject is None or len(boxes(text)) != 1:
            continue
        held = [(desk.facts.vocabulary.field(path), subject.values.get(path)) for path in paths_of(blank)]
        if not any(_holds(field, value, text) for field, value in held):
            rows.add(row)
    return rows


def _holds(field: Field, value: Any, text: str) -> bool:
    if value in (None, "", False):
        return False
    names = str(value).split(";") if field.type == "codes" else [value]
    return any(pick(words_for(field, name), choices_in(text)) is not None for name in names)
