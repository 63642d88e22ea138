"""Lists: one record a row, in the order of a walk through the area, written in the style of each column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from qingzhuang.formfill.answer.desk import Desk
from qingzhuang.formfill.answer.filling import Outcome
from qingzhuang.formfill.answer.hints import filler
from qingzhuang.formfill.answer.manner import Manner, Show, Shown, number, percent, show
from qingzhuang.formfill.answer.paths import is_optional, paths_of, reach, row_entity
from qingzhuang.formfill.answer.report import report_value
from qingzhuang.formfill.answer.rows import Slot, clear, prepared_rows, slots_for
from qingzhuang.formfill.form import Blank, State, Table
from qingzhuang.formfill.grid import column_number
from qingzhuang.tally.errors import QuestionError
from qingzhuang.tally.question import EVERYTHING, Aggregate, Condition, Count, CountDistinct, Holds, Measure, Percent
from qingzhuang.tally.scope import Answer
from qingzhuang.vocabulary import Field

# facts that only some records have → of which entity, which records those are, what they are called
IMPLIED: dict[str, tuple[str, Condition, str]] = {
    "person.party.": ("person", Holds("party.is_member"), "党员"),
    "person.preferential.": ("person", Holds("preferential.exists"), "优抚对象"),
    "person.disability.": ("person", Holds("disability.exists"), "残疾人"),
    "household.allowance.": ("household", Holds("welfare.subsistence_allowance"), "低保户"),
}
NOTHING_KNOWN = Answer(None, known=False)
TABLE_NAMES = {
    "person": "人",
    "household": "户",
    "dwelling": "套房屋",
    "building": "栋楼",
    "estate": "个小区",
    "organisation": "个单位",
    "facility": "处设施",
}


@dataclass(slots=True)
class Column:
    """A column being written: its blank, the values of all rows, and how each is shown."""

    blank: Blank
    values: Sequence[Any]
    show: Show
    optional: bool = False  # nothing there is no gap
    cells: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    doubts: dict[str, None] = field(default_factory=dict)


def fill_roster(desk: Desk, place: int, table: Table) -> None:
    """Fill the columns of a list. Where it is not clear who is meant, a short form is left empty and the person asked."""
    entity = row_entity(table)
    wanted = [
        b for b in table.columns if b.concept != "person.photo" and (paths_of(b) or _per_family(b)) and desk.given(b) is None
    ]
    where = population_for(desk, table, entity)
    if not entity or not wanted or where is None or entity == "area":
        _ask_all(desk, place, table, "不知道每一行是什么" if not entity else "台账里没有这样的名单")
        return
    has_family = entity == "household" or "household" in desk.facts.vocabulary.entities[entity].relations
    reachable = [
        b for b in wanted if all(reach(p, entity, desk.facts.vocabulary) for p in paths_of(b)) and (paths_of(b) or has_family)
    ]
    paths = list(dict.fromkeys(path for blank in reachable for path in paths_of(blank)))
    try:
        listed = desk.facts.listed(entity, paths, where)
    except QuestionError as fault:
        _ask_all(desk, place, table, f"这张名单问不了：{fault}")
        return
    if _too_unclear(desk, table, len(listed.keys)):
        _ask_all(
            desk, place, table, f"{table.population_reason}；没有把全部 {len(listed.keys)} {unit_of(entity)}都列上，请选定名单"
        )
        return
    if listed.unknown:
        desk.find("population_unknown", table, f"另有 {listed.unknown} {unit_of(entity)}资料不全，不能断定该不该列入，没有列")
    if not listed.keys:
        desk.find("nobody", table, "台账里没有符合条件的记录")
    by_path = dict(zip(paths, listed.columns, strict=True))
    columns = [_values(desk, table, blank, by_path) for blank in reachable if paths_of(blank)]
    columns += _family_columns(desk, table, [b for b in reachable if not paths_of(b)], entity, where, listed.keys)
    slots = slots_for(desk, table, len(listed.keys))
    done = {column.blank.key for column in columns}
    for column in columns:
        _write(desk, table, column, slots)
    for blank in table.columns:
        if blank.key in done:
            continue
        column_done = _other_column(desk, place, table, blank, slots)
        if not column_done and not desk.left(place, blank):
            desk.told(place, blank, Outcome.ASKED, "从这一行的记录里查不到")
    clear(desk, table, [column_number(c.blank.column) for c in columns], slots)
    for column in columns:
        _tell(desk, place, column, len(listed.keys), table)


def population_for(desk: Desk, table: Table, entity: str) -> Condition | None:
    """Who is listed, as a condition on records of the entity; None where it cannot be said of them.

    A form whose columns are about party members, or about the allowance of a household, lists those, and says so.
    """
    if table.population is None:
        implied = implied_by(table, entity)
        if implied is None:
            return EVERYTHING
        condition, words = implied
        desk.find("population_implied", table, f"各栏多问{words}的事，只列了{words}；要列别的人，请说明这张表列谁")
        return condition
    if table.population.entity == entity:
        return table.population.where
    from qingzhuang.formfill.match.population import Population, convert

    return convert(Population(table.population.entity, table.population.where), entity)


def implied_by(table: Table, entity: str) -> tuple[Condition, str] | None:
    """Whom the columns themselves are about, where at least four, and a fifth of all, ask for facts that only they have."""
    paths = [path for blank in table.columns for path in paths_of(blank) if "member[" not in path]
    for prefix, (of, condition, words) in IMPLIED.items():
        own = sum(path.startswith(prefix) for path in paths)
        if of == entity and own >= 4 and own * 5 >= len(paths):
            return condition, words
    return None


def unit_of(entity: str) -> str:
    """What records are counted in."""
    return TABLE_NAMES.get(entity, "条")


def _too_unclear(desk: Desk, table: Table, records: int) -> bool:
    """The title narrows to people that the ledger does not know, and the form has room for a few only."""
    unclear = table.population_state is State.UNSURE and table.population is None
    return unclear and (not table.open_ended or records > len(prepared_rows(desk.grid(table), table)))


def _per_family(blank: Blank) -> bool:
    return isinstance(blank.question, (Count, CountDistinct, Aggregate, Percent))


def _values(desk: Desk, table: Table, blank: Blank, by_path: dict[str, list[Any]]) -> Column:
    """The values of one column; several facts wanted in one cell stand one after the other."""
    paths, vocabulary = paths_of(blank), desk.facts.vocabulary
    shows = []
    for path in paths:
        field = vocabulary.field(path)
        shows.append(show(field, desk.hints.manner(table, blank, field)))
    optional = all(is_optional(path) or vocabulary.field(path).absent == "no" for path in paths)
    held = [settled(vocabulary.field(path), by_path[path]) for path in paths]
    if len(paths) == 1:
        return Column(blank, held[0], shows[0], optional)
    rows = list(zip(*held, strict=True))
    return Column(blank, rows, lambda row: _joined([s(v) for s, v in zip(shows, row, strict=True)]), optional)


def settled(field: Field, values: list[Any]) -> list[Any]:
    """Values with every empty yes/no that means no made a no."""
    if field.type != "boolean" or field.absent != "no":
        return values
    return [False if value is None else value for value in values]


def _joined(parts: list[Shown]) -> Shown:
    texts = [str(part.value) for part in parts if part.value is not None]
    return Shown(" ".join(texts) or None, next((part.doubt for part in parts if part.doubt), ""))


def _family_columns(
    desk: Desk, table: Table, blanks: list[Blank], entity: str, where: Condition, keys: Sequence[str]
) -> list[Column]:
    """Columns that count among the members of the household of the row."""
    if not blanks:
        return []
    households: Sequence[str] = keys
    if entity != "household":
        found = desk.facts.listed(entity, [f"{entity}.household"], where)
        households = ["" if key is None else str(key) for key in found.columns[0]]
    measures: list[Measure] = [
        blank.question for blank in blanks if isinstance(blank.question, (Count, CountDistinct, Aggregate, Percent))
    ]
    columns = []
    for blank, told in zip(blanks, desk.facts.family_figures(measures, households), strict=True):
        answers = [answer if something_known(told) else NOTHING_KNOWN for answer in told]
        manner = desk.hints.manner(table, blank, None)
        columns.append(Column(blank, answers, lambda answer, m=manner, b=blank: figure(b, answer, m)))  # type: ignore[misc]
    return columns


def figure(blank: Blank, answer: Answer, manner: Manner) -> Shown:
    """A number as it is written; what cannot be told for some records is written with a doubt."""
    if answer.value is None:
        return Shown(None)
    if isinstance(answer.value, (int, float)):
        if isinstance(blank.question, Percent):
            value: Any = percent(answer.value, manner)
        else:
            value = number(answer.value, _unit(blank), manner)
    else:
        value = str(answer.value)
    return Shown(value, "" if answer.known else f"有 {answer.unknown} 条记录资料不全，可能不止这个数")


def something_known(answers: Sequence[Answer]) -> bool:
    """Whether a column of figures may be written: noughts where nobody recorded anything would look like facts."""
    return any(answer.records or answer.known for answer in answers)


def _unit(blank: Blank) -> str:
    """The unit that the ledger keeps the summed field in."""
    if isinstance(blank.question, Aggregate):
        from qingzhuang.vocabulary import UnknownName, load

        try:
            return load().field(blank.question.path).unit
        except UnknownName:
            return ""
    return ""


def _write(desk: Desk, table: Table, column: Column, slots: Sequence[Slot]) -> None:
    """Write one column, and note which cells were filled, which have no value and which are doubtful."""
    pen, grid, letter = desk.pen, table.grid, column_number(column.blank.column)
    empty = filler(table, desk.form) if column.optional else ""
    first = last = None
    for slot, value in zip(slots, column.values, strict=True):
        shown = column.show(value)
        put = shown.value if shown.value is not None or not empty else empty
        if shown.doubt:
            column.doubtful.append(pen.name(grid, slot.row, letter, slot.extra))
            column.doubts[shown.doubt] = None
        if put is None:
            if not column.optional:
                column.missing.append(pen.name(grid, slot.row, letter, slot.extra))
            if grid_text(desk, table, slot, letter):
                pen.put(grid, slot.row, letter, None, slot.extra)
        elif pen.put(grid, slot.row, letter, put, slot.extra):
            first, last = first or slot, slot
    if first and last:
        ends = dict.fromkeys(pen.name(grid, slot.row, letter, slot.extra) for slot in (first, last))
        column.cells.append(":".join(ends))


def grid_text(desk: Desk, table: Table, slot: Slot, column: int) -> str:
    """What is printed in the cell of the blank form."""
    return "" if slot.extra else desk.grid(table).text(slot.row, column)


def _tell(desk: Desk, place: int, column: Column, records: int, table: Table) -> None:
    missing, doubts = len(column.missing), "；".join(list(column.doubts)[:3])
    notes = [doubts] if doubts else []
    outcome = Outcome.ANSWERED
    if records and missing == records:
        outcome = Outcome.ASKED
        notes.append("台账里一条也没有登记")
    elif missing:
        notes.append(f"{missing} 条没有登记，空着")
    if outcome is Outcome.ANSWERED and table.population_state is State.UNSURE:
        outcome = Outcome.UNSURE  # right facts, but perhaps of the wrong people
        notes.append(f"{table.population_reason}；请先确认列的是谁")
    desk.told(
        place, column.blank, outcome, "；".join(notes), records=records, cells=column.cells,
        missing=column.missing, doubtful=column.doubtful,
    )  # fmt: skip


def span_names(cells: Sequence[str]) -> tuple[str, ...]:
    """The cells of a column in short: from the first to the last."""
    return tuple(cells) if len(cells) < 2 else (f"{cells[0]}:{cells[-1]}",)


def _other_column(desk: Desk, place: int, table: Table, blank: Blank, slots: Sequence[Slot]) -> bool:
    """Running numbers, and what is the same on every row (填报人, 日期, 年份, what a person typed)."""
    letter = column_number(blank.column)
    typed = desk.given(blank)
    if typed is None and blank.concept == "person.photo":
        desk.told(place, blank, Outcome.KEPT, "照片要贴上去")
        return True
    if typed is None and blank.concept == "row.number":
        cells = []
        for number_, slot in enumerate(slots, 1):
            if not grid_text(desk, table, slot, letter).strip():
                desk.pen.put(table.grid, slot.row, letter, number_, slot.extra)
            cells.append(desk.pen.name(table.grid, slot.row, letter, slot.extra))
        desk.told(place, blank, Outcome.ANSWERED, records=len(slots), cells=span_names(cells))
        return True
    if typed is not None or (blank.concept and blank.concept.startswith("report.") and blank.concept != "report.signature"):
        value, reason = report_value(desk, blank, desk.hints.manner(table, blank, None))
        if value is None:
            desk.told(place, blank, Outcome.ASKED if slots else Outcome.ANSWERED, reason)
            return True
        cells = []
        for slot in slots:
            desk.pen.put(table.grid, slot.row, letter, value, slot.extra)
            cells.append(desk.pen.name(table.grid, slot.row, letter, slot.extra))
        desk.told(place, blank, Outcome.ANSWERED, reason, value=value, records=len(slots), cells=span_names(cells))
        return True
    return False


def _ask_all(desk: Desk, place: int, table: Table, why: str) -> None:
    """Leave all rows to a person, and say why."""
    desk.find("list_unclear", table, why)
    for blank in table.columns:
        if not desk.left(place, blank):
            desk.told(place, blank, Outcome.ASKED, why)
