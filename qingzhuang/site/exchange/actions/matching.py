"""Which record each row of a batch is about: by number, by the sender's own key, by ID number; never by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from qingzhuang.site.accounts.queries import Area, Level
from qingzhuang.site.exchange.logic import reasons
from qingzhuang.site.exchange.logic.reasons import Reason
from qingzhuang.site.exchange.logic.rows import KeyOf, Row
from qingzhuang.site.exchange.queries.keys import key_digest, known_keys
from qingzhuang.site.ledger import actions as ledger
from qingzhuang.site.ledger import queries as known
from qingzhuang.vocabulary import OWN, load

Refuse = Callable[[int, Reason], None]
NOT_FROM_OUTSIDE = (ledger.MERGED_INTO,)


@dataclass(slots=True)
class Matched:
    """A row with its record: `key` is the digest of the sender's key, `identity` that of its ID number."""

    place: int
    row: Row
    facts: dict[str, Any] = field(default_factory=dict)
    key: str = ""
    identity: str = ""
    record: int = 0
    stands_in: Area | None = None  # the area of a record that was known before
    is_new: bool = False
    key_is_new: bool = False


@dataclass(frozen=True, slots=True)
class _Known:
    """Records that rows may mean, all of them within the areas."""

    by_key: Mapping[str, int]
    by_number: Mapping[int, known.Record]
    by_identity: Mapping[str, Sequence[known.Record]]


def match_rows(area: Area, sender: str, areas: Mapping[str, Area], rows: Sequence[Row], refuse: Refuse) -> list[Matched]:
    """The rows that can be recorded, each with its record; the others are refused with their reason."""
    read = [one for place, row in enumerate(rows) if (one := _read(place, row, sender, areas, refuse)) is not None]
    inside = {one.pk for one in areas.values()}
    asked = {one.key for one in read if one.key} | {key for one in read for _n, key in _related(sender, one)}
    keys = known_keys(area, sender, asked)
    numbers = {one.row.number for one in read if one.row.number} | set(keys.values()) | _numbers_in(read)
    standing = {number: record for number, record in known.standing(numbers).items() if record.area_id in inside}
    found = _Known(keys, standing, known.identified(inside, (one.identity for one in read)))
    seen: set[int | str] = set()
    matched = [one for one in read if _found(one, areas, found, seen, refuse)]
    fresh = [one for one in matched if one.is_new]
    for one, number in zip(fresh, ledger.new_numbers(len(fresh)), strict=True):
        one.record = number
    return _with_relations(sender, matched, found, refuse)


# ---------------------------------------------------------------- what a row says
def _read(place: int, row: Row, sender: str, areas: Mapping[str, Area], refuse: Refuse) -> Matched | None:
    try:
        facts = _stored(row)
        if row.area and (row.area not in areas or areas[row.area].level not in (Level.COMMUNITY.value, Level.GRID.value)):
            raise reasons.no_area()
    except Reason as reason:
        refuse(place, reason)
        return None
    key = key_digest(sender, row.entity, row.key) if row.key else ""
    return Matched(place, row, facts, key, known.identity(row.entity, facts))


def _stored(row: Row) -> dict[str, Any]:
    """The facts in stored form; relations by key stay as they are until all rows have their numbers."""
    if row.entity not in load().entities:
        raise reasons.unknown_field()
    facts: dict[str, Any] = {}
    for name, value in row.facts.items():
        if name in NOT_FROM_OUTSIDE:
            raise reasons.of_field(reasons.not_yours(), name)
        if isinstance(value, KeyOf) and known.is_relation(row.entity, name):
            facts[name] = value
            continue
        try:
            facts[name] = ledger.stored(row.entity, name, value)
        except LookupError:
            raise reasons.of_field(reasons.unknown_field(), name) from None
        except ValueError:
            raise reasons.of_field(reasons.bad_value(), name) from None
    if known.place_name(row.entity) in facts:
        raise reasons.of_field(reasons.no_area(), known.place_name(row.entity))
    if not facts and not row.area:
        raise reasons.nothing()
    return facts


# ---------------------------------------------------------------- which record it is
def _found(one: Matched, areas: Mapping[str, Area], found: _Known, seen: set[int | str], refuse: Refuse) -> bool:
    try:
        record = _record(one, found)
        if record is None:
            _check_new(one)
        elif record.entity != one.row.entity:
            raise reasons.other_kind(one.row.entity)
        means = {record.pk} if record is not None else {sign for sign in (one.key, one.identity) if sign}
        if means & seen:
            raise reasons.twice()
        _check_own_fields(one, record.area if record is not None else areas[one.row.area])
    except Reason as reason:
        refuse(one.place, reason)
        return False
    seen |= means
    one.is_new = record is None
    one.record = record.pk if record is not None else 0
    one.stands_in = record.area if record is not None else None
    one.key_is_new = bool(one.key) and one.key not in found.by_key
    return True


def _record(one: Matched, found: _Known) -> known.Record | None:
    """The one record that number, key and ID number lead to, as far as they are given; None where none leads anywhere."""
    told: list[known.Record] = []
    if one.row.number is not None:
        if one.row.number not in found.by_number:
            raise reasons.not_here()
        told.append(found.by_number[one.row.number])
    if one.key in found.by_key:
        if found.by_key[one.key] not in found.by_number:  # it has moved to where the token does not reach
            raise reasons.not_here()
        told.append(found.by_number[found.by_key[one.key]])
    same = found.by_identity.get(one.identity, ()) if one.identity else ()
    if len(same) > 1 and not told:
        raise reasons.several()
    if len(same) == 1:
        told.append(same[0])
    if len({record.pk for record in told}) > 1:
        raise reasons.at_odds()
    if told and one.identity and told[0].identity not in ("", one.identity):  # the key leads to somebody with another ID number
        raise reasons.at_odds()
    return told[0] if told else None


def _check_own_fields(one: Matched, area: Area) -> None:
    """A field that an area defined for itself holds in that area only."""
    for name, value in one.facts.items():
        if name.startswith(OWN) and value is not None and not known.holds_in(name, area):
            raise reasons.of_field(reasons.unknown_field(), name)


def _check_new(one: Matched) -> None:
    if not one.key and not one.identity:
        raise reasons.no_key()
    if not one.row.area:
        raise reasons.no_area()


# ---------------------------------------------------------------- relations
def _related(sender: str, one: Matched) -> list[tuple[str, str]]:
    """Relations by key: name and digest of the sender's key of the related record."""
    roles = load().entities[one.row.entity].roles
    return [
        (name, key_digest(sender, roles[name].target, value.key)) for name, value in one.facts.items() if isinstance(value, KeyOf)
    ]


def _numbers_in(read: Sequence[Matched]) -> set[int]:
    return {
        value
        for one in read
        for name, value in one.facts.items()
        if isinstance(value, int) and known.is_relation(one.row.entity, name)
    }


def _with_relations(sender: str, matched: list[Matched], found: _Known, refuse: Refuse) -> list[Matched]:
    """Relations lead to records within the areas, of the right kind, which may come in the same batch. Who leans on a refused row
    is refused too."""
    left = matched
    while True:
        entities = {number: record.entity for number, record in found.by_number.items()}
        entities |= {one.record: one.row.entity for one in left}
        keys = {**found.by_key, **{one.key: one.record for one in left if one.key}}
        kept = [one for one in left if _leads(sender, one, keys, entities, refuse)]
        if len(kept) == len(left):
            break
        left = kept
    for one in left:
        one.facts |= {name: keys[key] for name, key in _related(sender, one)}
    return left


def _leads(sender: str, one: Matched, keys: Mapping[str, int], entities: Mapping[int, str], refuse: Refuse) -> bool:
    roles = load().entities[one.row.entity].roles
    told = [(name, keys.get(key, 0)) for name, key in _related(sender, one)]
    told += [
        (name, value) for name, value in one.facts.items() if isinstance(value, int) and known.is_relation(one.row.entity, name)
    ]
    for name, number in told:
        if entities.get(number) != roles[name].target:
            refuse(one.place, reasons.of_field(reasons.bad_relation(), name))
            return False
    return True
