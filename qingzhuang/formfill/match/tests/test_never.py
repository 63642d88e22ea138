"""Conditions that nobody fulfils at once are never sure."""

import pytest

from qingzhuang.formfill.match.never import never
from qingzhuang.tally.syntax import parse_condition


@pytest.mark.parametrize(
    "condition",
    [
        "employment_status=retired and employment_status in (registered_unemployed,unregistered_unemployed)",
        "age>=60 and age>=0 and age<=14",
        "party.is_member and political_status=activist",
        "sex=female and age>=15 and sex=male",
    ],
)
def test_doubts_what_is_always_nothing(condition: str) -> None:
    assert never(parse_condition(condition)).amount > 0


@pytest.mark.parametrize(
    "condition",
    [
        "age>=60 and age<=60",
        "age>=60 and age>=80",
        "party.is_member and political_status=probationary_party_member",
        "sex=male or sex=female",
        "disability.level in (1,2) and disability.level=2",
    ],
)
def test_lets_pass_what_somebody_is(condition: str) -> None:
    assert never(parse_condition(condition)).amount == 0
