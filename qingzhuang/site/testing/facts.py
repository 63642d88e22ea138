"""Two small communities as CSV files, written out so that a test can count them by hand.

Household i of a community has a head of 30 + 5·i years and, where i is even, a spouse; every third household has an
old mother of 81. The kind of residence is recorded of every second household only. Nobody is real; ID numbers have a
district that does not exist (990101).
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

YEAR = 2026
HOUSEHOLDS = 10
COMMUNITIES = (("990101001001", "临江社区"), ("990101001002", "北苑社区"))
FAMILIES = "赵钱孙李周吴郑王冯陈"


def write_facts(folder: Path) -> None:
    """Write person.csv, household.csv and area.csv."""
    folder.mkdir(parents=True, exist_ok=True)
    people: list[dict[str, Any]] = []
    households: list[dict[str, Any]] = []
    for place, (code, name) in enumerate(COMMUNITIES):
        for number in range(HOUSEHOLDS):
            members = _family(place, number, code, name)
            people += members
            households.append({"id": f"h{place}{number}", "area": code, "head": members[0]["id"]})
    _write(folder / "person.csv", people)
    _write(folder / "household.csv", households)
    areas = [{"id": code, "code": code, "name": name, "street": "晴川街道", "area": code} for code, name in COMMUNITIES]
    _write(folder / "area.csv", areas)


def _family(place: int, number: int, code: str, community: str) -> list[dict[str, Any]]:
    family = FAMILIES[number]
    head = _person(place, number, 0, family + "建国", "male", 30 + 5 * number, "head", code, community)
    members = [head]
    if number % 2 == 0:
        members.append(_person(place, number, 1, family + "秀英", "female", 29 + 5 * number, "spouse", code, community))
    if number % 3 == 0:
        members.append(_person(place, number, 2, "老" + family, "female", 81, "parent", code, community))
    return members


def _person(
    place: int, household: int, member: int, name: str, sex: str, age: int, relation: str, code: str, community: str
) -> dict[str, Any]:
    born = date(YEAR - age, 3, 10 + member)
    serial = f"{place}{household % 10}{(1 if sex == 'male' else 2)}"
    digits = f"990101{born:%Y%m%d}{serial}"
    return {
        "id": f"p{place}{household}{member}",
        "area": code,
        "household": f"h{place}{household}",
        "name": name,
        "sex": sex,
        "birth_date": born.isoformat(),
        "id_number": digits + check_digit(digits),
        "relation_to_head": relation,
        "phone": f"139{place}{household:03d}{member:04d}",
        "residence_address": f"{community}{household + 1}栋101",
        "ethnicity": "han",
        "residence_type": "permanent" if household % 2 == 0 else "",
    }


def check_digit(digits: str) -> str:
    """The last sign of an ID number (GB 11643)."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return "10X98765432"[sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11]


def _write(path: Path, rows: list[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
