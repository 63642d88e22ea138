"""Each case of a rulebook gives the verdicts that are written beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from qingzhuang.rulebook import load

FOLDER = Path(__file__).parents[2] / "content" / "rulebooks"
CASES = [
    pytest.param(str(path.parent.relative_to(FOLDER)), case, id=case["case"])
    for path in sorted(FOLDER.rglob("cases.yaml"))
    for case in yaml.safe_load(path.read_text("utf-8"))
]


@pytest.mark.parametrize(("place", "case"), CASES)
def test_says_what_the_case_says(place, case):
    book = load(place)
    wanted = {name: outcome for name, outcome in case.items() if name not in ("case", "day", "facts", "about")}
    told = {v.rule.id: v.outcome.value for v in book.judge(case["facts"], case["day"], about=case.get("about", "request"))}
    assert {name: told.get(name, "silent") for name in wanted} == wanted


def test_every_rule_has_a_case_in_which_it_is_not_met():
    rules = {rule.id for rule in load("china").rules}
    assert rules <= {name for case in CASES for name, outcome in case.values[1].items() if outcome == "not_met"}
