"""Which fields lie sealed: numbers by which a person can be found or robbed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from qingzhuang.seal import Keyring, is_sealed
from qingzhuang.vocabulary.own import OWN, SEALED

ENDINGS = (
    "id_number",
    "phone",
    "phone_other",
    "landline",
    "account_number",
    "certificate_number",
    "passport_number",
    "card_number",
)


@lru_cache(maxsize=4096)
def is_secret(name: str) -> bool:
    """Whether the values of a field are kept sealed; of an area's own field its name says it.

    >>> [is_secret(name) for name in ("id_number", "guardian[1].phone", "bank.account_number", "address", "own.hu_hao__sealed")]
    [True, True, True, False, True]
    """
    if name.endswith(SEALED) and OWN in name:
        return True
    return name.rsplit(".", 1)[-1] in ENDINGS


def sealed(ring: Keyring, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts as they are stored."""
    found = dict(facts)
    for name in facts:
        if is_secret(name) and isinstance(value := facts[name], str) and value and not is_sealed(value):
            found[name] = ring.seal(value)
    return found


def opened(ring: Keyring, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts in plain text."""
    found = dict(facts)
    for name in facts:
        if is_secret(name) and is_sealed(value := facts[name]):
            found[name] = ring.open(value)
    return found
