"""SM2 in plain Python by gmalg: a tenth of a second for each signature, and its time tells something about the key.

For checking, and for a machine without OpenSSL 3 that nobody else can watch; an issuer with many papers should have OpenSSL.
"""

from __future__ import annotations

from gmalg import SM2
from gmalg.errors import GMError

from qingzhuang.seal.suites.base import SCALAR

IDENTITY = b"1234567812345678"


def point_of(secret: bytes) -> bytes:
    """The public key of a secret: 04, x, y."""
    return bytes(SM2().generate_pk(secret))


def sign(secret: bytes, point: bytes, message: bytes) -> bytes:
    r, s = SM2(secret, IDENTITY, point).sign(message)
    return bytes(r).rjust(SCALAR, b"\0") + bytes(s).rjust(SCALAR, b"\0")


def verify(point: bytes, message: bytes, signature: bytes) -> bool:
    try:
        return bool(SM2(uid=IDENTITY, pk=point).verify(message, signature[:SCALAR], signature[SCALAR:]))
    except (GMError, ValueError, ZeroDivisionError):
        return False
