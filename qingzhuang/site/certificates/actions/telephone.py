"""From the phone: somebody claims to be a resident and asks for a paper. The answer is the same whether the ledger knows the person or not."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from qingzhuang.site.accounts.queries import Actor, Area
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.certificates import errors, queries, rights, told
from qingzhuang.site.certificates.actions.asking import check_body, check_person, checked, known_language, note, settle, sought
from qingzhuang.site.certificates.actions.issuing import issue
from qingzhuang.site.certificates.models import Application, Certificate, Stage
from qingzhuang.site.ledger.queries import Record

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Claim:
    """Who says to be whom: name and ID number as typed; for a proxy the own name and telephone besides. Consent was ticked."""

    name: str
    id_number: str
    what: str
    body: str
    body_name: str = ""
    use: str = ""
    proxy: str = ""
    phone: str = ""
    language: str = "zh-Hans"
    consent: bool = False


@transaction.atomic
def claim(*, area: Area, said: Claim) -> tuple[Application, str]:
    """Take an application from the phone down; returns it and the secret of its link. Nobody is looked up."""
    kind, item = sought(area, said.what)
    check_body(said.body)
    if not said.consent:
        raise errors.no_consent()
    if not said.name.strip() or not said.id_number.strip():
        raise errors.nobody()
    ticket = secrets.token_urlsafe(24)
    kept = told.Told(claim={name: str(getattr(said, name)).strip()[:LONGEST] for name in ("name", "id_number", "proxy", "phone")})
    made = Application(
        key=uuid4(), area=area, kind=kind.id if kind else "", item=item.id if item else "", body=said.body,
        body_name=said.body_name.strip()[:80], use=said.use.strip()[:120], language=known_language(said.language),
        stage=Stage.CLAIMED, outcome="verify", list_version=queries.listing_in(area).version, asked_at=timezone.now(),
        ticket=queries.ticket_digest(ticket), desk_code=_desk_code(), consent_at=timezone.now(), told=told.seal(kept),
    )  # fmt: skip
    made.save()
    note(None, made, "application.claimed")
    return made, ticket


def _desk_code() -> str:
    """Six signs to be read out at the desk; none that waits has the same."""
    while True:
        code = "".join(secrets.choice(SIGNS) for _ in range(6))
        if not Application.objects.filter(desk_code=code).exclude(stage__in=(Stage.ISSUED, Stage.ENDED, Stage.REFUSED)).exists():
            return code


@transaction.atomic
def say_who(actor: Actor, *, application: Application, record: Record, said: dict[str, str] | None = None) -> Application:
    """The worker has seen the person and the ID card: the application is about this record. Decided and filled like any other."""
    rights.check(actor, "issue", application)
    rights.check(actor, "issue", record)
    if application.stage != Stage.CLAIMED:
        raise errors.not_ready()
    kind, item = sought(application.area, application.kind or application.item)
    if kind is not None:
        check_person(record)
        kept = told.told(application.told)
        kept.said = checked(kind, said or {})
        application.told = told.seal(kept)
    application.record, application.asked_by, application.verified_by = record, actor, actor
    settle(actor, application, kind, item)
    audit.record(
        actor.person, deed="application.known", area=application.area.code, subject=application.log_subject,
        paper=application.kind or application.item,
    )  # fmt: skip
    return application


def approve(actor: Actor, *, application: Application, record: Record, said: dict[str, str] | None = None) -> Certificate | None:
    """One click at the desk: the person is who she says, and the paper is issued if nothing stands in its way."""
    application = say_who(actor, application=application, record=record, said=said)
    return issue(actor, application=application) if application.stage == Stage.READY else None
