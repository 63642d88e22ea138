"""A form that the department of the town has had sent to both communities, and the facts that answer it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

if TYPE_CHECKING:
    from qingzhuang.site.returns.models import Return, Round

OCTOBER, NOVEMBER = date(2026, 10, 31), date(2026, 11, 28)
SHANGHAI = ZoneInfo("Asia/Shanghai")


@lru_cache(maxsize=4)
def bands(note: str = "") -> bytes:
    """Old people by age and sex, with a total."""
    from qingzhuang.site.testing.forms import workbook

    rows = [
        ["老年人口统计表", "", "", ""], ["年龄段", "人数", "男", "女"], ["60-79岁", "", "", ""], ["80岁以上", "", "", ""],
        ["合计", "", "", ""], *([[note, "", "", ""]] if note else []),
    ]  # fmt: skip
    return workbook(rows, ("A1:D1",), 2)


def person(name: str, born: str, sex: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "birth_date": born, "sex": sex, "residence_address": "一栋101", **more}


HERE = [
    person("赵建国", "1940-03-01", "male"), person("钱秀英", "1945-05-02", "female"), person("孙伟", "1960-07-03", "male"),
    person("周小雨", "2001-01-01", "female"),
]  # fmt: skip
THERE = [person("吴刚毅", "1939-01-01", "male"), person("郑秀兰", "1962-02-02", "female")]


@pytest.fixture
def known(cast) -> list[Any]:
    """Six people in two communities, known since January."""
    from qingzhuang.site.ledger import actions as ledger

    found = []
    for post, area, people in ((cast.alice, cast.community, HERE), (cast.charlie, cast.neighbour, THERE)):
        for facts in people:
            found.append(ledger.add_record(post, entity="person", area=area, facts=facts, valid_from=date(2026, 1, 1)))
    return found


@pytest.fixture
def begin(cast) -> Callable[..., Round]:
    """A round of a form that was registered, sent, and begun; filled unless told otherwise."""

    def begun(
        data: bytes | None = None, *, as_of: date = NOVEMBER, fill: bool = True, name: str = "老年.xlsx", **told: Any
    ) -> Round:
        from qingzhuang.site.requests import actions as requests
        from qingzhuang.site.requests.logic import Verdict
        from qingzhuang.site.returns import actions

        due = datetime(2026, 12, 5, 12, tzinfo=SHANGHAI)
        passport = requests.Told(asker="民政科", as_of=as_of, due_at=due, **told)
        request = requests.register_request(cast.dan, told=passport, name=name, data=bands() if data is None else data)
        requests.decide_request(cast.tina, request=request, verdict=Verdict.SEND)
        found = actions.begin_round(cast.tina, request=request)
        if fill:
            actions.fill_round(found.pk)
        found.refresh_from_db()
        return found

    return begun


@pytest.fixture
def of() -> Callable[..., Return]:
    """The return of a place as it is now."""

    def found(round_: Round, area: Any) -> Return:
        from qingzhuang.site.returns.models import Return

        related = ("round__area", "round__previous", "round__request", "area", "review__filled_for", "review__area")
        return Return.objects.select_related(*related).get(round=round_, area=area)

    return found


@pytest.fixture
def sign(of) -> Callable[..., Any]:
    """Sign the return of somebody's place as it is now."""

    def signed(post: Any, round_: Round) -> Any:
        from qingzhuang.site.returns import actions

        owed = actions.keep_fresh(of(round_, post.area))
        return actions.sign(post, owed=owed, stamp=owed.stamp)

    return signed


@pytest.fixture
def happen() -> Callable[..., None]:
    """What a life event writes: `happen(record, day, state="dead")`."""

    def happened(record: Any, day: date, **facts: Any) -> None:
        from qingzhuang.site.ledger import actions as ledger

        recording = ledger.open_recording(None, source=ledger.Source.EVENT, area=record.area, title="test", reference="")
        ledger.append(recording, [ledger.Draft(record.pk, facts, day)])

    return happened
