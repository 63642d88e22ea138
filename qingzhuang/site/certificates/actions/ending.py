"""A paper ends: revoked with a reason, used up, or its content removed when its time is over."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.certificates import errors, queries, rights
from qingzhuang.site.certificates.actions.issuing import ROOM
from qingzhuang.site.certificates.models import Application, Certificate
from qingzhuang.site.kit import files

REASONS = ("wrong", "changed", "misused", "lost", "key", "used")


@transaction.atomic
def revoke(actor: Actor, *, paper: Certificate, reason: str) -> None:
    """The paper holds no more: the public page and the signed status list say so from now on. Twice is once."""
    rights.check(actor, "revoke", paper)
    if reason not in REASONS:
        raise errors.no_reason()
    locked = Certificate.objects.select_for_update().get(pk=paper.pk)
    if locked.revoked_at is not None:
        return
    locked.revoked_at, locked.revoked_why = timezone.now(), reason
    locked.save(update_fields=["revoked_at", "revoked_why"])
    audit.record(
        actor.person, deed="certificate.revoked", area=locked.area.code, subject=locked.log_subject, number=locked.number,
        void=reason,
    )  # fmt: skip


def shred_due(actor: Actor | None = None, *, day: date | None = None, most: int = 500) -> int:
    """Remove the content of papers whose time is over, one by one; number, day, kind and body stay. How many were removed."""
    due = list(queries.due_to_shred(day).select_related("application", "area")[:most])
    for paper in due:
        _shredded(actor, paper)
    old = list(queries.due_without_paper(day)[: most - len(due)])
    for application in old:
        _forgotten(actor, application)
    return len(due) + len(old)


@transaction.atomic
def _shredded(actor: Actor | None, paper: Certificate) -> None:
    rights.check(actor, "revoke", paper)
    kept, application = paper.kept_as, paper.application
    paper.letter, paper.kept_as, paper.holder = b"", "", ""
    paper.save(update_fields=["letter", "kept_as", "holder"])
    _bare(application)
    audit.record(
        actor and actor.person, deed="certificate.shredded", area=paper.area.code, subject=paper.log_subject,
        number=paper.number, kept_until=paper.kept_until.isoformat(),
    )  # fmt: skip
    if kept:
        transaction.on_commit(lambda: files.drop(kept, ROOM))


@transaction.atomic
def _forgotten(actor: Actor | None, application: Application) -> None:
    """An application that ended without a paper: kind, body and decision stay for the figures."""
    rights.check(actor, "revoke", application)
    _bare(application)
    audit.record(
        actor and actor.person, deed="application.shredded", area=application.area.code, subject=application.log_subject,
        paper=application.kind or application.item,
    )  # fmt: skip


def _bare(application: Application) -> None:
    """Take out of an application whom it was about."""
    application.told, application.facts, application.record, application.ticket = b"", [], None, ""
    application.use, application.reason, application.shredded_at = "", "", timezone.now()
    application.save(update_fields=["told", "facts", "record", "ticket", "use", "reason", "shredded_at"])
