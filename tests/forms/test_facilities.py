"""Lists, statistics and cards of places and facilities: every blank is read as its form says, most of them surely.

They stand apart from the sets that the shared scorer counts: it knows no facilities, and would call each of these facts foreign.
"""

from __future__ import annotations

from typing import Any

import pytest

from qingzhuang.formfill import read, understand
from qingzhuang.formfill.as_json import answer_file
from tests.forms.build import all_forms, build

FORMS = all_forms("facilities")
# what such a form calls by a word that may be somebody else's: filled, and marked
MARKED = {"责任人", "管理单位", "使用状况", "设施编号", "灭火器数量（具）"}


def entries(table: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {entry.get("column") or entry["value_cell"]: entry for key in ("columns", "cells") for entry in table.get(key, [])}


@pytest.mark.parametrize("form", FORMS, ids=[form["form"] for form in FORMS])
def test_reads_every_blank_as_the_form_means_it(form: dict[str, Any]) -> None:
    name, data, truth = build(form)
    answer = answer_file(understand(read(data, name)))
    for wanted, found in zip(truth["tables"], answer["tables"], strict=True):
        assert found.get("population") == wanted.get("population")
        got = entries(found)
        for place, entry in entries(wanted).items():
            label = entry.get("label") or entry["path"][-1]
            assert got[place]["concept"] == entry["concept"], label
            if label in MARKED:
                assert got[place]["state"] == "unsure", f"{label} is sure by now: take it out of the list"
            else:
                assert got[place]["state"] in ("sure", "kept"), label
