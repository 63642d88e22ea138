"""The cleaner for a field of the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from qingzhuang.intake.problems import Cleaned
from qingzhuang.intake.sources import Raw
from qingzhuang.intake.values.address import clean_address
from qingzhuang.intake.values.code import NO_PLAN, CodePlan, clean_code, clean_codes
from qingzhuang.intake.values.day import clean_day
from qingzhuang.intake.values.id_number import clean_id_number
from qingzhuang.intake.values.name import clean_name
from qingzhuang.intake.values.number import clean_number
from qingzhuang.intake.values.phone import clean_phone
from qingzhuang.intake.values.text import clean_text
from qingzhuang.intake.values.yes_no import clean_whether, clean_yes_no
from qingzhuang.vocabulary import Field

Cleaner = Callable[[Raw], Cleaned[Any]]
PEOPLE = re.compile(
    r"^(person|birth|death)\.(name|former_name)$|\.(head|spouse|father|mother|member\[\d+\]|guardian\[\d+\]|contact|owner|tenant|helper|leader"
    r"|paternal_grandfather|paternal_grandmother|maternal_grandfather|maternal_grandmother)\.name$"
)
BELOW_NOTHING = frozenset(("latitude", "longitude"))
PAST = re.compile(r"(birth_date|death_date|marriage_date|move_in_date|graduation_date|verified_date)$")


def cleaner_for(
    field: Field,
    plan: CodePlan = NO_PLAN,
    legend: Mapping[str, str] | None = None,
    day: date | None = None,
    whether: str = "",
) -> Cleaner:
    """What makes the values of a field clean; `plan` and `legend` are the column's own codes, `day` is today.

    `whether` is a value that the column says yes or no about.
    """
    last = field.path.rpartition(".")[2]
    match field.type:
        case "boolean":
            return partial(clean_yes_no, field=field, legend=legend)
        case "code" if field.codes is not None and whether:
            return partial(clean_whether, value=whether, codes=field.codes)
        case "code" if field.codes is not None:
            return partial(clean_code, codes=field.codes, plan=plan)
        case "codes" if field.codes is not None:
            return partial(clean_codes, codes=field.codes, plan=plan)
        case "date":
            return partial(clean_day, day=day, past=bool(PAST.search(field.path)))
        case "integer" | "number":
            return partial(clean_number, whole=field.type == "integer", unit=field.unit, negative=last in BELOW_NOTHING)
    if last == "id_number":
        return partial(clean_id_number, day=day)
    if last in ("phone", "phone_other"):
        return clean_phone
    if PEOPLE.search(field.path):
        return clean_name
    if last in ("address", "registered_address", "residence_address", "other_address"):
        return clean_address
    return clean_text
