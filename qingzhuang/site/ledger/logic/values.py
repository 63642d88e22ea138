"""Values as the journal keeps them: JSON, days as ISO text, codes by their English name, related records by number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from qingzhuang.site.ledger.logic.own import is_own, own_field
from qingzhuang.site.ledger.logic.sources import MERGED_INTO, STATE, State
from qingzhuang.vocabulary import Field, fold, load

YES = frozenset(("true", "1", "是", "有", "√", "y", "yes"))
NO = frozenset(("false", "0", "否", "无", "没有", "×", "n", "no"))


class UnknownField(LookupError):
    """The entity has no such field."""


class BadValue(ValueError):
    """The field cannot have this value."""


def stored(entity: str, name: str, value: Any) -> Any:
    """The value in its stored form; None and empty text mean that nobody knows any more. Raises UnknownField, BadValue.

    >>> stored("person", "sex", "女"), stored("person", "birth_date", date(1948, 3, 2)), stored("person", "household", 7)
    ('female', '1948-03-02', 7)
    """
    put = _form(entity, name)
    if value is None or value == "":
        return None
    try:
        return put(value)
    except (ValueError, TypeError, AttributeError) as error:
        raise BadValue(name) from error


def is_relation(entity: str, name: str) -> bool:
    """Whether a fact names a related record by its number."""
    return name in _relations(entity)


@lru_cache(maxsize=32)
def _relations(entity: str) -> frozenset[str]:
    found = load().entities[entity]
    return frozenset(name for name, role in found.roles.items() if not role.embedded and not role.many and role.target != "area")


@lru_cache(maxsize=32)
def place_name(entity: str) -> str:
    """The fact that holds the code of a record's area: `area.code` where `area` are square metres.

    >>> place_name("person"), place_name("dwelling")
    ('area', 'area.code')
    """
    return "area.code" if "area" in load().entities[entity].fields else "area"


def _form(entity: str, name: str) -> Callable[[Any], Any]:
    if is_own(name):  # never kept: its values may be widened at any time
        field = field_of(entity, name)
        return FORMS[field.type](field)
    return _kept_form(entity, name)


@lru_cache(maxsize=4096)
def _kept_form(entity: str, name: str) -> Callable[[Any], Any]:
    words = load()
    if entity not in words.entities:
        raise UnknownField(f"{entity}.{name}")
    if name == STATE:
        return lambda value: State(value).value
    if name == MERGED_INTO or is_relation(entity, name):
        return int
    if name == place_name(entity):
        return _text
    field = field_of(entity, name)
    return FORMS[field.type](field)


def field_of(entity: str, name: str) -> Field:
    """The field that a fact's name means: of the vocabulary, or of an area's own. Raises UnknownField where it is no column of the entity."""
    if not is_own(name):
        return _built_in(entity, name)
    found = own_field(entity, name)
    if found is None:
        raise UnknownField(f"{entity}.{name}")
    return found


@lru_cache(maxsize=4096)
def _built_in(entity: str, name: str) -> Field:
    try:
        field = load().field(f"{entity}.{name}")
    except LookupError as error:
        raise UnknownField(f"{entity}.{name}") from error
    if field.entity != entity or (field.via and not field.embedded) or field.derived in ("age_on", "members_of_household"):
        raise UnknownField(f"{entity}.{name}")
    return field


def _text(value: Any) -> str:
    text = str(value).strip()
    if any(ord(sign) < 32 for sign in text):
        raise ValueError("control signs")
    return text


def _number(value: Any) -> float | int:
    number = float(value)
    if number != number or number in (float("inf"), float("-inf")):
        raise ValueError("no number")
    return int(number) if number.is_integer() else number


def _integer(value: Any) -> int:
    number = _number(value)
    if not isinstance(number, int):
        raise ValueError("not whole")
    return number


def _yes_no(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    text = fold(str(value)).casefold().strip()
    if text in YES:
        return True
    if text in NO:
        return False
    raise ValueError("neither yes nor no")


def _day(value: Any) -> str:
    return (value if isinstance(value, date) else date.fromisoformat(str(value)[:10])).isoformat()[:10]


def _code(field: Field) -> Callable[[Any], str]:
    codes = field.codes
    assert codes is not None, field.path
    names = {value.name for value in codes.values}

    def put(value: Any) -> str:
        if value in names:
            return str(value)
        found = codes.find(fold(str(value)).casefold().strip())
        if found is None:
            raise ValueError("not in the list")
        return found.name

    return put


def _codes(field: Field) -> Callable[[Any], list[str]]:
    one = _code(field)

    def put(value: Any) -> list[str]:
        parts = value if isinstance(value, list | tuple) else str(value).replace("；", ";").replace("、", ";").split(";")
        return [one(part) for part in parts if str(part).strip()]

    return put


FORMS: Mapping[str, Callable[[Field], Callable[[Any], Any]]] = {
    "text": lambda _field: _text,
    "key": lambda _field: _text,
    "integer": lambda _field: _integer,
    "number": lambda _field: _number,
    "boolean": lambda _field: _yes_no,
    "date": lambda _field: _day,
    "code": _code,
    "codes": _codes,
}
