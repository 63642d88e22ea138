"""What each role may do: deny by default, nobody above oneself, and the page of the reference says the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

from qingzhuang.site.accounts.logic import GIVES, LEVELS, RIGHTS, Level, Role, fits, gives, rights_of
from qingzhuang.site.accounts.rights import has_right, in_area

PAGE = Path(settings.HOUSE) / "docs" / "reference" / "rights.md"
OF_PEOPLE = {"see_form", "see_facts", "record_facts", "reveal_facts", "import_facts", "export_facts", "resolve_conflict"}
RULING = {"manage_accounts", "manage_areas", "manage_site"}


def table(begin: str) -> dict[str, set[str]]:
    """Row name → the columns that are marked, of the table whose first heading is `begin`."""
    block = re.search(rf"^\| {begin} \|(.+)\n\|[-: |]+\n((?:\|.*\n)+)", PAGE.read_text("utf-8"), re.M)
    columns = re.findall(r"`(\w+)`", block[1])
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in block[2].strip().split("\n")]
    assert all(set(row[1:]) <= {"●", ""} and len(row) == len(columns) + 1 for row in rows)
    return {row[0].strip("`"): {name for name, mark in zip(columns, row[1:], strict=True) if mark} for row in rows}


def test_the_page_shows_the_rights_of_every_role():
    rights = sorted(set().union(*RIGHTS.values()))
    assert table("right") == {right: {role.value for role in Role if right in RIGHTS[role]} for right in rights}


def test_the_page_shows_who_gives_which_post():
    assert table("gives") == {role.value: {given.value for given in GIVES[role]} for role in GIVES}


def test_every_role_has_its_line_of_rights():
    assert set(RIGHTS) == set(Role)


def test_a_word_that_is_no_role_opens_nothing():
    assert rights_of("emperor") == frozenset() and gives("emperor") == frozenset()


@pytest.mark.parametrize("role", [Role.DEPARTMENT, Role.DISTRICT, Role.AUDITOR, Role.OPERATOR, Role.RESIDENT])
def test_sees_no_resident(role):
    assert not RIGHTS[role] & OF_PEOPLE


@pytest.mark.parametrize("role", [role for role in GIVES if role is not Role.OPERATOR])
def test_rules_over_nobody_with_more_power_to_rule(role):
    for given in GIVES[role]:
        assert RIGHTS[given] & RULING <= RIGHTS[role] and role not in gives(given.value) and given is not role


def test_whoever_gives_posts_may_manage_accounts():
    assert {role for role in Role if "manage_accounts" in RIGHTS[role]} == set(GIVES)


def test_every_role_fits_somewhere():
    assert all(any(fits(role, level) for level in Level) for role in Role) and set(LEVELS) <= set(Role)


def test_the_predicates_deny_somebody_without_a_post():
    assert not has_right("see_form")(None) and not in_area(None, None)


def test_the_grid_worker_does_not_reach_the_community(cast):
    class Thing:
        area = cast.community

    assert in_area(cast.alice, Thing) and not in_area(cast.gus, Thing) and not in_area(cast.charlie, Thing)
