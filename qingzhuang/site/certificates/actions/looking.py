"""Looking at the register is a deed too: it shows who asked for what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from qingzhuang.site.accounts.errors import not_allowed
from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.certificates import queries
from qingzhuang.site.ledger.queries import Record


@dataclass(frozen=True, slots=True)
class Taken:
    """Lines of the register on their way out, and the number of the entry of the log that says so."""

    lines: Iterator[queries.Application]
    entry: int


@transaction.atomic
def show_register(actor: Actor, *, asked: queries.Asked, page: str) -> Any:
    """A page of the register, with a line in the log."""
    found = queries.register_for(actor, asked, page)
    _note(actor, len(found.object_list))
    return found


@transaction.atomic
def show_papers(actor: Actor, *, record: Record) -> list[queries.Application]:
    """All papers of one resident, with a line in the log."""
    found = queries.papers_of(actor, record)
    audit.record(actor.person, deed="certificates.listed", area=record.area.code, subject=record.log_subject, count=len(found))
    return found


@transaction.atomic
def export_register(actor: Actor, *, asked: queries.Asked) -> Taken:
    """The lines of the register that are asked, to take away: needs the right to export, and its line in the log stands on the file."""
    found = queries.register_lines_for(actor, asked)
    if not actor.may("export_facts"):
        raise not_allowed()
    count = found.count()
    entry = audit.record(
        actor.person, deed="certificates.exported", area=actor.area.code, subject="certificates", count=count,
        day=timezone.localdate().isoformat(),
    )  # fmt: skip
    return Taken(found.iterator(1000), entry.number)


def _note(actor: Actor, count: int) -> None:
    audit.record(actor.person, deed="certificates.listed", area=actor.area.code, subject="certificates", count=count)
