"""The secret of a token: made once, kept as a digest only."""

from __future__ import annotations

import hashlib
import secrets

MARK = "qz1_"  # so that a secret that leaked is recognised as one of ours
LONGEST_DAYS = 366


def new_secret() -> str:
    """256 random bits, to be written down once."""
    return MARK + secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is kept of a secret. It is as random as a key, so that one round of SHA-256 keeps it safe.

    >>> len(digest("qz1_x"))
    64
    """
    return hashlib.sha256(secret.encode()).hexdigest()
