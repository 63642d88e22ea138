"""What a token may be good for, and which rights its post needs for it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum


class Scope(str, Enum):
    READ = "read_facts"  # records and what changed, numbers covered
    WRITE = "write_facts"  # record facts
    SNAPSHOT = "snapshot"  # take the columns of an area away
    NUMBERS = "numbers"  # see ID numbers and telephones whole
    RETURNS = "returns"  # take what rounds came to


USE = "use_api"  # without it nobody has a token at all

NEEDS: Mapping[Scope, frozenset[str]] = {
    Scope.READ: frozenset(("see_facts",)),
    Scope.WRITE: frozenset(("see_facts", "record_facts")),
    Scope.SNAPSHOT: frozenset(("see_facts", "export_facts")),
    Scope.NUMBERS: frozenset(("see_facts", "reveal_facts", "export_facts")),
    Scope.RETURNS: frozenset(("collect_return",)),
}


def scopes_of(rights: frozenset[str]) -> list[Scope]:
    """The scopes that somebody with these rights can give a token.

    >>> scopes_of(frozenset(("use_api", "see_facts")))
    [<Scope.READ: 'read_facts'>]
    """
    return [scope for scope, needed in NEEDS.items() if USE in rights and needed <= rights]
