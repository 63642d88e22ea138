"""One fact of a paper instead of the whole: a statement that says 'is over 60' and nothing else, good for a few days."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.certificates import errors, queries, rights, signing, told
from qingzhuang.site.certificates.models import Certificate

DAYS = 7  # whoever has a statement can show it: it does not live long


@transaction.atomic
def disclose(actor: Actor, *, paper: Certificate, fact: str) -> str:
    """The statement of one fact of a paper, for the resident who stands at the desk. Raises Refusal where the paper does not say it."""
    rights.check(actor, "issue", paper)
    return _statement(actor, paper, fact)


@transaction.atomic
def disclose_by_link(*, ticket: str, fact: str) -> str:
    """The same for whoever has the link on the phone."""
    application = queries.application_by_ticket(ticket)
    paper = getattr(application, "certificate", None)
    if paper is None:
        raise errors.not_ready()
    return _statement(None, paper, fact)


def _statement(actor: Actor | None, paper: Certificate, fact: str) -> str:
    from qingzhuang.seal.disclosure import issue, present

    letter, today = told.letter(paper.letter), timezone.localdate()
    if paper.revoked_at is not None:
        raise errors.revoked()
    if letter is None or not paper.kept_as or paper.valid_until < today:
        raise errors.gone()
    if letter.discloses.get(fact) is not True:
        raise errors.says_not()
    until = min(paper.valid_until, today + timedelta(days=DAYS))
    whole = issue(letter.discloses, signing.key_for(paper.area), paper.application.kind, today, until, paper.place)
    audit.record(
        actor and actor.person, deed="certificate.disclosed", area=paper.area.code, subject=paper.log_subject, number=paper.number,
        fact=fact,
    )  # fmt: skip
    return present(whole, [fact])
