"""The tables of an area to be taken away by a program: Parquet files in a zip, sent while they are made."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from qingzhuang.site.accounts import queries as accounts
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.exchange.logic.packing import as_parquet, zipped
from qingzhuang.site.exchange.logic.scopes import Scope
from qingzhuang.site.exchange.queries import Caller
from qingzhuang.site.warehouse import queries as warehouse


@dataclass(frozen=True, slots=True)
class Sent:
    """A file on its way: its name, its pieces."""

    name: str
    pieces: Iterator[bytes]


def send_snapshot(caller: Caller, *, area: str = "") -> Sent:
    """The picture of an area as it is now; numbers only with the scope for them. The first file says who took it, and what for."""
    caller.check(Scope.SNAPSHOT)
    where = accounts.area_for(caller.post, area or caller.post.area.code)
    numbers = caller.may(Scope.NUMBERS)
    parts = warehouse.parts_for(caller.post, where.code, secrets=numbers)
    at = timezone.localtime()
    with transaction.atomic():
        audit.record(
            caller.post.person, deed="exchange.snapshot", area=where.code, subject=caller.token.log_subject, token=caller.token.name,
            area_name=where.name, numbers=numbers,
        )  # fmt: skip
    mark = {
        "notice": "内含个人信息 personal information", "area": where.code, "at": at.isoformat(timespec="seconds"), "numbers": numbers,
        "taken_by": caller.token.name, "for_post_of": caller.post.person.name, "purpose": caller.token.purpose,
    }  # fmt: skip

    def files() -> Iterator[tuple[str, bytes]]:
        yield "manifest.json", json.dumps(mark, ensure_ascii=False, indent=1).encode()
        for name, table in parts:
            yield f"{name}.parquet", as_parquet(table)

    return Sent(f"qingzhuang-{where.code}-{at:%Y%m%d%H%M}-personal.zip", zipped(files()))
