"""Our own authority: a root key made at a ceremony, keys of issuers under it, rotation, loss, compromise.

The root signs two things only: certificates of issuers' keys, and the trust file that says which keys are believed. It lies
locked on a stick in a safe; signing a paper does not need it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from asn1crypto import pem
from asn1crypto import x509 as asn1

from qingzhuang.seal import x509
from qingzhuang.seal.errors import KeyFault
from qingzhuang.seal.pdf_sign import IssuerKey
from qingzhuang.seal.suites import Signing, suite_named
from qingzhuang.seal.trust import Ended, Trust, TrustedKey, signed

ROOT_YEARS, ISSUER_YEARS = 20, 3
ROOT_ID = "root"


@dataclass(frozen=True)
class Authority:
    """The root key and what it vouches for. `trust` is to be signed and published after each change (`token`)."""

    root: IssuerKey
    trust: Trust

    def token(self) -> str:
        return signed(self.trust, self.root.key)


def ceremony(name: str, now: datetime, suite: str = "P-256", key: Signing | None = None) -> Authority:
    """A new authority: root key, its own certificate, an empty trust file. `key` is one that lies in a token already."""
    root = key or suite_named(suite).new()
    start = now.date()
    subject = x509.name(name, ROOT_ID)
    certificate = x509.made(subject, root.point, root, subject, start, years_on(start, ROOT_YEARS), authority=True)
    issuer = IssuerKey(root, certificate, ROOT_ID, name)
    return Authority(issuer, Trust(root.point, root.suite.name, name, now))


def add_issuer(
    authority: Authority, issuer_id: str, name: str, now: datetime, *, until: date | None = None, key: Signing | None = None
) -> tuple[IssuerKey, Authority]:
    """A key for an issuer, certified and in the trust file. Raises KeyFault for an empty code or name, or a second current key."""
    if not issuer_id.strip() or not name.strip():
        raise KeyFault("an issuer has a code and a name")
    if current(authority.trust, issuer_id, now.date()):
        raise KeyFault(f"{issuer_id} has a key already; rotate it")
    return _certified(authority, issuer_id, name, now, until, key)


def rotate(
    authority: Authority, issuer_id: str, now: datetime, *, until: date | None = None, key: Signing | None = None
) -> tuple[IssuerKey, Authority]:
    """A new key for an issuer; the old one ends today and stays good for what it signed. Raises KeyFault where there is none."""
    old = current(authority.trust, issuer_id, now.date())
    if not old:
        raise KeyFault(f"{issuer_id} has no key that could be rotated")
    for each in old:
        authority = end(authority, each.kid, now.date(), Ended.SUPERSEDED, now)
    return _certified(authority, issuer_id, old[0].issuer_name, now, until, key)


def end(authority: Authority, kid: bytes, on: date, why: Ended, now: datetime) -> Authority:
    """A key ended before its time; raises KeyFault for an unknown one. A compromise may follow a loss, never the reverse."""
    key = authority.trust.key(kid)
    if key is None:
        raise KeyFault(f"there is no key {kid.hex()}")
    if key.ended_why is Ended.COMPROMISED and why is not Ended.COMPROMISED:
        raise KeyFault(f"the key {kid.hex()} is compromised; that cannot be taken back")
    keys = tuple(each.ended(on, why) if each.kid == kid else each for each in authority.trust.keys)
    return replace(authority, trust=replace(authority.trust, keys=keys, made=now))


def believe(authority: Authority, service: bytes, now: datetime) -> Authority:
    """A timestamp service whose moments are believed, by its own certificate (X.509, DER or PEM). Raises KeyFault."""
    try:
        data = pem.unarmor(service)[2] if pem.detect(service) else service
        bytes(asn1.Certificate.load(data).public_key.dump())
    except (ValueError, TypeError) as error:
        raise KeyFault("this is no certificate of a timestamp service") from error
    services = tuple(dict.fromkeys((*authority.trust.tsa, data)))
    return replace(authority, trust=replace(authority.trust, tsa=services, made=now))


def current(trust: Trust, issuer_id: str, day: date) -> list[TrustedKey]:
    """The keys that an issuer may sign with on a day, newest first."""
    found = [k for k in trust.keys if k.issuer_id == issuer_id and k.ended_on is None and k.start <= day <= k.end]
    return sorted(found, key=lambda key: key.start, reverse=True)


def years_on(day: date, years: int) -> date:
    """The same day so many years later; the last of February where there is no such day."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _certified(
    authority: Authority, issuer_id: str, name: str, now: datetime, until: date | None, key: Signing | None
) -> tuple[IssuerKey, Authority]:
    root, start = authority.root, now.date()
    made = key or root.key.suite.new()
    if made.suite.name != root.key.suite.name:
        raise KeyFault("an issuer's key is of the suite of its root")
    last = min(until or years_on(start, ISSUER_YEARS), years_on(start, ROOT_YEARS))
    subject, above = x509.name(name, issuer_id), x509.subject_of(root.certificate)
    certificate = x509.made(subject, made.point, root.key, above, start, last)
    issuer = IssuerKey(made, certificate, issuer_id, name, (root.certificate,))
    trusted = TrustedKey(made.suite.name, made.point, issuer_id, name, start, last, certificate)
    return issuer, replace(authority, trust=replace(authority.trust, keys=(*authority.trust.keys, trusted), made=now))
