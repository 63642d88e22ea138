"""Fields of an area's own, for whoever asks by name: no database here, the answer comes from whoever `answers_from` was given."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qingzhuang.vocabulary import OWN

if TYPE_CHECKING:
    from qingzhuang.vocabulary import Field

Lookup = Callable[[str, str], "Field | None"]
_lookup: list[Lookup] = []


def answers_from(lookup: Lookup) -> None:
    """Who knows the own fields: entity and name → field, None for none. Said once, when the site starts."""
    _lookup[:] = [lookup]


def is_own(name: str) -> bool:
    """Whether a fact's name is of a field that somebody here defined.

    >>> is_own("own.gas_alarm"), is_own("owner.name")
    (True, False)
    """
    return name.startswith(OWN)


def own_field(entity: str, name: str) -> Field | None:
    """The field that an area defined under this name, whether it is still asked or not; None where nobody did."""
    return _lookup[0](entity, name) if _lookup else None
