"""Everything of an area as JSON lines, for whoever leaves and takes it along; and everything taken in, where there is nothing yet."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from qingzhuang.site.accounts import queries as accounts
from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.exchange import errors
from qingzhuang.site.exchange.actions.snapshots import Sent
from qingzhuang.site.ledger import actions as ledger
from qingzhuang.site.ledger import queries as held

FORMAT = 1


def give_everything(actor: Actor, *, area: str, purpose: str) -> Sent:
    """Journal and picture of an area, numbers whole: the first line says who took it, when and what for. 404 outside the area."""
    where = accounts.area_for(actor, area)
    if not actor.may("export_facts") or not actor.may("see_facts"):
        raise errors.numbers_stay_covered()
    if not purpose.strip():
        raise errors.no_purpose()
    ledger.turn_day()  # the picture that goes along is that of today
    at = timezone.localtime()
    with transaction.atomic():
        audit.record(
            actor.person, deed="everything.given", area=where.code, subject=f"area:{where.code}", purpose=purpose.strip()[:100],
            area_name=where.name,
        )  # fmt: skip
    mark = {
        "kind": "mark", "format": FORMAT, "notice": "内含个人信息 personal information", "area": where.code,
        "taken_by": actor.person.name, "at": at.isoformat(timespec="seconds"), "purpose": purpose.strip(),
    }  # fmt: skip
    areas = [one.pk for one in accounts.areas_for(actor) if where.contains(one)]
    lines = _written(mark, held.everything_in(areas))
    return Sent(f"qingzhuang-{where.code}-{at:%Y%m%d}-内含个人信息.jsonl", lines)


def _written(mark: dict[str, Any], lines: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    yield _line(mark)
    for line in lines:
        yield _line(line)


def _line(line: dict[str, Any]) -> bytes:
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


@transaction.atomic
def take_everything(lines: Iterable[bytes]) -> int:
    """Fill an empty ledger with what `give_everything` gave; returns how many records there are. For the command line only."""
    read = (json.loads(line) for line in lines if line.strip())
    try:
        mark = next(read, {})
        if mark.get("kind") != "mark" or mark.get("format") != FORMAT:
            raise errors.not_everything()
        count = ledger.take_everything(read, day=date.fromisoformat(mark["at"][:10]))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise errors.not_everything() from None
    audit.record(None, deed="everything.taken", area=mark["area"], subject=f"area:{mark['area']}", count=count)
    return count
