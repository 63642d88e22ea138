"""One fact is shown, the others stay unknown; nothing can be added or exchanged."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingzhuang.seal import KeyFault, jws
from qingzhuang.seal.authority import end
from qingzhuang.seal.disclosure import check, issue, present
from qingzhuang.seal.status import Status, StatusList, publish
from qingzhuang.seal.tests.district import DAY, LATER, NOW, OURS, district
from qingzhuang.seal.trust import Ended, bundle, opened
from qingzhuang.seal.verdict import Code

FACTS = {"age_over_60": True, "lives_in": OURS.id, "household_size": 3}
UNTIL = date(2026, 12, 31)
STATEMENT = issue(FACTS, district().key, "resident", DAY, UNTIL, 9)
TRUST = district().trust()


def test_shows_one_fact_and_nothing_else():
    shown = present(STATEMENT, ["age_over_60"])
    found = check(shown, TRUST, NOW)
    assert found.valid and found.facts == {"age_over_60": True} and found.verdict.issuer_name == OURS.name
    everything = "".join(json.dumps(part) if isinstance(part, dict) else str(part) for part in jws.parts(shown.split("~")[0])[:2])
    assert "lives_in" not in everything and "household_size" not in everything and len(shown.split("~")) == 3


def test_nobody_sees_how_many_facts_there_are():
    counts = {len(jws.parts(issue({"a": 1}, district().key, "x", DAY).split("~")[0])[1]["_sd"]) for _ in range(30)}
    assert len(counts) > 1 and min(counts) > 1


@given(st.sets(st.sampled_from(sorted(FACTS))))
def test_any_choice_of_facts_can_be_shown(names):
    assert check(present(STATEMENT, names), TRUST, NOW).facts == {name: FACTS[name] for name in names}


@pytest.mark.parametrize("suite", ["P-256", "SM2"])
def test_works_with_both_suites(suite):
    shown = present(issue(FACTS, district(suite).key, "resident", DAY), ["lives_in"])
    assert check(shown, district(suite).trust(), NOW).facts == {"lives_in": OURS.id}


def test_a_fact_that_was_not_signed_is_noticed():
    own = jws.encode(json.dumps(["c2FsdA", "age_over_60", False]).encode())
    shown = present(STATEMENT, ["lives_in"])
    assert check(shown + own + "~", TRUST, NOW).verdict.code is Code.ALTERED
    assert check(shown + shown.split("~")[1] + "~", TRUST, NOW).verdict.code is Code.ALTERED, "the same fact twice"


def test_days_status_and_keys_count_as_for_a_paper():
    shown = present(STATEMENT, ["lives_in"])
    assert check(shown, TRUST, datetime(2027, 1, 1, tzinfo=UTC)).verdict.code is Code.EXPIRED
    assert check(shown, TRUST, datetime(2026, 12, 31, 12, tzinfo=UTC)).valid
    assert check(shown, TRUST, datetime(2025, 1, 1, tzinfo=UTC)).verdict.code is Code.CLOCK
    papers, key = StatusList(), district().key
    papers.set(9, Status.INVALID)
    revoked = check(shown, district().trust(publish(papers, OURS.id, key.key, key.kid.hex(), NOW)), NOW)
    assert revoked.verdict.code is Code.REVOKED and not revoked.facts
    stolen = end(district().authority, key.kid, LATER.date(), Ended.COMPROMISED, LATER)
    assert check(shown, opened(bundle(stolen.token())), LATER).verdict.code is Code.REVOKED_KEY
    assert check(shown, district("SM2").trust(), NOW).verdict.code is Code.UNKNOWN_ISSUER


def test_refuses_names_that_are_taken_or_missing():
    with pytest.raises(ValueError, match="none is called"):
        issue({"iss": "x"}, district().key, "x", DAY)
    with pytest.raises(KeyFault, match="income"):
        present(STATEMENT, ["income"])


@given(st.integers(0, len(STATEMENT) - 1), st.sampled_from("A~.-x"))
def test_a_changed_sign_is_never_valid_with_other_facts(place, sign):
    changed = STATEMENT[:place] + sign + STATEMENT[place + 1 :]
    found = check(changed, TRUST, NOW)
    assert found.valid == (found.facts != {}) or changed.count("~") < 2
    assert all(FACTS[name] == value for name, value in found.facts.items())


@given(st.text(max_size=200) | st.sampled_from(["~", "a.b.c~", "." * 9, "~" * 500, "A" * 100_000]))
def test_anything_else_is_no_statement(text):
    assert not check(text, TRUST, NOW).valid
