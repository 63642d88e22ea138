"""What of a record counts for telling who it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Union

from qingzhuang.intake.records import Record

Birth = Union[date, str, None]  # a text where only month or year are known


@dataclass(frozen=True, slots=True)
class Person:
    """The identifying values of a record; empty or None for what it does not say. `household` is a key of the ledger, not of the file."""

    name: str = ""
    id_number: str = ""
    birth: Birth = None
    sex: str = ""
    phone: str = ""
    address: str = ""
    household: str = ""


def person_of(record: Record, home: Mapping[str, str] | None = None) -> Person:
    """The identifying values of a record; `home` says which household of the ledger a household of the file is, where that is known."""
    value = record.value
    address = value("residence_address") or value("registered_address") or value("address") or ""
    return Person(
        name=value("name") or "",
        id_number=value("id_number") or "",
        birth=value("birth_date"),
        sex=value("sex") or "",
        phone=value("phone") or "",
        address=address,
        household=(home or {}).get(record.household, ""),
    )
