"""A paper is issued: its number drawn, its file made, signed and kept; tried again, it is the same paper."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.certificates import errors, queries, rights, signing, told
from qingzhuang.site.certificates.actions.asking import look_again, sought
from qingzhuang.site.certificates.actions.numbering import drawn
from qingzhuang.site.certificates.models import Application, Certificate, Stage
from qingzhuang.site.kit import files
from qingzhuang.site.ledger.queries import known as ledger

if TYPE_CHECKING:
    from qingzhuang.seal.paper import Paper
    from qingzhuang.seal.pdf_sign import IssuerKey

ROOM = "certificates"


def issue(actor: Actor, *, application: Application) -> Certificate:
    """The paper of an application. Three steps, each whole: the number and its row; the file; the row says that it is there.

    A second call, after a double click or a power cut, goes on with the same number. Raises Refusal where a fact is missing, a second
    person has not agreed, there is no key, or the disk is full.
    """
    rights.check(actor, "issue", application)
    there = Certificate.objects.select_related("application", "area").filter(application=application).first()
    if there is None:
        if application.stage not in (Stage.READY, Stage.WAITING):
            raise errors.not_ready()
        application = look_again(actor, application=application)
        if application.stage != Stage.READY:
            raise errors.not_ready()
        signing.key_for(application.area)  # no number is drawn for a paper that nobody could sign
        kind, _item = sought(application.area, application.kind)
        assert kind is not None
        there = drawn(actor, application=application, kind=kind)
    return there if there.sha256 else _made(actor, there)


def _made(actor: Actor, paper: Certificate) -> Certificate:
    letter = told.letter(paper.letter)
    if letter is None:
        raise errors.gone()
    key = signing.key_for(paper.area)
    made = signing.signed(paper, letter, key)
    try:
        kept = files.keep(ledger.seal_bytes(made.pdf), ROOM)
    except OSError as error:
        raise errors.no_room(paper.number) from error
    return _kept(actor, paper, made, kept, key)


@transaction.atomic
def _kept(actor: Actor, paper: Certificate, made: Paper, kept: str, key: IssuerKey) -> Certificate:
    """The file is on the disk: whoever comes first with it wins, so that all get the same."""
    locked = Certificate.objects.select_for_update().select_related("application", "area").get(pk=paper.pk)
    if locked.sha256:
        files.drop(kept, ROOM)
        return locked
    locked.sha256, locked.kept_as, locked.kid = hashlib.sha256(made.pdf).hexdigest(), kept, key.kid.hex()
    locked.signed_at, locked.timestamped = timezone.now(), made.timestamped if key.timestamps else None
    locked.save(update_fields=["sha256", "kept_as", "kid", "signed_at", "timestamped"])
    Application.objects.filter(pk=locked.application_id).update(stage=Stage.ISSUED)
    locked.application.stage = Stage.ISSUED
    _noted(actor, locked, "certificate.issued")
    return locked


@transaction.atomic
def hand_out(actor: Actor, *, paper: Certificate) -> bytes:
    """The file of a paper, to print or to send; each time with a line in the log."""
    rights.check(actor, "issue", paper)
    data = _file(paper)
    _noted(actor, paper, "certificate.handed_out")
    return data


def _file(paper: Certificate) -> bytes:
    if paper.revoked_at is not None:
        raise errors.revoked()
    if not paper.kept_as:
        raise errors.gone() if paper.sha256 else errors.not_ready()
    return ledger.open_bytes(files.load(paper.kept_as, ROOM))


@transaction.atomic
def fetch_by_link(*, ticket: str) -> tuple[Certificate, bytes]:
    """The file for whoever has the link on the phone; the link stands for the resident whom a worker has seen."""
    application = queries.application_by_ticket(ticket)
    paper = getattr(application, "certificate", None)
    if application is None or paper is None:
        raise errors.not_ready()
    data = _file(paper)
    audit.record(None, deed="certificate.fetched", area=paper.area.code, subject=paper.log_subject, number=paper.number)
    return paper, data


def _noted(actor: Actor, paper: Certificate, deed: str) -> None:
    audit.record(
        actor.person, deed=deed, area=paper.area.code, subject=paper.log_subject, number=paper.number,
        paper=paper.application.kind, asker=paper.application.body,
    )  # fmt: skip
