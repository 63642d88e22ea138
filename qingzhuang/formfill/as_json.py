"""A form understood as plain data, in the shape of the answer file, and back.

>>> from_json(answer_file(Form(Kind.CARD, ()))) == Form(Kind.CARD, ())
True
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qingzhuang.formfill.form import Blank, Block, Candidate, Form, Kind, Relation, Role, State, Table
from qingzhuang.formfill.grid import Span, column_letters, column_number
from qingzhuang.tally.question import Count
from qingzhuang.tally.syntax import parse, parse_population, write, write_condition

Data = dict[str, Any]
SAME_CELL = "same cell, after the label"


def answer_file(form: Form) -> Data:
    """The form as JSON data; docs/reference/answer-file.md tells every key. `from_json` gives the same form again."""
    return {
        "kind": form.kind.value,
        "fingerprint": form.fingerprint,
        "notes": list(form.notes),
        "warnings": list(form.warnings),
        "tables": [_table(table) for table in form.tables],
    }


def _table(table: Table) -> Data:
    return {
        "grid": table.grid,
        "sheet": table.sheet,
        "kind": table.kind.value,
        "title": {"cell": table.title_cell, "text": table.title} if table.title or table.title_cell else None,
        "subtitle": table.subtitle,
        "unit_of_measure": table.unit_of_measure,
        "header_rows": list(table.header_rows) if table.header_rows else None,
        "data": {
            "first_row": table.first_row,
            "last_row": table.last_row,
            "open_ended": table.open_ended,
            "first_column": column_letters(table.first_column),
            "last_column": column_letters(table.last_column),
        },
        "row_entity": table.row_entity,
        "population": population_text(table.population),
        "population_reason": table.population_reason,
        "population_state": table.population_state.value,
        "columns": [_blank(blank, Role.COLUMN) for blank in table.columns],
        "rows": [_blank(blank, Role.ROW) for blank in table.rows],
        "cells": [_blank(blank, Role.CELL) for blank in table.cells],
        "blocks": [_block(block) for block in table.blocks],
        "metadata": [_line(blank, Role.META) for blank in table.metadata],
        "footer": [_line(blank, Role.FOOT) for blank in table.footer],
        "row_labels": [[row, list(path)] for row, path in table.row_labels],
        "row_conditions": [[row, condition] for row, condition in table.row_conditions],
        "total_rows": list(table.total_rows),
        "skipped_rows": list(table.skipped_rows),
        "relations": [
            {"total": r.total, "parts": list(r.parts), "operator": r.operator, "source": r.source} for r in table.relations
        ],
        "notes": list(table.notes),
        "day_rule": table.day_rule,
    }


def population_text(population: Count | None) -> str | None:
    """`person where age>=80`; None for everybody."""
    if population is None:
        return None
    condition = write_condition(population.where)
    return f"{population.entity} where {condition}" if condition else population.entity


def _blank(blank: Blank, role: Role) -> Data:
    data: Data = {"column": blank.column} if role is Role.COLUMN else {}
    data |= {
        "label": blank.path[-1] if blank.path else "",
        "path": list(blank.path),
        "label_cell": blank.label_cell,
        "value_cell": blank.value_cell,
        "concept": blank.concept,
        "state": blank.state.value,
        "reason": blank.reason,
        "score": blank.score,
        "unit": blank.unit,
        "required": blank.required,
        "candidates": [{"concept": c.concept, "score": c.score, "reason": c.reason} for c in blank.candidates],
    }
    # What only some blanks have, and what `column` and `concept` do not already say.
    if blank.column:
        data["column"] = blank.column
    if blank.role is not role:
        data["role"] = blank.role.value
    if blank.question is not None:
        data["question"] = write(blank.question)
    if blank.after_label:
        data["value_at"] = SAME_CELL
    if blank.choices:
        data["choices"] = list(blank.choices)
    if blank.printed:
        data["printed"] = blank.printed
    if blank.slot:
        data["slot"] = blank.slot
    if blank.value_span:
        span = blank.value_span
        data["value_span"] = [span.top, span.left, span.bottom, span.right]
    return data


def _line(blank: Blank, role: Role) -> Data:
    """A blank above or below the table: the place of its label, and where the value goes."""
    place = SAME_CELL if blank.after_label else blank.value_cell
    return {"cell": blank.label_cell, "value_at": place} | _blank(blank, role)


def _block(block: Block) -> Data:
    return {
        "title_cell": block.title_cell,
        "title": block.title,
        "header_row": block.header_row,
        "first_row": block.first_row,
        "last_row": block.last_row,
        "columns": [_blank(blank, Role.COLUMN) for blank in block.columns],
    }


def from_json(data: Mapping[str, Any]) -> Form:
    """The form that `answer_file` wrote down."""
    return Form(
        Kind(data["kind"]),
        tuple(_table_from(table) for table in data["tables"]),
        data.get("fingerprint", ""),
        tuple(data.get("notes", ())),
        tuple(data.get("warnings", ())),
    )


def _table_from(data: Mapping[str, Any]) -> Table:
    title, extent, header = data.get("title") or {}, data.get("data") or {}, data.get("header_rows")
    return Table(
        grid=data.get("grid", 0),
        sheet=data.get("sheet"),
        kind=Kind(data.get("kind", "roster")),
        title=title.get("text", ""),
        title_cell=title.get("cell", ""),
        subtitle=data.get("subtitle", ""),
        unit_of_measure=data.get("unit_of_measure", ""),
        header_rows=(header[0], header[1]) if header else None,
        first_row=extent.get("first_row"),
        last_row=extent.get("last_row"),
        open_ended=extent.get("open_ended", False),
        first_column=column_number(extent.get("first_column", "A")),
        last_column=column_number(extent.get("last_column", "A")),
        population=parse_population(data["population"]) if data.get("population") else None,
        population_reason=data.get("population_reason", ""),
        population_state=State(data.get("population_state", State.SURE.value)),
        row_entity=data.get("row_entity", ""),
        columns=_blanks_from(data.get("columns", ()), Role.COLUMN),
        rows=_blanks_from(data.get("rows", ()), Role.ROW),
        cells=_blanks_from(data.get("cells", ()), Role.CELL),
        blocks=tuple(_block_from(block) for block in data.get("blocks", ())),
        metadata=_blanks_from(data.get("metadata", ()), Role.META),
        footer=_blanks_from(data.get("footer", ()), Role.FOOT),
        row_labels=tuple((row, tuple(path)) for row, path in data.get("row_labels", ())),
        row_conditions=tuple((row, condition) for row, condition in data.get("row_conditions", ())),
        total_rows=tuple(data.get("total_rows", ())),
        skipped_rows=tuple(data.get("skipped_rows", ())),
        relations=tuple(Relation(r["total"], tuple(r["parts"]), r["operator"], r["source"]) for r in data.get("relations", ())),
        notes=tuple(data.get("notes", ())),
        day_rule=data.get("day_rule", ""),
    )


def _blanks_from(entries: Sequence[Mapping[str, Any]], role: Role) -> tuple[Blank, ...]:
    return tuple(_blank_from(entry, role) for entry in entries)


def _blank_from(data: Mapping[str, Any], role: Role) -> Blank:
    span = data.get("value_span")
    return Blank(
        role=Role(data.get("role", role.value)),
        path=tuple(data["path"]),
        label_cell=data["label_cell"],
        value_cell=data["value_cell"],
        column=data.get("column", ""),
        concept=data["concept"],
        question=parse(data["question"]) if data.get("question") else None,
        state=State(data["state"]),
        reason=data["reason"],
        score=data["score"],
        candidates=tuple(Candidate(c["concept"], c["score"], c["reason"]) for c in data["candidates"]),
        unit=data["unit"],
        required=data["required"],
        after_label=data.get("value_at") == SAME_CELL,
        choices=tuple(data.get("choices", ())),
        printed=data.get("printed", ""),
        value_span=Span(*span) if span else None,
        slot=data.get("slot", 0),
    )


def _block_from(data: Mapping[str, Any]) -> Block:
    return Block(
        data["title_cell"],
        data["title"],
        data["header_row"],
        data["first_row"],
        data["last_row"],
        _blanks_from(data["columns"], Role.COLUMN),
    )
