"""The text of the QR code: what a paper says in short, signed, to be checked without a network.

Bytes, big-endian, then base32 (RFC 4648, no padding), which a QR code keeps in its dense alphanumeric mode and an address can hold:

    1   version, 1
    1   flags: bit 0 one-time, bit 1 has a place in the status list, bit 2 has an end
    8   number of the key: the first bytes of the digest of its point
    16  the first bytes of the digest of the canonical text of the paper
    3   day of issue, days since 1970-01-01
   [3]  last day, likewise
   [4]  place in the status list
    n   UTF-8, parts with U+001F between: issuer's code, number, title, masked name, masked ID
    64  signature over all before it, with the domain `qingzhuang-code-1` in front

The text is `QZ1:` and the base32, or `HTTPS://HOST/V/` and the base32 where the issuer has a public page: any telephone opens it,
and the page that works without a network takes what follows the last slash. About 180 bytes, a code of version 10 (57 × 57).
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import date, timedelta

from qingzhuang.seal.certificate import STATUS_FREE, Certificate
from qingzhuang.seal.errors import KeyFault
from qingzhuang.seal.suites import Signing, Suite
from qingzhuang.seal.suites.base import SIGNATURE

VERSION = 1
PREFIX = "QZ1:"
DOMAIN = b"qingzhuang-code-1\0"
KID, DIGEST = 8, 16  # bytes
LARGEST = 2_000  # signs of a code; a QR code holds 4,296
ONE_TIME, LISTED, ENDS = 1, 2, 4
EPOCH = date(1970, 1, 1)
PART = "\x1f"
ADDRESS = re.compile(r"HTTPS?://[A-Z0-9.:-]+/(?:[A-Z0-9._-]+/)*")
BODY = re.compile(r"[A-Z2-7]{100,}")


@dataclass(frozen=True)
class Claims:
    """What a code says of its paper; `digest` is of the paper's canonical text."""

    kid: bytes
    digest: bytes
    issued: date
    valid_until: date | None
    issuer_id: str
    number: str
    title: str
    masked_name: str
    masked_id: str
    one_time: bool
    status_index: int


class NoCode(KeyFault):
    """The text is no code of ours, or a broken one."""


def kid_of(suite: Suite, point: bytes) -> bytes:
    """The number of a key: the first eight bytes of the digest of its point."""
    return suite.digest(point)[:KID]


def digest_of(suite: Suite, canonical: bytes) -> bytes:
    """The digest that binds a code to its paper."""
    return suite.digest(canonical)[:DIGEST]


def issue(certificate: Certificate, key: Signing, address: str = "") -> str:
    """The text for the QR code of a paper. `address` is the public page, such as `https://zm.example.cn/v/`.

    Raises ValueError for an address that a code cannot hold.
    """
    start = address.upper().rstrip("/") + "/" if address else PREFIX
    if address and not ADDRESS.fullmatch(start):
        raise ValueError(f"the address of the public page cannot stand in a code: {address[:80]}")
    body = _pack(certificate, key.suite, kid_of(key.suite, key.point))
    sealed = body + key.sign(DOMAIN + body)
    return start + base64.b32encode(sealed).decode("ascii").rstrip("=")


def read(text: str) -> tuple[Claims, bytes, bytes]:
    """Claims, the bytes that were signed, the signature; nothing is verified yet. Raises NoCode."""
    text = text.strip()
    if len(text) > LARGEST:
        raise NoCode("this text is too long for a code of ours")
    upper = text.upper()
    found = ADDRESS.match(upper)
    body = upper.removeprefix(PREFIX) if upper.startswith(PREFIX) else upper[found.end() :] if found else ""
    if not BODY.fullmatch(body):
        raise NoCode("this text is no code of ours")
    try:
        data = base64.b32decode(body + "=" * (-len(body) % 8))
    except binascii.Error as error:
        raise NoCode("this text is no code of ours") from error
    if base64.b32encode(data).decode("ascii").rstrip("=") != body:
        raise NoCode("this text is no code of ours")
    payload, signature = data[:-SIGNATURE], data[-SIGNATURE:]
    return _unpack(payload), DOMAIN + payload, signature


def _pack(certificate: Certificate, suite: Suite, kid: bytes) -> bytes:
    until, place = certificate.valid_until, certificate.status_index
    flags = ONE_TIME * certificate.one_time | LISTED * (place != STATUS_FREE) | ENDS * (until is not None)
    holder = certificate.holder
    texts = (certificate.issuer.id, certificate.number, certificate.title, holder.masked_name, holder.masked_id)
    return b"".join(
        (
            bytes((VERSION, flags)),
            kid,
            digest_of(suite, certificate.canonical()),
            _days(certificate.issued),
            _days(until) if until else b"",
            place.to_bytes(4, "big") if place != STATUS_FREE else b"",
            PART.join(texts).encode(),
        )
    )


def _unpack(payload: bytes) -> Claims:
    try:
        version, flags = payload[0], payload[1]
        if version != VERSION or flags >= 8:
            raise NoCode(f"a code of version {version}; this program knows version {VERSION}")
        at = 2 + KID + DIGEST
        issued, at = _day(payload[at : at + 3]), at + 3
        until = None
        if flags & ENDS:
            until, at = _day(payload[at : at + 3]), at + 3
        place = STATUS_FREE
        if flags & LISTED:
            place, at = int.from_bytes(payload[at : at + 4], "big"), at + 4
        issuer_id, number, title, name, masked_id = payload[at:].decode().split(PART)
    except (IndexError, OverflowError, ValueError) as error:
        raise NoCode("this text is no code of ours, or a part of it is missing") from error
    kid, digest = payload[2 : 2 + KID], payload[2 + KID : 2 + KID + DIGEST]
    return Claims(kid, digest, issued, until, issuer_id, number, title, name, masked_id, bool(flags & ONE_TIME), place)


def _days(day: date) -> bytes:
    return (day - EPOCH).days.to_bytes(3, "big")


def _day(data: bytes) -> date:
    if len(data) != 3:
        raise ValueError("a day is missing")
    return EPOCH + timedelta(days=int.from_bytes(data, "big"))
