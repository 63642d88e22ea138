"""Files that cannot be taken over: refused kindly, and kept."""

from __future__ import annotations

import pytest

from qingzhuang.site.imports import queries
from qingzhuang.site.imports.tests.conftest import sheet
from qingzhuang.site.testing import forms


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.xlsx", "empty_file"),
        (forms.NOT_A_FORM, "a.xlsx", "not_a_form"),
        (forms.roster()[:900], "a.xlsx", "damaged"),
        (forms.roster(), "a.xlsx", "imports.blank_form"),
        (forms.statistics(), "a.xlsx", "imports.no_list"),
        (forms.card(), "a.xlsx", "imports.no_list"),
    ],
    ids=["empty", "picture", "truncated", "blank form", "statistics", "card"],
)
def test_is_refused_with_a_reason_and_kept(cast, preview, data, name, code):
    run = preview(data, name=name)
    assert (run.state, run.refusal["code"]) == ("refused", code), run.refusal
    assert run.refusal["what"] and run.refusal["todo"]
    assert queries.original_for(cast.alice, run) == data


def test_sixty_thousand_columns_end_in_a_word(preview):
    run = preview(sheet(",".join(f"列{at}" for at in range(60_000)), ",".join("1" for _ in range(60_000))))
    assert run.state == "refused" and run.refusal["todo"]


def test_rows_without_anybody_are_said(cast, preview):
    run = preview(sheet("姓名,身份证号", "合计,", "苏晓梅,990101194803020126"))
    outcomes = {shown.row.outcome for shown in queries.rows_for(cast.alice, run).rows}
    assert "skipped" in outcomes
