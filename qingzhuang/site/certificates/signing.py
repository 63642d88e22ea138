"""Between the register and the engine `seal`: which key signs, what the signed paper says, whom a checker believes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from qingzhuang.seal import BadCertificate, FontMissing, KeyFault, NoSeal, NoTimestamp, TokenSilent
from qingzhuang.site.accounts.queries import Area
from qingzhuang.site.certificates import errors
from qingzhuang.site.certificates.models import Certificate, SigningKey, TrustFile
from qingzhuang.site.certificates.told import Letter
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.kit.recent import Recent
from qingzhuang.site.ledger.queries import known as ledger

if TYPE_CHECKING:  # Typst and pyHanko load when the first paper is made
    from qingzhuang.seal.certificate import Certificate as Content
    from qingzhuang.seal.paper import Paper, SealService
    from qingzhuang.seal.pdf_sign import IssuerKey
    from qingzhuang.seal.trust import Trust

_KEYS: Recent[IssuerKey] = Recent(64)
_TRUST: Recent[Trust] = Recent(2)
REST = timedelta(
    minutes=1
)  # how long a timestamp service that did not answer is left alone: a list of papers would wait for it each time
_silent: dict[str, datetime] = {}  # address of a timestamp service → when it did not answer


def committee_of(area: Area) -> str:
    """The name of a committee as it stands on its seal.

    >>> committee_of(Area(name="石桥社区")), committee_of(Area(name="青井村"))
    ('石桥社区居民委员会', '青井村村民委员会')
    """
    if area.name.endswith("委员会"):
        return area.name
    return area.name + ("村民委员会" if area.name.endswith("村") else "居民委员会")


def issuer_id(area: Area) -> str:
    return area.code


def trust() -> Trust | None:
    """The trust file that holds, with a status list of each issuer as it is now; None before the ceremony."""
    last = TrustFile.objects.order_by("-pk").first()
    return _TRUST.get(last.token, lambda: _opened(last.token)) if last is not None else None


def _opened(token: str) -> Trust:
    from qingzhuang.seal.trust import bundle, opened

    return opened(bundle(token))


def key_for(area: Area) -> IssuerKey:
    """The key that signs for an area today. Raises the refusals `certificates.no_key` where there is none or it has ended, and
    `certificates.no_token` where it lies in a token that does not answer."""
    believed, row = trust(), SigningKey.objects.filter(area=area).order_by("-pk").first()
    if believed is None or row is None:
        raise errors.no_key()
    known, day = believed.key(bytes.fromhex(row.kid)), timezone.localdate()
    if known is None or known.ended_on is not None or not known.start <= day <= known.end:
        raise errors.no_key()
    try:
        return _KEYS.get(_whole(row), lambda: opened(ledger.open_bytes(bytes(row.packed))))
    except TokenSilent as fault:
        raise errors.no_token(str(fault)) from fault


def _whole(row: SigningKey) -> str:
    """All that an opened key is made of: another timestamp service or token makes another one."""
    return f"{row.kid} {settings.TIMESTAMPS} {settings.TOKEN_MODULE} {settings.TOKEN_PIN}"


def opened(packed: bytes) -> IssuerKey:
    """A key from its bytes, or from the token that they name; only the driver in the settings is loaded. Raises KeyFault."""
    from qingzhuang.seal.key_file import from_token, in_token, unpacked

    if not in_token(packed):
        return replace(unpacked(packed), timestamps=settings.TIMESTAMPS)
    if not settings.TOKEN_MODULE or settings.TOKEN_PIN is None:
        raise TokenSilent("QINGZHUANG_TOKEN_MODULE, QINGZHUANG_TOKEN_PIN")
    try:
        pin = settings.TOKEN_PIN.read_text("utf-8").split("\n")[0].strip()
    except OSError as fault:
        raise TokenSilent(f"QINGZHUANG_TOKEN_PIN: {fault.strerror}") from fault
    return replace(from_token(packed, pin, settings.TOKEN_MODULE), timestamps=settings.TIMESTAMPS)


def signed(row: Certificate, letter: Letter, key: IssuerKey) -> Paper:
    """The signed file of a paper; what the engine refuses becomes a refusal that says what to do.

    Where the timestamp service does not answer, the paper is signed without it, as everywhere else where none is named.
    """
    from qingzhuang.seal.certificate import Certificate as Content
    from qingzhuang.seal.certificate import Holder, Issuer

    try:
        content = Content(
            kind=row.application.kind, number=f"{letter.number} {letter.code}", title=letter.title,
            issuer=Issuer(key.issuer_id, key.issuer_name), holder=Holder(letter.name, letter.id), body=tuple(letter.paragraphs),
            issued=date.fromisoformat(letter.issued), valid_until=date.fromisoformat(letter.until), purpose=letter.use,
            recipient=letter.recipient, language=letter.language.lower(), one_time=row.once, status_index=row.place,
        )  # fmt: skip
        return _issued(content, key, letter.layout.encode() if letter.layout else None)
    except BadCertificate as fault:
        raise errors.no_font(fault.what) if fault.code == "glyph" else errors.bad_paper(str(fault)) from fault
    except FontMissing as fault:
        raise errors.no_font("") from fault
    except NoSeal as fault:
        raise errors.no_seal(str(fault)) from fault
    except TokenSilent as fault:
        raise errors.no_token(str(fault)) from fault
    except KeyFault as fault:
        raise errors.no_key() from fault


def _issued(content: Content, key: IssuerKey, layout: bytes | None) -> Paper:
    from qingzhuang.seal.paper import issue

    def made(by: IssuerKey) -> Paper:
        return issue(content, by, settings.VERIFY_ADDRESS, layout, seal_service=seal_service())

    now, service = timezone.now(), str(key.timestamps or "")
    if service and not (service in _silent and now - _silent[service] < REST):
        try:
            return made(key)
        except NoTimestamp:
            _silent[service] = now
    return made(replace(key, timestamps=None))


def seal_service() -> SealService | None:
    """What QINGZHUANG_SEAL_SERVICE names; None where there is none. Raises ImportError."""
    return import_string(settings.SEAL_SERVICE) if settings.SEAL_SERVICE else None


# ---------------------------------------------------------------- what checkers elsewhere need
def trust_file(now: datetime) -> bytes:
    """The keys that are believed with a status list of each issuer, signed now by its key: for the page that works without a network."""
    from qingzhuang.seal.trust import bundle

    last = TrustFile.objects.order_by("-pk").first()
    if last is None:
        raise errors.no_key()
    issuers = Area.objects.filter(pk__in=SigningKey.objects.values("area"))
    return bundle(last.token, tuple(token for area in issuers if (token := _status_list(area, now))))


def _status_list(area: Area, now: datetime) -> str:
    """Revoked and used papers of an issuer, signed; empty where its key has ended."""
    from qingzhuang.seal.status import Status, StatusList, publish

    try:
        key = key_for(area)
    except Refusal:
        return ""
    papers = StatusList()
    for place, why in Certificate.objects.filter(area=area, revoked_at__isnull=False).values_list("place", "revoked_why"):
        papers.set(place, Status.USED if why == "used" else Status.INVALID)
    try:
        return publish(papers, key.issuer_id, key.key, key.kid.hex(), now)
    except TokenSilent:
        return ""
