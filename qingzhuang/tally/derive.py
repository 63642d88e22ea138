"""Values that follow from others: age on a day, sex and birth date from the ID number, members of a household.

What is stored comes first; a formula fills what is empty. Most formulas are named by the vocabulary (`derived`); for a
column that the data do not have at all there are FALLBACKS.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from qingzhuang.tally import id_number
from qingzhuang.tally.bits import Whole, pack, slots_in
from qingzhuang.tally.columns import NO_DAY, Coded, Column, Days, Numbers, is_empty
from qingzhuang.tally.dataset import Dataset
from qingzhuang.tally.resolve import All, Along, AnyOf, Fact, No, Node, On, Some
from qingzhuang.tally.scope import PERIOD_FIELDS
from qingzhuang.vocabulary import Field, months_before

HONG_KONG_MACAO_TAIWAN = ("71", "81", "82")
YES_NO = ("no", "yes")
MONTHS_SINCE = "months_since:"


# of the facts, the entity, the field's name and the slots that want a value; other slots may be left empty
Formula = Callable[[Dataset, str, str, Whole], Column | None]


# ---------------------------------------------------------------- asked by the engines
def column(dataset: Dataset, entity: str, name: str, as_of: date) -> Column | None:
    """The values of a field for each slot, stored or derived; None where the data do not hold what it takes."""
    field = dataset.field(entity, name)
    if field.derived == "age_on":
        return _ages(dataset, entity, name, as_of)
    if counted_from(field):
        return _months(dataset, entity, field, as_of)
    return dataset.keep(("value", entity, name), lambda: _settled(dataset, entity, field))


def counted_from(field: Field) -> str:
    """The day that an age or a term is counted from: `birth_date` of the age; '' of fields that no day changes."""
    if field.derived == "age_on":
        return "birth_date"
    return field.derived.removeprefix(MONTHS_SINCE) if field.derived.startswith(MONTHS_SINCE) else ""


def term_node(fact: Fact, field: Field, as_of: date) -> Node:
    """A test of an age or a term as a test of the day it is counted from: 60 and over is born on or before a day."""
    name, years = counted_from(field), field.derived == "age_on"

    def at_least(number: float) -> Node:
        last = latest_birth(number, as_of) if years else months_before(as_of, int(-(-number // 1)))
        return Fact(fact.entity, name, "date", "<=", (last,), fact.absent_no)

    def less(node: Node) -> Node:  # of a term that is empty where there is none, no number is small
        return All((at_least(0), No(node))) if fact.absent_no else No(node)

    numbers = [float(value) for value in fact.values if not isinstance(value, date)]
    match fact.op:
        case ">=":
            return at_least(numbers[0])
        case ">":
            return at_least(numbers[0] // 1 + 1)
        case "<":
            return less(at_least(numbers[0]))
        case "<=":
            return less(at_least(numbers[0] // 1 + 1))
    return Some(tuple(All((at_least(number), No(at_least(number + 1)))) for number in numbers if number.is_integer()))


def on_own_day(asked: On, as_of: date, field_of: Callable[[str, str], Field | None]) -> Node:
    """What a definition asks, with ages and terms as tests of the day that its own day rule makes of the day of the report."""
    part, day, span = asked.part, asked.day.day(as_of), asked.period.span(as_of)
    if day != as_of:
        part = _counted_on(part, day, field_of)
    name = PERIOD_FIELDS.get(asked.entity)
    if span is None or name is None:
        return part
    return All((part, Fact(asked.entity, name, "date", ">=", (span[0],)), Fact(asked.entity, name, "date", "<=", (span[1],))))


def _counted_on(node: Node, day: date, field_of: Callable[[str, str], Field | None]) -> Node:
    match node:
        case Fact(entity=entity, field=name):
            field = field_of(entity, name)
            return term_node(node, field, day) if field is not None and counted_from(field) else node
        case All(parts=parts) | Some(parts=parts):
            return type(node)(tuple(_counted_on(part, day, field_of) for part in parts))
        case No(part=part) | Along(part=part) | AnyOf(part=part):
            return replace(node, part=_counted_on(part, day, field_of))
    return node


def sources(dataset: Dataset, entity: str, name: str) -> tuple[str, ...]:
    """The stored columns that a field is read from, so that they can be read in one go."""
    start = counted_from(dataset.field(entity, name))
    return (start, name) if start else (name,)


def latest_birth(years: float, as_of: date) -> date:
    """The last day on which somebody was born who is at least this many full years old.

    >>> latest_birth(60, date(2024, 2, 29)), latest_birth(61, date(2024, 2, 29))
    (datetime.date(1964, 2, 29), datetime.date(1963, 2, 28))
    """
    year = min(max(as_of.year + int(-years // 1), 1), 9999)
    try:
        return as_of.replace(year=year)
    except ValueError:  # 29 February in a year without one: those born on the 28th are that old, those of 1 March are not
        return date(year, 2, 28)


# ---------------------------------------------------------------- stored, then derived
def _settled(dataset: Dataset, entity: str, field: Field) -> Column | None:
    stored = dataset.column(entity, field.name)
    if not dataset.holds(entity):
        return None
    path = f"{entity}.{field.name}"
    formula = FORMULAS.get(field.derived) or GAP_FILLERS.get(path) or (FALLBACKS.get(path) if stored is None else None)
    if formula is None:
        return stored
    valid = dataset.layout(entity).valid
    if stored is not None:
        if field.derived in FORMULAS and dataset.tables[entity].filled:
            return stored
        valid = valid & pack(is_empty(stored))
        if not valid.any():
            return stored
    gaps = slots_in(valid)
    made = formula(dataset, entity, field.name, gaps)
    return made if stored is None else stored if made is None else _filled(stored, made)


def _filled(stored: Column, made: Column) -> Column:
    empty = is_empty(stored)
    match stored, made:
        case Numbers(values=a), Numbers(values=b):
            return Numbers(np.where(empty, b, a))
        case Days(values=a), Days(values=b):
            return Days(np.where(empty, b, a))
        case Coded(index=first, words=words), Coded(index=second, words=more):
            together = (*words, *more)
            shifted = np.where(second == made.empty, len(together), second.astype(np.int32) + len(words))
            return Coded(np.where(empty, shifted, first.astype(np.int32)), together)
    return stored


# ---------------------------------------------------------------- a person's
def _birth_dates(dataset: Dataset, entity: str) -> Days | None:
    born = dataset.keep(("value", entity, "birth_date"), lambda: _settled(dataset, entity, dataset.field(entity, "birth_date")))
    return born if isinstance(born, Days) else None


def _ages(dataset: Dataset, entity: str, name: str, as_of: date) -> Numbers | None:
    stored = dataset.column(entity, name)
    born = _birth_dates(dataset, entity)
    if born is None:
        return stored if isinstance(stored, Numbers) else None
    days = np.where(born.values == NO_DAY, 0, born.values).astype("datetime64[D]")
    ages = np.where(born.values == NO_DAY, np.nan, (_ymd(np.datetime64(as_of, "D")) - _ymd(days)) // 10000)
    if isinstance(stored, Numbers):
        ages = np.where(np.isnan(ages), stored.values, ages)
    return Numbers(ages)


def _months(dataset: Dataset, entity: str, field: Field, as_of: date) -> Numbers | None:
    """Full months from a day that a record holds."""
    stored, began = dataset.column(entity, field.name), dataset.column(entity, counted_from(field))
    if not isinstance(began, Days):
        return stored if isinstance(stored, Numbers) else None
    known = began.values != NO_DAY
    start = _ymd(np.where(known, began.values, 0).astype("datetime64[D]"))
    whole = (as_of.year - start // 10000) * 12 + as_of.month - start // 100 % 100 - (start % 100 > as_of.day)
    months = np.where(known, whole, np.nan)
    if isinstance(stored, Numbers):
        months = np.where(np.isnan(stored.values), months, stored.values)
    return Numbers(months)


def _ymd(days: np.ndarray | np.datetime64) -> npt.NDArray[np.int64]:
    """Days as whole numbers 20251231, whose difference over 10000 is full years."""
    months = np.asarray(days).astype("datetime64[M]")
    month = months.astype(np.int64)
    return (month // 12 + 1970) * 10000 + (month % 12 + 1) * 100 + (days - months.astype("datetime64[D]")).astype(np.int64) + 1


def _id_parts(dataset: Dataset, entity: str, name: str, gaps: Whole) -> id_number.Parts | None:
    """The parts of the ID numbers of some records; of `leader.sex` those of `leader.id_number`."""
    column = ".".join((*name.split(".")[:-1], "id_number"))
    if not dataset.stores(entity, column):
        return None
    return id_number.read(dataset.tables[entity].take(column, dataset.layout(entity).rows_at(gaps)).cast(pa.string()))


def _birth_date_of_id_number(dataset: Dataset, entity: str, name: str, gaps: Whole) -> Column | None:
    parts = _id_parts(dataset, entity, name, gaps)
    if parts is None:
        return None
    days = np.full(dataset.layout(entity).slots, NO_DAY, np.int32)
    days[gaps] = parts.birth
    return Days(days)


def _sex_of_id_number(dataset: Dataset, entity: str, name: str, gaps: Whole) -> Column | None:
    parts = _id_parts(dataset, entity, name, gaps)
    if parts is None:
        return None
    index = np.full(dataset.layout(entity).slots, 2, np.uint8)
    index[gaps] = np.where(parts.sound, parts.female, 2)
    return Coded(index, ("male", "female"))


def _registered_region(dataset: Dataset, entity: str, _name: str, _gaps: Whole) -> Column | None:
    """Where the register is, seen from the community of the record: by the codes of both (GB/T 2260)."""
    codes = dataset.column(entity, "registered_region_code")
    if not isinstance(codes, Coded):
        return None
    layout = dataset.layout(entity)
    kinds = ("same_county", "same_city", "other_city", "other_province", "hong_kong_macao_taiwan")
    index = np.full(layout.slots, len(kinds), np.uint8)
    digits = [(word or "") for word in (*codes.words, None)]
    for place, area in enumerate(layout.areas):
        seen = np.array([_seen_from(area, code, kinds) for code in digits], np.uint8)
        part = slice(int(layout.word_starts[place]) * 64, int(layout.word_starts[place + 1]) * 64)
        index[part] = seen[codes.index[part]]
    return Coded(index, kinds)


def _seen_from(here: str, there: str, kinds: tuple[str, ...]) -> int:
    if len(there) < 6 or not there.isdigit() or len(here) < 6:
        return len(kinds)
    if there[:2] in HONG_KONG_MACAO_TAIWAN and here[:2] != there[:2]:
        return kinds.index("hong_kong_macao_taiwan")
    for length, kind in ((6, "same_county"), (4, "same_city"), (2, "other_city")):
        if here[:length] == there[:length]:
            return kinds.index(kind)
    return kinds.index("other_province")


# ---------------------------------------------------------------- of related records
def _members_of_household(dataset: Dataset, entity: str, _name: str, _gaps: Whole) -> Column | None:
    owner = dataset.owner(entity, "member")
    if owner is None:
        return None
    counted = np.bincount(owner[owner >= 0], minlength=dataset.layout(entity).slots)
    return Numbers(np.where(counted > 0, counted, np.nan))


def _area_by_members(dataset: Dataset, entity: str, _name: str, _gaps: Whole) -> Column | None:
    """Floor area over the members of the households that live in the dwelling."""
    area, homes = dataset.column(entity, "area"), dataset.link("household", "dwelling") if dataset.holds("household") else None
    if not isinstance(area, Numbers) or homes is None:
        return None
    members = column(dataset, "household", "member_count", date.min)
    if not isinstance(members, Numbers):
        return None
    placed = homes >= 0
    counted = np.bincount(homes[placed], weights=members.values[placed], minlength=dataset.layout(entity).slots)
    with np.errstate(divide="ignore", invalid="ignore"):
        return Numbers(np.where(counted > 0, np.round(area.values / counted, 2), np.nan))


def _any_member(name: str, *values: str) -> Formula:
    """Yes where a field of a member is one of these values, no where it is none of them for every member."""

    def formula(dataset: Dataset, entity: str, _name: str, _gaps: Whole) -> Column | None:
        owner, found = dataset.owner(entity, "member"), dataset.column("person", name)
        if owner is None or not isinstance(found, Coded):
            return None
        hits = np.array([word in values for word in found.words] + [False])[found.index]
        absent_no = dataset.field("person", name).absent == "no"
        open_ = np.zeros_like(hits) if absent_no else is_empty(found)
        slots = dataset.layout(entity).slots
        yes, maybe = np.zeros((2, slots + 1), np.bool_)
        yes[owner[hits]] = True
        maybe[owner[open_]] = True
        return Coded(np.where(yes[:-1], 1, np.where(maybe[:-1], 2, 0)).astype(np.uint8), YES_NO)

    return formula


def _present(*names: str) -> Formula:
    """Yes where one of some fields is filled, no where all are empty."""

    def formula(dataset: Dataset, entity: str, _name: str, _gaps: Whole) -> Column | None:
        columns = [found for name in names if (found := dataset.column(entity, name)) is not None]
        if not columns:
            return None
        filled = np.logical_or.reduce([~is_empty(found) for found in columns])
        return Coded(filled.astype(np.uint8), YES_NO)

    return formula


def _place(level: str, what: str = "name") -> Formula:
    """The name or code of the place of a level that an area lies in; of no level, all names from the top down."""

    def formula(dataset: Dataset, entity: str, _name: str, _gaps: Whole) -> Column | None:
        above = dataset.link(entity, "parent")
        columns = [dataset.column(entity, name) for name in ("level", "name", what)]
        if not all(isinstance(found, Coded) for found in columns):
            return None
        slots = dataset.layout(entity).slots
        levels, names, wanted = (
            [found.words[i] if i < found.empty else None for i in found.index] for found in columns if isinstance(found, Coded)
        )
        texts: list[str | None] = []
        for slot in range(slots):
            found: list[int] = []
            at = slot
            while at >= 0 and len(found) < DEEPEST:
                found.append(at)
                at = -1 if above is None else int(above[at])
            here = [wanted[place] for place in found if levels[place] in LEVELS.get(level, ())]
            full = "".join(names[place] or "" for place in reversed(found))
            texts.append((full if not level else here[0] if here else None) or None)
        words = tuple(dict.fromkeys(text for text in texts if text))
        places = {word: place for place, word in enumerate(words)}
        return Coded(np.array([len(words) if text is None else places[text] for text in texts], np.int32), words)

    return formula


DEEPEST = 12
LEVELS = {
    "province": ("province", "省"),
    "city": ("city", "市"),
    "county": ("county", "县", "区"),
    "street": ("town", "street", "township", "街道", "乡镇"),
    "township": ("town", "street", "township", "街道", "乡镇"),
    "community": ("community", "village", "社区", "村"),
    "village": ("community", "village", "社区", "村"),
}
FORMULAS: dict[str, Formula] = {
    "birth_date_of_id_number": _birth_date_of_id_number,
    "sex_of_id_number": _sex_of_id_number,
    "members_of_household": _members_of_household,
    "area_by_members": _area_by_members,
}
# for records whose column says nothing that can be read as a value
GAP_FILLERS: dict[str, Formula] = {"person.registered_region": _registered_region}
# for tables without the column
FALLBACKS: dict[str, Formula] = {
    "person.disability.exists": _present("disability.type", "disability.level", "disability.certificate_number"),
    "person.preferential.exists": _present("preferential.type"),
    "person.residence_permit.exists": _present("residence_permit.number"),
    "household.welfare.subsistence_allowance": _any_member("welfare.subsistence_allowance", "yes"),
    "household.poverty_registered": _any_member("welfare.poverty_registered", "yes"),
    "household.has_disabled_member": _any_member("disability.exists", "yes"),
    "household.has_labour_capacity": _any_member("labour_capacity", "full", "partial"),
    "area.full_name": _place(""),
    "area.village_code": _place("village", "code"),
    **{f"area.{level}": _place(level) for level in LEVELS},
}
