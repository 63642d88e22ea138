"""Facts in the reader's words: names of fields, values, sources, groups of fields on a record's page."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from qingzhuang.site.ledger.logic.own import is_own
from qingzhuang.site.ledger.logic.sources import MERGED_INTO, STATE, Source, State
from qingzhuang.site.ledger.logic.values import UnknownField, field_of
from qingzhuang.vocabulary import label_in, load

ENGINE_LANGUAGE = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant", "en": "en"}
WHERE = (
    "address",
    "residence",
    "registered",
    "region",
    "hukou",
    "area",
    "dwelling",
    "building",
    "estate",
    "grid",
    "move",
    "room",
)
FAMILY = (
    "household",
    "head",
    "member",
    "relation",
    "marital",
    "marriage",
    "father",
    "mother",
    "spouse",
    "guardian",
    "contact",
    "child",
    "grand",
    "lives_",
    "solitary",
    "empty_nest",
    "left_behind",
    "only_child",
    "single_parent",
    "orphan",
    "parents_",
    "children_",
)
HELP = ("welfare", "disability", "health", "illness", "chronic", "insurance", "bank", "preferential", "allowance", "income", "expense",
        "poverty", "self_care", "labour", "social_security", "wage")  # fmt: skip
WORK = ("school", "education", "degree", "major", "student", "graduat", "employ", "occupation", "industry", "job", "work", "career",
        "party", "political", "military", "retire", "migrant", "training", "technical", "unit_", "boards")  # fmt: skip


def language() -> str:
    return ENGINE_LANGUAGE.get(get_language() or "", "zh-Hans")


def label_of(entity: str, name: str) -> str:
    """The name of a field, of a relation, or of what every record has."""
    if name == STATE:
        return _("State")
    if name == MERGED_INTO:
        return _("Same as")
    words = load()
    if name == "area":
        return _("Community")
    if name in words.entities[entity].roles:
        return label_in(words.entities[entity].roles[name].label, language())
    try:
        return label_in(field_of(entity, name).label, language())
    except UnknownField:
        return name


def value_words(entity: str, name: str, value: Any) -> str:
    """A stored value as it is said: codes by their words, yes and no, days."""
    if value is None:
        return _("unknown")
    if name == STATE:
        return state_words(str(value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    try:
        codes = field_of(entity, name).codes
    except UnknownField:
        codes = None
    if codes is not None:
        named = value if isinstance(value, list) else [value]
        known = {one.name: one for one in codes.values}
        return "、".join(label_in(known[one].label, language()) if one in known else str(one) for one in named)
    return "、".join(str(one) for one in value) if isinstance(value, list) else str(value)


def entity_words(entity: str) -> str:
    return label_in(load().entities[entity].label, language())


def state_words(state: str) -> str:
    return {
        State.PRESENT.value: _("present"),
        State.MOVED_OUT.value: _("moved out"),
        State.DEAD.value: _("deceased"),
        State.ENDED.value: _("ended"),
        State.MERGED.value: _("merged into another record"),
    }.get(state, state)


def source_words(source: str) -> str:
    return {
        Source.ENTRY.value: _("typed in"),
        Source.IMPORT.value: _("imported roster"),
        Source.VISIT.value: _("visit"),
        Source.RESIDENT.value: _("told by the resident"),
        Source.DOCUMENT.value: _("document shown"),
        Source.DEPARTMENT.value: _("returned by a department"),
        Source.EVENT.value: _("life event"),
        Source.DECISION.value: _("decided between two values"),
        Source.UNDO.value: _("taken back"),
        Source.SHRED.value: _("values taken out"),
    }.get(source, source)


def ground_words(ground: str) -> str:
    return {"time": _("the time for keeping them is over"), "request": _("a lawful request")}.get(ground, ground)


def purpose_words(purpose: str) -> str:
    return {
        "service": _("a matter of the resident"),
        "check": _("checking the ledger"),
        "visit": _("a visit or a call"),
        "safety": _("danger or an emergency"),
    }.get(purpose, purpose)


def amiss_words(code: str) -> str:
    """What is amiss with a facility."""
    told = {
        "no_lifebuoy": _("no lifebuoy"),
        "no_warning_sign": _("no warning sign"),
        "extinguisher_old": _("fire extinguisher out of date"),
    }
    return told.get(code) or value_words("facility", "condition", code)


def group_of(name: str) -> int:
    """The place of a field's group on the page: who, where, family, work and school, help and health, what we ask besides."""
    if is_own(name):
        return 5
    for place, beginnings in ((1, WHERE), (2, FAMILY), (4, HELP), (3, WORK)):
        if any(name.startswith(word) or f".{word}" in name for word in beginnings):
            return place
    return 0


def group_words(place: int) -> str:
    return (_("Who"), _("Where"), _("Family"), _("Work and school"), _("Help and health"), _("Fields of our own"))[place]


@lru_cache(maxsize=32)
def order_of(entity: str) -> dict[str, int]:
    """Field → its place in the vocabulary."""
    return {name: place for place, name in enumerate(load().entities[entity].fields)}


def age_on(born: date | None, day: date) -> int | None:
    """Full years on a day."""
    return None if born is None else day.year - born.year - ((day.month, day.day) < (born.month, born.day))
