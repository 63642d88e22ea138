"""Two suites behind one interface: ECDSA P-256 with SHA-256, and SM2 with SM3."""

from __future__ import annotations

from qingzhuang.seal.errors import KeyFault
from qingzhuang.seal.suites.base import PrivateKey, Signing, Suite
from qingzhuang.seal.suites.p256 import P256
from qingzhuang.seal.suites.sm2 import SM2

SUITES: dict[str, Suite] = {suite.name: suite for suite in (P256(), SM2())}

__all__ = ["SUITES", "PrivateKey", "Signing", "Suite", "suite_named"]


def suite_named(name: object) -> Suite:
    """The suite of a name; raises KeyFault for an unknown one.

    >>> suite_named("P-256").algorithm
    'ES256'
    """
    found = SUITES.get(name) if isinstance(name, str) else None
    if found is None:
        raise KeyFault(f"there is no suite “{str(name)[:20]}”; there are {', '.join(SUITES)}")
    return found
