"""Looking at the register is a deed too: it shows who asked for what."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.certificates import queries
from qingzhuang.site.ledger.queries import Record


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


def _note(actor: Actor, count: int) -> None:
    audit.record(actor.person, deed="certificates.listed", area=actor.area.code, subject="certificates", count=count)
