"""A sealed value as text: `~1.` and base64 of nonce and ciphertext; the number says which key opens it."""

from __future__ import annotations

import re

MARK = "~"
SHAPE = re.compile(r"~(\d+)\.([A-Za-z0-9_-]+)")


def is_sealed(value: object) -> bool:
    """Whether a value is a sealed text.

    >>> is_sealed("~1.q83vEjRWeJA"), is_sealed("11010119900307123X"), is_sealed(None)
    (True, False, False)
    """
    return isinstance(value, str) and value.startswith(MARK) and SHAPE.fullmatch(value) is not None
