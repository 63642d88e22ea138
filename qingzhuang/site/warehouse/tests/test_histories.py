"""Whatever happens in whatever order, the picture, the journal folded and the counts agree: on each day, as known at each moment."""

from __future__ import annotations

import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.ledger import actions
from qingzhuang.site.ledger import queries as ledger
from qingzhuang.site.ledger.models import Record, Recording, Statement
from qingzhuang.site.warehouse import queries
from qingzhuang.tally import Scope, answer, parse

TODAY = date(2026, 6, 30)
DAYS = st.sampled_from([TODAY + timedelta(days=days) for days in (-400, -40, -3, 0, 1, 30)])
FACTS = st.fixed_dictionaries(
    {},
    optional={
        "sex": st.sampled_from(["male", "female", None]),
        "marital_status": st.sampled_from(["married", "widowed", None]),
        "welfare.subsistence_allowance": st.sampled_from([True, False, None]),
        "birth_date": st.sampled_from(["1950-01-02", "2001-05-06", None]),
        "phone": st.sampled_from(["13900000001", "13900000002", None]),
        "state": st.sampled_from(["present", "moved_out", "dead"]),
    },
)
PLACES = st.sampled_from(["here", "there", "grid", ""])
STEP = st.one_of(
    st.tuples(st.just("add"), FACTS, DAYS, PLACES),
    st.tuples(st.just("say"), FACTS, DAYS, PLACES, st.integers(0, 5), st.sampled_from([None, 5, 60])),
    st.tuples(st.just("undo"), st.integers(0, 8)),
    st.tuples(st.just("look"), PLACES),
)
QUESTIONS = ("count(person)", "count(person where sex=female)", "count(person where marital_status=widowed)",
             "count(person where welfare.subsistence_allowance)", "count(person where age>=60)", "count(death)")  # fmt: skip


def play(steps, areas, moments):
    """Do what the steps say; `moments` gathers when each was done."""
    for step in steps:
        match step:
            case ("add", facts, day, place):
                area = areas[place or "here"]
                actions.add_record(None, entity="person", area=area, facts={"name": "甲", **facts}, valid_from=day)
            case ("say", facts, day, place, whom, lasts):
                people = list(Record.objects.order_by("pk"))
                said = {**facts, **({"area": areas[place].code} if place else {})}
                if people and said:
                    until = day + timedelta(days=lasts) if lasts else None
                    actions.record_facts(None, record=people[whom % len(people)], facts=said, valid_from=day, valid_to=until)
            case ("undo", which):
                recordings = list(Recording.objects.order_by("pk"))
                if recordings:
                    try:
                        with transaction.atomic():
                            actions.undo_recording(None, recording=recordings[which % len(recordings)])
                    except Refusal:
                        pass
            case ("look", place):
                if queries.kept_in_ledger(queries.grounds_of(areas[place or "here"])):
                    queries.dataset_of_area(areas[place or "here"])
        moments.append(timezone.now())


def expected(codes, day, known=None):
    """The answers by the fold of the journal alone, record by record, in plain Python."""
    people, dead = [], 0
    every = list(Record.objects.values_list("pk", "area__code"))
    held = ledger.held_of([pk for pk, _ in every], day, known) if known else ledger.held_of([pk for pk, _ in every], day)
    for pk, stands in every:
        facts = {name: one.value for name, one in held.get(pk, {}).items() if one.value is not None}
        if not facts or facts.get("area", stands)[:12] not in codes:
            continue
        state = facts.get("state", "present")
        dead += state == "dead"
        people += [facts] if state == "present" else []
    old = (TODAY.replace(year=TODAY.year - 60)).isoformat()
    return (
        len(people),
        sum(one.get("sex") == "female" for one in people),
        sum(one.get("marital_status") == "widowed" for one in people),
        sum(one.get("welfare.subsistence_allowance") is True for one in people),
        sum(one.get("birth_date", "9") <= old for one in people),
        dead,
    )


def counted(area, **how):
    dataset = queries.dataset_of_area(area, **how)
    return tuple(answer(parse(question), dataset, Scope(area.code, TODAY)).value or 0 for question in QUESTIONS)


@pytest.mark.django_db
@given(st.lists(STEP, min_size=1, max_size=9))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_picture_journal_and_counts_agree(cast, steps):
    from django.test import override_settings

    areas = {"here": cast.community, "there": cast.neighbour, "grid": cast.grid}
    moments: list[datetime] = []
    with tempfile.TemporaryDirectory() as folder, override_settings(DATA=Path(folder)), pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "localdate", lambda *_args: TODAY)
        with transaction.atomic():
            play([("add", {}, TODAY, "here"), *steps], areas, moments)
            for record in Record.objects.all():
                held = ledger.held_of([record.pk], TODAY).get(record.pk, {})
                assert ledger.plain_facts(record.facts) == {n: one.value for n, one in held.items() if one.value is not None}
            for area in (cast.community, cast.neighbour):
                if queries.kept_in_ledger(queries.grounds_of(area)):
                    assert counted(area) == expected({area.code}, TODAY)
                    for day in (TODAY - timedelta(days=20), TODAY + timedelta(days=5)):
                        assert counted(area, day=day) == expected({area.code}, day)
                    known = moments[len(moments) // 2]
                    assert counted(area, day=TODAY, known=known) == expected({area.code}, TODAY, known)
            assert Statement.objects.exists()
            transaction.set_rollback(True)
