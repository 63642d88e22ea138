"""Facts typed and a day run while SQLite itself refuses to write: by its limit of pages (as a full disk), or by its mode (as one only read).

python -m tests.faults.without_room full|read_only      with QINGZHUANG_DATA in a folder of its own; exit code 1 on a fault
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

LONG = "很长的别名" * 2000  # needs pages of its own
WORDS = {"full": ("磁盘已满", 507), "read_only": ("只能读", 503)}


@contextmanager
def refused(fault: str) -> Iterator[None]:
    """Nothing can be written inside: SQLITE_FULL or SQLITE_READONLY, raised by SQLite."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}" if fault == "full" else "PRAGMA query_only = ON")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1073741823" if fault == "full" else "PRAGMA query_only = OFF")


def main(fault: str) -> int:
    import django

    django.setup()
    from django.test import Client

    from qingzhuang.site.config import upkeep

    upkeep.migrate(lambda _line: None)
    upkeep.collect_static(lambda _line: None)
    from qingzhuang.site.testing.cast import make_cast

    cast = make_cast()
    client = Client(raise_request_exception=False, SERVER_NAME="localhost")
    client.force_login(cast.alice.person, backend="django.contrib.auth.backends.ModelBackend")
    faults = [*typing(fault, cast, client), *daily_run(fault, cast)]
    print("\n".join(faults) or "all there", flush=True)
    return 1 if faults else 0


def typing(fault: str, cast: Any, client: Any) -> Iterator[str]:
    from django.urls import reverse

    from qingzhuang.site.audit.queries import verify
    from qingzhuang.site.ledger import actions as ledger
    from qingzhuang.site.ledger.models import Record, Statement

    someone = ledger.add_record(cast.alice, entity="person", area=cast.community, facts={"name": "苏晓梅"})
    address = reverse("ledger:fact", args=[someone.pk, "nickname"])
    sent = {"value": "梅子", "valid_from": "2026-06-30", "source": "entry"}
    words, status = WORDS[fault]
    with refused(fault):
        page = None
        for _time in range(60):  # pages that are free are used up first
            page = client.post(address, sent | {"title": LONG[:200]})
            if page.status_code != 302:
                break
            _fill(cast)
        text = page.content.decode() if page is not None else ""
        if page is None or page.status_code != status or words not in text:
            yield f"the page said {page and page.status_code}: {text[:300]}"
    if Record.objects.exclude(statements__isnull=False).exists() or Statement.objects.filter(record__isnull=True).exists():
        yield "half a deed is left"
    if verify() is not None:
        yield "the log is broken"
    if client.post(address, sent).status_code != 302 or Record.objects.get(pk=someone.pk).facts.get("nickname") != "梅子":
        yield "it cannot be done afterwards"


def _fill(cast: Any) -> None:
    """One fact that needs room; that there is none is no fault of ours here."""
    from django.db import DatabaseError

    from qingzhuang.site.ledger import actions as ledger

    try:
        ledger.add_record(cast.alice, entity="person", area=cast.community, facts={"name": "某人", "nickname": LONG})
    except DatabaseError:
        return


def daily_run(fault: str, cast: Any) -> Iterator[str]:
    from django.utils import timezone

    from qingzhuang.site.audit.queries import verify
    from qingzhuang.site.events import daily
    from qingzhuang.site.events.models import DayDone, Proposal
    from qingzhuang.site.ledger import actions as ledger

    born = f"1946-{timezone.localdate():%m-%d}"
    for number in range(400):
        ledger.add_record(cast.alice, entity="person", area=cast.community, facts={"name": f"寿星{number}", "birth_date": born})
    with refused(fault):
        for _time in range(60):
            _fill(cast)
        if daily.look():
            yield "the day was done without room"
    if DayDone.objects.exists() or Proposal.objects.exists():
        yield "half a day is left"
    if not daily.look() or DayDone.objects.count() != 1 or Proposal.objects.count() < 400:
        yield "the day is not done afterwards"
    if verify() is not None:
        yield "the log is broken"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
