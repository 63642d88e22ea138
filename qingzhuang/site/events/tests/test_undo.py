"""A law: whatever happens and is taken back, the newest first, leaves the picture and the counts as they were."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qingzhuang.site.events.tests.conftest import happens, whole_picture
from qingzhuang.site.kit.errors import Refusal

DAYS = st.sampled_from([date(2026, 1, 1), date(2026, 6, 30), date(2026, 11, 27), date(2026, 11, 28)])
PEOPLE = st.integers(0, 4)
EVENTS = st.one_of(
    st.tuples(st.just("death"), PEOPLE, st.fixed_dictionaries({})),
    st.tuples(st.just("divorce"), PEOPLE, st.fixed_dictionaries({})),
    st.tuples(st.just("birth"), PEOPLE, st.fixed_dictionaries({"name": st.just("新生"), "sex": st.sampled_from(["male", "female"])})),
    st.tuples(st.just("move_out"), st.integers(-1, 4), st.fixed_dictionaries({"to": st.just("外省")})),
    st.tuples(st.just("move_in"), st.just(-1), st.fixed_dictionaries({"name": st.just("新来")})),
    st.tuples(st.just("move_within"), st.integers(-1, 4), st.fixed_dictionaries({"other": st.just("place")})),
    st.tuples(st.just("marriage"), PEOPLE, st.fixed_dictionaries({"other": PEOPLE, "live": st.sampled_from(["apart", "here", "there"])})),
    st.tuples(st.just("merge"), PEOPLE, st.fixed_dictionaries({"other": PEOPLE})),
    st.tuples(st.just("head"), st.just(-1), st.fixed_dictionaries({"new_head": PEOPLE})),
    st.tuples(st.just("split"), st.just(-1), st.fixed_dictionaries({"members": st.sets(PEOPLE), "new_head": PEOPLE})),
)  # fmt: skip


def counts(cast):
    from qingzhuang.site.warehouse import queries as warehouse
    from qingzhuang.tally import Scope, answer
    from qingzhuang.tally.syntax import parse

    dataset = warehouse.dataset_for(cast.alice, cast.community.code)
    scope = Scope(cast.community.code, date(2026, 11, 28))
    asked = (
        "count(person)",
        "count(household)",
        "count(person where marital_status=married)",
        "count(dwelling where usage=vacant)",
    )
    return [answer(parse(question), dataset, scope).value for question in asked]


@pytest.fixture
def places(cast, family, make):
    """What may be moved to: another household, another dwelling."""
    dwelling = make("dwelling", address="晴川路77号", usage="vacant")
    return {"household": make("household", address="晴川路5号").pk, "dwelling": dwelling.pk}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(story=st.lists(st.tuples(EVENTS, DAYS), min_size=1, max_size=3))
def test_what_is_taken_back_leaves_all_as_it_was(cast, family, places, story):
    from qingzhuang.site.ledger import actions as ledger

    numbers = {
        -1: family.household,
        **dict(enumerate((family.head, family.wife, family.son, family.daughter_in_law, family.grandson))),
    }
    before, counted = whole_picture(), counts(cast)
    done = []
    for (event, subject, said), day in story:
        known = {name: numbers[value] for name, value in said.items() if name in ("other", "new_head") and value in numbers}
        if "members" in said:
            known["members"] = [numbers[one] for one in said["members"]]
        if said.get("other") == "place":
            known["other"] = places["dwelling" if subject == -1 else "household"]
        try:
            done.append(happens(cast.alice, numbers[subject], event, day, **{**said, **known})[0])
        except Refusal:
            continue
    changed = whole_picture() != before
    assert changed is bool(done)
    for recording in reversed(done):
        ledger.undo_recording(cast.alice, recording=recording)
    assert whole_picture() == before
    assert counts(cast) == counted
