"""Figures by row and column: a place or a printed condition a row, a question a column; totals asked anew or added up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qingzhuang.formfill.answer.desk import Desk
from qingzhuang.formfill.answer.facts import LEVELS, Area
from qingzhuang.formfill.answer.filling import Outcome
from qingzhuang.formfill.answer.manner import Manner, Shown
from qingzhuang.formfill.answer.places import match_place
from qingzhuang.formfill.answer.report import place_field, report_value
from qingzhuang.formfill.answer.roster import NOTHING_KNOWN, figure, something_known, span_names
from qingzhuang.formfill.answer.rows import Slot, clear, prepared_rows, slots_for
from qingzhuang.formfill.edits import EditValue
from qingzhuang.formfill.form import Blank, Table
from qingzhuang.formfill.grid import column_number
from qingzhuang.tally.answers import narrowed
from qingzhuang.tally.errors import QuestionError
from qingzhuang.tally.question import EVERYTHING, Aggregate, Condition, Count, CountDistinct, Measure, Percent
from qingzhuang.tally.scope import Answer
from qingzhuang.tally.syntax import parse_condition

# which places make the rows, by what the label column asks for
ROW_LEVELS = {
    "area.community": "community",
    "area.village": "community",
    "area.village_code": "community",
    "area.street": "street",
    "area.township": "street",
    "area.county": "county",
    "area.city": "city",
    "area.province": "province",
    "grid.name": "grid",
}
NOT_UNDERSTOOD = "?"  # the condition of a row whose label nobody understood
MEASURES = (Count, CountDistinct, Aggregate, Percent)


@dataclass(frozen=True, slots=True)
class Line:
    """One row to be answered: where it is written, for which place, under which condition; `total` adds the others up."""

    slot: Slot
    area: Area
    where: Condition = EVERYTHING
    total: bool = False


def fill_crosstab(desk: Desk, place: int, table: Table) -> None:
    """Fill the figures of a table and the names of its rows."""
    measured = [blank for blank in table.columns if isinstance(blank.question, MEASURES)]
    lines = lines_of(desk, table)
    if not lines and not desk.findings:
        desk.find("rows_unclear", table, "不知道每一行是哪个地方或哪类人，数字没有填")
    figures = _figures(desk, table, measured, lines)
    for blank in table.columns:
        if blank.key in figures:
            _write_figures(desk, place, table, blank, lines, figures[blank.key])
        elif not _write_names(desk, place, table, blank, lines) and not desk.left(place, blank):
            desk.told(place, blank, Outcome.ASKED, "这一栏要由填表的人填写")
    written = [column_number(b.column) for b in table.columns if b.key in figures or _names_place(b)]
    clear(desk, table, [] if table.row_labels else written, [line.slot for line in lines])


# ---------------------------------------------------------------- rows
def lines_of(desk: Desk, table: Table) -> list[Line]:
    """The rows of the table from top to bottom: printed ones with their place or condition, else one for each place below."""
    return sorted(_lines(desk, table), key=lambda line: (line.slot.row, line.slot.extra))


def _lines(desk: Desk, table: Table) -> list[Line]:
    whole = desk.facts.area
    totals = [Line(Slot(row), whole, total=True) for row in table.total_rows]
    conditions = dict(table.row_conditions)
    labels = {row: path for row, path in table.row_labels if row not in table.total_rows}
    printed: list[Line] = []
    strange: list[int] = []
    for row, path in labels.items():
        said = conditions.get(row, "")
        place = None if said and said != NOT_UNDERSTOOD else match_place(desk, path[-1] if path else "")
        if place is not None:
            printed.append(Line(Slot(row), place))
        elif said and said != NOT_UNDERSTOOD:
            printed.append(Line(Slot(row), whole, parse_condition(said)))
        elif said == NOT_UNDERSTOOD or any(path) and _named_by_place(table):
            strange.append(row)
        elif row in conditions:
            printed.append(Line(Slot(row), whole))  # 数量, 人数: narrows nothing
    if strange:
        _say_strange(desk, table, {row: labels[row] for row in strange})
    if printed or strange:
        return [*totals, *printed]
    free = [row for row in prepared_rows(desk.grid(table), table) if row not in labels]
    if labels and not free:  # one printed row that narrows nothing: 数量, 人数
        return [*totals, *(Line(Slot(row), whole) for row in labels)] if len(labels) == 1 else totals
    places = _places(desk, table)
    if not places:
        return totals
    if not table.open_ended and not labels and len(prepared_rows(desk.grid(table), table)) == 0:
        return totals
    return [*totals, *(Line(slot, area) for slot, area in zip(slots_for(desk, table, len(places)), places, strict=True))]


def _named_by_place(table: Table) -> bool:
    """Whether the label column asks for places."""
    return any(_names_place(blank) for blank in table.columns)


def _say_strange(desk: Desk, table: Table, rows: dict[int, tuple[str, ...]]) -> None:
    cells = [desk.pen.name(table.grid, row, table.first_column) for row in rows]
    told = "、".join(path[-1] for path in list(rows.values())[:6])
    if _named_by_place(table):
        desk.find("place_unknown", table, f"这些行的地名台账里没有，没有填：{told}", cells)
    else:
        desk.find("rows_unclear", table, f"这些行的意思没有看懂，数字没有填：{told}", cells)


def _places(desk: Desk, table: Table) -> tuple[Area, ...]:
    """The places that make the rows: of the level that the label column names, else the next level below."""
    concepts = [blank.concept or "" for blank in table.columns]
    elsewhere = concepts[:1] == ["report.month"] or any(concept.startswith("organisation.") for concept in concepts[:2])
    if elsewhere and not any(isinstance(blank.question, MEASURES) for blank in table.columns):
        return ()  # rows of partner organisations or months, of which the ledger has no figures
    levels = [ROW_LEVELS[concept] for concept in concepts if concept in ROW_LEVELS]
    if levels:
        finest = max(levels, key=lambda level: (*LEVELS, "grid").index(level))
        return desk.facts.places(finest) or (desk.facts.area,)
    if any(concept in ("area.name", "area.full_name", "area.code") for concept in concepts):
        return desk.facts.places(_below(desk.facts.area.level)) or (desk.facts.area,)
    return (desk.facts.area,)


def _below(level: str) -> str:
    """The level whose places are the rows of an area's table; a community's table has the one row of itself."""
    at = LEVELS.index(level) if level in LEVELS else len(LEVELS) - 1
    return LEVELS[min(at + 1, len(LEVELS) - 1)]


# ---------------------------------------------------------------- figures
def _figures(desk: Desk, table: Table, blanks: Sequence[Blank], lines: Sequence[Line]) -> dict[str, list[Answer | None]]:
    """The answer of each column on each line; rows with the same condition are asked together."""
    found: dict[str, list[Answer | None]] = {blank.key: [None] * len(lines) for blank in blanks}
    for where in dict.fromkeys(line.where for line in lines):
        at = [number for number, line in enumerate(lines) if line.where == where]
        areas = [lines[number].area for number in at]
        for blank, answers in zip(blanks, _asked(desk, table, blanks, where, areas), strict=True):
            for number, answer in zip(at, answers, strict=False):
                found[blank.key][number] = answer
    for blank in blanks:
        if not something_known([answer for answer in found[blank.key] if answer is not None]):
            found[blank.key] = [answer and NOTHING_KNOWN for answer in found[blank.key]]
    return {blank.key: _with_totals(blank, lines, found[blank.key]) for blank in blanks}


def _asked(desk: Desk, table: Table, blanks: Sequence[Blank], where: Condition, areas: Sequence[Area]) -> list[list[Answer]]:
    """All columns at once, which is quick; one by one where one of them cannot be asked."""
    measures = [_measure(blank) if where == EVERYTHING else narrowed(_measure(blank), where) for blank in blanks]
    try:
        return desk.facts.figures(measures, areas)
    except QuestionError:
        found = []
        for blank, measure in zip(blanks, measures, strict=True):
            try:
                found += desk.facts.figures([measure], areas)
            except QuestionError as fault:
                desk.find("cannot_ask", table, f"“{'／'.join(blank.path)}”问不了：{fault}")
                found.append([])
        return found


def _measure(blank: Blank) -> Measure:
    assert isinstance(blank.question, MEASURES)
    return blank.question


def _with_totals(blank: Blank, lines: Sequence[Line], answers: list[Answer | None]) -> list[Answer | None]:
    """Where the rows are only some places of the area, the total of counts and sums is what they add up to."""
    rows = [(line, answer) for line, answer in zip(lines, answers, strict=True) if not line.total]
    question = blank.question
    adds_up = isinstance(question, Count) or (isinstance(question, Aggregate) and question.function == "sum")
    by_place = len({line.area.code for line, _ in rows}) > 1
    if not (adds_up and by_place) or any(answer is None or answer.value is None for _, answer in rows):
        return answers
    known = [answer for _, answer in rows if answer is not None]
    total = sum(float(answer.value) for answer in known if isinstance(answer.value, (int, float)))
    unknown = sum(answer.unknown for answer in known)
    value = int(total) if total == int(total) else total
    summed = Answer(value, unknown == 0, unknown, sum(answer.records for answer in known))
    return [summed if line.total else answer for line, answer in zip(lines, answers, strict=True)]


def _write_figures(
    desk: Desk, place: int, table: Table, blank: Blank, lines: Sequence[Line], answers: Sequence[Answer | None]
) -> None:
    manner = desk.hints.manner(table, blank, None)
    column, pen, grid = column_number(blank.column), desk.pen, desk.grid(table)
    cells: list[str] = []
    missing: list[str] = []
    doubtful: list[str] = []
    doubts: dict[str, None] = {}
    records, formulas, nobody = 0, 0, 0
    for line, answer in zip(lines, answers, strict=True):
        slot = line.slot
        name = pen.name(table.grid, slot.row, column, slot.extra)
        own = manner if slot.extra else _of_cell(manner, grid.cell(slot.row, column).style.number_format)
        shown = figure(blank, answer, own) if answer is not None else Shown(None)
        if shown.value is None:
            if answer is None or not answer.known:
                missing.append(name)
            else:
                nobody += 1  # the mean age of nobody is no number
            continue
        if not pen.put(table.grid, slot.row, column, shown.value, slot.extra):
            formulas += 1
            continue
        cells.append(name)
        records = max(records, answer.records if answer is not None else 0)
        if shown.doubt:
            doubtful.append(name)
            doubts[shown.doubt] = None
    outcome = Outcome.ANSWERED if cells or (nobody and not missing) else Outcome.KEPT if formulas else Outcome.ASKED
    if nobody and not cells and not missing:
        doubts["没有符合条件的记录，不用填"] = None
    why = {Outcome.KEPT: "表上是公式，不用填", Outcome.ASKED: "台账里没有这一项" if missing else "没有能填的行"}
    notes = [*list(doubts)[:2], *([why[outcome]] if outcome in why else [])]
    desk.told(
        place, blank, outcome, "；".join(notes), records=records, cells=span_names(cells), missing=missing, doubtful=doubtful
    )


def _of_cell(manner: Manner, number_format: str) -> Manner:
    return manner if number_format == manner.number_format else replace(manner, number_format=number_format)


# ---------------------------------------------------------------- names of rows
def _names_place(blank: Blank) -> bool:
    return bool(place_field(blank)) or blank.concept == "grid.name"


def _write_names(desk: Desk, place: int, table: Table, blank: Blank, lines: Sequence[Line]) -> bool:
    """Running numbers, names of places, and what is the same in every row. What is printed stays."""
    rows = [line for line in lines if not line.total]
    if blank.concept == "row.number":
        values: list[EditValue] = list(range(1, len(rows) + 1))
    elif _names_place(blank) and not table.row_conditions:
        field = (blank.concept or "").split(".", 1)[1]
        values = [_place_name(desk, line.area, blank.concept or "", field) for line in rows]
    elif blank.concept and blank.concept.startswith("report.") and blank.concept != "report.signature":
        value, _ = report_value(desk, blank, desk.hints.manner(table, blank, None))
        values = [value] * len(rows)
    else:
        return False
    column, cells, missing = column_number(blank.column), [], []
    for line, value in zip(rows, values, strict=True):
        name = desk.pen.name(table.grid, line.slot.row, column, line.slot.extra)
        printed = "" if line.slot.extra else desk.grid(table).text(line.slot.row, column).strip()
        labelled = not line.slot.extra and line.slot.row in dict(table.row_labels)
        if value is None:
            missing.append(name)
        elif not (printed and (labelled or blank.concept == "row.number")):
            desk.pen.put(table.grid, line.slot.row, column, value, line.slot.extra)
            cells.append(name)
    outcome = Outcome.ASKED if not rows or (missing and not cells) else Outcome.ANSWERED
    why = "" if rows else "没有能填的行"
    desk.told(place, blank, outcome, why, records=len(rows), cells=span_names(cells), missing=missing)
    return True


def _place_name(desk: Desk, area: Area, concept: str, field: str) -> str | None:
    if concept in ("area.name", "grid.name") or ROW_LEVELS.get(concept) == area.level and not concept.endswith("code"):
        return area.name
    return desk.facts.place_value(area, field)
