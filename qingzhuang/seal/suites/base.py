"""What a suite of signature and digest must be able to do; both of ours have 256-bit curves, so all sizes are the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

POINT, SCALAR, SIGNATURE, DIGEST = 65, 32, 64, 32  # bytes


class Signing(Protocol):
    """A private key, wherever it lies: in memory or in a token that never gives it out."""

    @property
    def suite(self) -> Suite: ...

    @property
    def point(self) -> bytes:
        """The public key: 04, x, y (65 bytes, SEC 1 uncompressed)."""
        ...

    def sign(self, message: bytes) -> bytes:
        """r and s, 32 bytes each, over the digest of the message."""
        ...


@dataclass(frozen=True)
class Oids:
    """Object identifiers of a suite, for X.509 and CMS."""

    curve: str
    digest: str
    signature: str


class Suite(Protocol):
    """Signatures over one curve with one digest. Public keys are 65 bytes, signatures 64 (r, s)."""

    name: str
    algorithm: str  # the name in JWS headers
    digest_name: str  # of hashlib and pyHanko
    oids: Oids

    def digest(self, data: bytes) -> bytes: ...

    def new(self) -> PrivateKey: ...

    def load(self, secret: bytes) -> PrivateKey:
        """The key of a secret of 32 bytes; raises KeyFault where it is none."""
        ...

    def verify(self, point: bytes, message: bytes, signature: bytes) -> bool:
        """Whether the key of this point signed the message; False for anything that is no key or no signature."""
        ...


class PrivateKey(Signing, Protocol):
    """A private key in memory."""

    def secret(self) -> bytes:
        """The 32 bytes of the key, to be locked away at once."""
        ...
