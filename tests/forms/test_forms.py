"""The test forms themselves: every one builds, opens again, and its reading fits what stands in it."""

from __future__ import annotations

import io
import re
from functools import cache
from typing import Any

import docx
import pytest
from python_calamine import CalamineWorkbook

from tests.forms.build import all_forms, build

FORMS = all_forms()
NAMES = [form["form"] for form in FORMS]


@cache
def built(name: str) -> tuple[str, bytes, dict[str, Any]]:
    return build(FORMS[NAMES.index(name)])


BALANCED = re.compile(r"^(count|sum|avg|min|max|percent)\(.*\)$")


@pytest.mark.parametrize("form", NAMES)
def test_builds_a_file_that_holds_every_label_of_its_reading(form: str) -> None:
    name, data, truth = built(form)
    if name.endswith(".docx"):
        words = {cell.text for table in docx.Document(io.BytesIO(data)).tables for row in table.rows for cell in row.cells}
    else:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
        words = {str(int(cell)) if isinstance(cell, float) else str(cell) for row in rows for cell in row}
    seen = {word.replace("\n", " ") for word in words}
    for table in truth["tables"]:
        for column in table.get("columns", []):
            assert not column["path"] or column["path"][-1] in seen
        for cell in table.get("cells", []):
            assert cell["label"] in seen


@pytest.mark.parametrize("form", NAMES)
def test_names_every_blank_once_and_closes_its_brackets(form: str) -> None:
    _, _, truth = built(form)
    for table in truth["tables"]:
        entries = [entry for key in ("columns", "rows", "cells") for entry in table.get(key, [])]
        spots = [entry.get("column") or entry.get("value_cell") for entry in entries]
        assert len(spots) == len(set(spots)) and spots
        for entry in entries:
            for meaning in (entry["concept"], *entry.get("either", [])):
                assert meaning.count("(") == meaning.count(")"), meaning
                assert "$" not in meaning and "||" not in meaning, meaning
                assert not meaning.startswith(("count", "sum", "avg", "min", "max", "percent")) or BALANCED.match(meaning), (
                    meaning
                )


def test_is_split_into_two_halves_with_both_kinds_in_each() -> None:
    for half in ("tune", "blind"):
        kinds = {form["kind"] for form in FORMS if form["split"] == half}
        assert {"roster", "crosstab", "card"} <= kinds
