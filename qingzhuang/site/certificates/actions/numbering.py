"""The number of a paper: drawn once, in one transaction with the row that has it, so that none is used twice or lost without trace."""

from __future__ import annotations

import secrets
from datetime import date, timedelta

from django.conf import settings
from django.db import OperationalError, transaction
from django.db.models import F, Max
from django.utils import timezone

from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.certificates import errors, told, wording
from qingzhuang.site.certificates.logic.kinds import Kind
from qingzhuang.site.certificates.models import Application, Certificate, Series
from qingzhuang.site.kit import masking
from qingzhuang.site.ledger import queries as ledger

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
PLACES = 1 << 20  # in a status list: a quarter of a megabyte, which packs to almost nothing


def drawn(actor: Actor, *, application: Application, kind: Kind) -> Certificate:
    """The certificate of an application with its number; the second time it is the same one. A Refusal where the disk is full."""
    try:
        with transaction.atomic():
            Application.objects.select_for_update().get(pk=application.pk)  # two clicks: the second waits for the first
            there = Certificate.objects.filter(application=application).first()
            return there or _draw(actor, application, kind)
    except OperationalError as error:
        if "full" in str(error) or "disk" in str(error):  # as SQLite says it
            raise errors.no_room() from error
        raise


def _draw(actor: Actor, application: Application, kind: Kind) -> Certificate:
    day = timezone.localdate()
    last_day = Certificate.objects.filter(area=application.area).aggregate(last=Max("issued_on"))["last"]
    if last_day is not None and day < last_day:
        raise errors.clock_back()
    serial = _next(application, day.year)
    number = number_words(application.area.name, day.year, serial)
    letter = _letter(application, kind, number, day)
    until = date.fromisoformat(letter.until)
    made = Certificate.objects.create(
        application=application, area=application.area, year=day.year, serial=serial, number=number, code=letter.code,
        title=letter.title, holder=masking.name(letter.name), letter=told.seal(letter), issued_on=day,
        valid_until=until, issued_by=actor,
        place=_place(application), once=kind.once, kept_until=until + timedelta(days=365 * settings.CERTIFICATES_KEPT_YEARS),
    )  # fmt: skip
    audit.record(
        actor.person, deed="certificate.numbered", area=application.area.code, subject=made.log_subject, number=number,
        paper=kind.id,
    )  # fmt: skip
    return made


def _next(application: Application, year: int) -> int:
    series, _made = Series.objects.get_or_create(area=application.area, year=year)
    Series.objects.filter(pk=series.pk).update(last=F("last") + 1)
    return Series.objects.get(pk=series.pk).last


def number_words(area: str, year: int, serial: int) -> str:
    """A number as letters of offices have it.

    >>> number_words("石桥社区", 2026, 12)
    '石桥社区证〔2026〕12号'
    """
    return f"{area}证〔{year}〕{serial}号"


def _place(application: Application) -> int:
    """A free place in the issuer's status list, at random, so that the list tells nobody in which order papers were issued."""
    while True:
        place = secrets.randbelow(PLACES)
        if not Certificate.objects.filter(area=application.area, place=place).exists():
            return place


def _letter(application: Application, kind: Kind, number: str, day: date) -> told.Letter:
    record, paragraphs = application.record, told.told(application.told).paragraphs
    if record is None or not paragraphs:
        raise errors.not_ready()
    language = application.language
    numbered = str(
        ledger.plain_facts({name: record.facts[name] for name in ("id_number",) if name in record.facts}).get("id_number", "")
    )
    return told.Letter(
        title=kind.title.get(language, kind.title["zh-Hans"]), paragraphs=paragraphs, language=language, number=number,
        code="".join(secrets.choice(SIGNS) for _ in range(8)), issued=day.isoformat(),
        until=(day + timedelta(days=kind.valid_days)).isoformat(),
        recipient=application.body_name or (wording.body_in(application.body, language) if application.body != "other" else ""),
        use=application.use, name=record.name, id=masking.numbers(numbered), layout=kind.layout,
        discloses=_discloses(kind, record, day),
    )  # fmt: skip


def _discloses(kind: Kind, record: ledger.Record, day: date) -> dict[str, bool]:
    """What may be shown of the paper one by one, without the rest."""
    age = ledger.age_on(record.born, day)
    known = {"lives_here": True, "age_over_60": age is not None and age >= 60}
    return {name: known[name] for name in kind.discloses if name in known}
