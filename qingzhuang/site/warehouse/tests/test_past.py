"""The picture of another day: only what may have stood otherwise is read from the journal, the rest is what is written of today."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from qingzhuang.site.ledger import actions
from qingzhuang.site.ledger import queries as ledger
from qingzhuang.site.warehouse import queries, writing
from qingzhuang.site.warehouse.shelf import ledger_shelf, past_shelf
from qingzhuang.tally import Scope, answer, parse

pytestmark = pytest.mark.django_db
BEGAN = date(2026, 1, 1)


def add(area: Any, name: str, **facts: Any) -> Any:
    return actions.add_record(None, entity="person", area=area, facts={"name": name, **facts}, valid_from=BEGAN)


def count(area: Any, question: str, **how: Any) -> Any:
    return answer(parse(question), queries.dataset_of_area(area, **how), Scope(area.code, BEGAN)).value


@pytest.fixture
def folded(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of records that were read from the journal."""
    asked: list[int] = []
    real = ledger.stored_then

    def stored_then(areas: Any, day: Any, known: Any, numbers: Any) -> Any:
        asked.extend(numbers)
        return real(areas, day, known, numbers)

    monkeypatch.setattr(writing.ledger, "stored_then", stored_then)
    return asked


def test_folds_only_what_has_changed_since_the_day(cast: Any, folded: list[int]) -> None:
    area, today = cast.community, timezone.localdate()
    people = [add(area, name, sex="male") for name in "甲乙丙"]
    actions.record_facts(None, record=people[0], facts={"sex": "female"}, valid_from=today)
    assert count(area, "count(person where sex=female)", day=today - timedelta(days=1)) == 0
    assert folded == [people[0].pk]
    assert count(area, "count(person where sex=female)") == 1


def test_folds_what_was_told_after_the_moment_and_what_was_taken_back(cast: Any, folded: list[int]) -> None:
    area = cast.community
    first = add(area, "甲", sex="male")
    undone = actions.open_recording(None, source=ledger_source(), area=area)
    second = actions.new_numbers(1)[0]
    facts = {"name": "乙", "sex": "male", "area": area.code}
    actions.append(undone, [actions.Draft(second, facts, BEGAN, entity="person", area=area.pk)])
    known = timezone.now()
    actions.undo_recording(None, recording=undone)
    late = add(area, "丙", sex="male")
    assert count(area, "count(person)", known=known) == 2
    assert set(folded) == {second, late.pk}
    assert count(area, "count(person)") == 2 and first.pk not in folded


def test_shares_the_files_that_did_not_change(cast: Any) -> None:
    area, yesterday = cast.community, timezone.localdate() - timedelta(days=1)
    add(area, "甲")
    queries.dataset_of_area(area, day=yesterday)
    now, then = ledger_shelf(), past_shelf(yesterday, None)
    file = now.book().places[area.code].pieces["person"].file
    assert (then.folder / file).samefile(now.folder / file)


def ledger_source() -> Any:
    return actions.Source.IMPORT
