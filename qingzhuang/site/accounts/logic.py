"""Levels, roles and what each role may do: no database."""

from __future__ import annotations

from enum import Enum


class Level(str, Enum):
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWN = "town"
    COMMUNITY = "community"
    GRID = "grid"


# How many digits of a division code (GB/T 2260, GB/T 10114) belong to each level; a grid has three more (GB/T 31000).
DIGITS = {Level.PROVINCE: 2, Level.CITY: 4, Level.COUNTY: 6, Level.TOWN: 9, Level.COMMUNITY: 12, Level.GRID: 15}


class Role(str, Enum):
    WORKER = "worker"  # serves residents: fills forms
    HEAD = "head"  # answers for an area: also deletes, and reads the log
    READER = "reader"  # looks at what was filled, changes nothing


RIGHTS: dict[Role, frozenset[str]] = {
    Role.WORKER: frozenset(("see_form", "fill_form", "delete_own_form")),
    Role.HEAD: frozenset(("see_form", "fill_form", "delete_own_form", "delete_form", "read_log")),
    Role.READER: frozenset(("see_form",)),
}


def code_prefix(code: str, level: Level) -> str:
    """The digits that all areas below share.

    >>> code_prefix("510502000000", Level.COUNTY)
    '510502'
    """
    return code[: DIGITS[level]]
