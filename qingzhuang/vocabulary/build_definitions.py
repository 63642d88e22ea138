"""From plain documents to definitions, bandings and rates; a fault is named with its definition."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from itertools import pairwise
from typing import Any, TypeVar

from qingzhuang.vocabulary.definition import Band, Banding, Border, DayRule, Definition, Period
from qingzhuang.vocabulary.errors import VocabularyError
from qingzhuang.vocabulary.rate import EVENTS, Rate, RateBand, RateTable, Stop

KEYS = frozenset((
    "name", "version", "words", "entity", "condition", "source", "note", "default", "text", "day", "period", "bands", "clause",
    "since", "until", "place", "once",
))  # fmt: skip
PRINTED = re.compile(r"(?P<op><=|>=|<|>)?(?P<low>\d+)(?:-(?P<high>\d+))?(?P<more>\+)?")
E = TypeVar("E", bound=Enum)


def definitions(bodies: Iterable[Mapping[str, Any]], bandings: Iterable[Banding]) -> tuple[Definition, ...]:
    """All definitions, checked against each other: one default a name, each version once, bands that exist."""
    made = tuple(_definition(body) for body in bodies)
    _distinct([definition.key for definition in made])
    defaults = Counter(definition.name for definition in made if definition.default)
    for name in dict.fromkeys(definition.name for definition in made):
        if defaults[name] != 1:
            raise VocabularyError(f"definition {name}: one version must be the default, found {defaults[name]}")
    known = {banding.key for banding in bandings}
    for definition in made:
        if definition.bands and definition.bands not in known:
            raise VocabularyError(f"definition {definition.key}: there are no bands {definition.bands!r}")
    return made


def _definition(body: Mapping[str, Any]) -> Definition:
    where = f"definition {body.get('name')}"
    if unknown := set(body) - KEYS:
        raise VocabularyError(f"{where}: unknown {', '.join(sorted(unknown))}")
    since, until = _day(body.get("since"), where), _day(body.get("until"), where)
    if since and until and since > until:
        raise VocabularyError(f"{where}: it ends before it begins")
    text = body.get("text", ())
    if text and len(text) != 2:
        raise VocabularyError(f"{where}: text must be [Chinese, English], found {text!r}")
    return Definition(
        name=body["name"],
        version=str(body.get("version", "1")),
        words=tuple(body["words"]),
        entity=body.get("entity", "person"),
        condition=body["condition"],
        source=body.get("source", ""),
        note=body.get("note", ""),
        default=body.get("default", True),
        text=(("zh-Hans", str(text[0])), ("en", str(text[1]))) if text else (),
        day=_one_of(DayRule, body.get("day", "report_day"), where),
        period=_one_of(Period, body.get("period", ""), where),
        bands=body.get("bands", ""),
        clause=body.get("clause", ""),
        since=since,
        until=until,
        place=_place(body, where),
        once=bool(body.get("once", False)),
    )


def bandings(bodies: Iterable[Mapping[str, Any]]) -> tuple[Banding, ...]:
    """All bandings; borders that two bands name need a rule, others may have none."""
    made = []
    for body in bodies:
        where = f"bands {body.get('name')}"
        printed = tuple(_band(str(text), where) for text in body["bands"])
        border = _one_of(Border, body.get("border", ""), where)
        banding = Banding(
            body["name"],
            str(body.get("version", "1")),
            tuple(body["words"]),
            printed,
            border,
            body["source"],
            body.get("note", ""),
        )
        if bool(banding.shared) != bool(border.value):
            raise VocabularyError(f"{where}: a border rule belongs to bands that share an age, and only to them")
        made.append(banding)
    _distinct([banding.key for banding in made])
    return tuple(made)


def _band(text: str, where: str) -> Band:
    """`<14`, `<=35`, `36-45`, `60+`, `>=60`."""
    match = PRINTED.fullmatch(text)
    if match is None or (match["op"] and (match["high"] or match["more"])):
        raise VocabularyError(f"{where}: {text!r} is no band; expected one like <14, <=35, 36-45 or 60+")
    number, op = int(match["low"]), match["op"]
    if op in ("<", "<="):
        return Band(text, None, number - (op == "<"))
    if op or match["more"]:
        return Band(text, number + (op == ">"), None)
    if match["high"] is None or int(match["high"]) < number:
        raise VocabularyError(f"{where}: {text!r} is no band; expected one like <14, <=35, 36-45 or 60+")
    return Band(text, number, int(match["high"]))


def rates(bodies: Iterable[Mapping[str, Any]]) -> tuple[Rate, ...]:
    """All allowances with their amounts."""
    made = tuple(_rate(body) for body in bodies)
    _distinct([rate.key for rate in made])
    return made


def _rate(body: Mapping[str, Any]) -> Rate:
    where = f"rate {body.get('name')}"
    stops = tuple(Stop(event, int(months)) for event, months in body.get("stops", {}).items())
    if lost := {stop.event for stop in stops} - set(EVENTS):
        raise VocabularyError(f"{where}: nothing is known of {', '.join(sorted(lost))}; known: {', '.join(EVENTS)}")
    return Rate(
        name=body["name"],
        version=str(body.get("version", "1")),
        words=tuple(body["words"]),
        tables=tuple(_table(table, where) for table in body["tables"]),
        stops=stops,
        source=body["source"],
        clause=body.get("clause", ""),
        note=body.get("note", ""),
        day=_one_of(DayRule, body.get("day", "report_day"), where),
        place=_place(body, where),
        default=body.get("default", False),
    )


def _table(body: Mapping[str, Any], where: str) -> RateTable:
    if body.get("per") not in ("month", "year"):
        raise VocabularyError(f"{where}: per must be month or year, found {body.get('per')!r}")
    bands = []
    for text, amount in body["amounts"].items():
        band = _band(str(text), where)
        if band.low is None:
            raise VocabularyError(f"{where}: {text!r} has no lower end")
        bands.append(RateBand(band.low, band.high, int(amount)))
    for below, above in pairwise(bands):
        if below.high is None or below.high >= above.low:
            raise VocabularyError(f"{where}: {below.low} and {above.low} overlap; an age has one amount")
    return RateTable(body["per"], tuple(bands), _day(body.get("since"), where), _day(body.get("until"), where))


# ---------------------------------------------------------------- values
def _one_of(kind: type[E], value: object, where: str) -> E:
    try:
        return kind(value)
    except ValueError as error:
        known = ", ".join(repr(one.value) for one in kind)
        raise VocabularyError(f"{where}: {value!r} is no {kind.__name__}; known: {known}") from error


def _day(value: object, where: str) -> date | None:
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise VocabularyError(f"{where}: {value!r} is no day; expected one like 2025-12-31") from error


def _place(body: Mapping[str, Any], where: str) -> str:
    place = str(body.get("place", ""))
    if place and not place.isdigit():
        raise VocabularyError(f"{where}: place {place!r} is no division code")
    return place


def _distinct(keys: Iterable[str]) -> None:
    twice = [key for key, count in Counter(keys).items() if count > 1]
    if twice:
        raise VocabularyError(f"{', '.join(twice)} is there twice")
