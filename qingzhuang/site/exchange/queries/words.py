"""The vocabulary as programs read it: entities, their fields, code lists."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from qingzhuang.site.accounts.queries import Area
from qingzhuang.site.ledger import queries as ledger
from qingzhuang.vocabulary import Field, load


@lru_cache(maxsize=64)
def entity_named(name: str) -> Mapping[str, Any] | None:
    """An entity with all fields that the ledger keeps of it; None for a word that is none."""
    found = load().entities.get(name)
    if found is None:
        return None
    relations = [
        {"name": role.name, "entity": role.target, "label": dict(role.label)}
        for role in found.roles.values()
        if ledger.is_relation(name, role.name)
    ]
    return {"name": name, "label": dict(found.label), "fields": _fields(name, found.fields), "relations": relations}


def with_own_fields(told: Mapping[str, Any], area: Area) -> dict[str, Any]:
    """An entity with the fields that an area and those above it defined for themselves."""
    own = [row.name for row in ledger.own_fields_in(area) if row.entity == told["name"]]
    return {**told, "fields": [*told["fields"], *(_field(name, ledger.field_of(told["name"], name)) for name in own)]}


def entity_names() -> list[str]:
    return sorted(load().entities)


def _fields(entity: str, fields: Mapping[str, Field]) -> list[dict[str, Any]]:
    return [_field(name, field) for name, field in fields.items() if _kept(entity, name)]


def _kept(entity: str, name: str) -> bool:
    try:
        ledger.field_of(entity, name)
    except LookupError:
        return False
    return not ledger.is_relation(entity, name)


def _field(name: str, field: Field) -> dict[str, Any]:
    codes = field.codes.values if field.codes else ()
    return {
        "name": name, "type": field.type, "label": dict(field.label), "standard": field.standard, "unit": field.unit,
        "sensitivity": field.sensitivity, "covered": ledger.is_secret(name),
        "codes": [{"name": code.name, "code": code.code, "label": dict(code.label), "within": code.within} for code in codes],
        "codes_standard": field.codes.standard if field.codes else "",
    }  # fmt: skip
