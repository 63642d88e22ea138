"""Whom a list means: known by number, by two keys, perhaps, new; never by name alone."""

from __future__ import annotations

from qingzhuang.site.imports import queries
from qingzhuang.site.imports.tests.conftest import people
from qingzhuang.site.ledger.models import Record


def outcomes(cast, run) -> list[str]:
    return [shown.row.outcome for shown in queries.rows_for(cast.alice, run).rows]


def codes(cast, run) -> list[set[str]]:
    return [{code for _, code, _, _ in shown.row.problems} for shown in queries.rows_for(cast.alice, run).rows]


def test_everybody_is_new_to_an_empty_ledger(cast, preview):
    run = preview(people(6))
    assert (run.state, run.refusal) == ("previewed", None)
    assert run.counts["outcomes"] == {"new": 6}
    assert run.counts["records"] == 9  # three households
    assert not Record.objects.exists()


def test_takes_over_what_it_showed(cast, take_over):
    run = take_over(people(6))
    assert (run.state, run.refusal) == ("done", None)
    assert Record.objects.filter(entity="person").count() == 6 and Record.objects.filter(entity="household").count() == 3
    wife = Record.objects.get(entity="person", name="孙秀英")
    household = Record.objects.get(pk=wife.facts["household"])
    assert Record.objects.get(pk=household.facts["head"]).name == "钱建国"
    assert household.facts["id"] == "H0001" and wife.facts["relation_to_head"] == "spouse"


def test_the_same_list_once_more_says_nothing_new(cast, take_over, preview):
    take_over(people(6))
    run = preview(people(6) + b"\n")
    assert run.counts["outcomes"] == {"same": 6}
    assert run.counts["records"] == 0
