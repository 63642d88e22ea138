"""Certificates in words: stages, outcomes, bodies, reasons, in the language of the page or of the paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from qingzhuang.site.certificates.logic.kinds import Kind, bodies, kinds
from qingzhuang.site.certificates.logic.letters import day_words
from qingzhuang.site.certificates.logic.lists import listing_for
from qingzhuang.site.certificates.logic.used import Used
from qingzhuang.site.certificates.models import Application, Stage
from qingzhuang.site.kit.languages import ENGINES, engine_language, in_script
from qingzhuang.site.ledger import queries as ledger
from qingzhuang.vocabulary import label_in, load

PAGES = {engine: page for page, engine in ENGINES.items()}


def stage_words(stage: str) -> str:
    return {
        "claimed": _("from the phone, to be looked at"),
        "facts": _("a fact is missing or to be confirmed"),
        "waiting": _("waits for a second person"),
        "ready": _("can be issued"),
        "issued": _("issued"),
        "refused": _("no paper"),
        "ended": _("ended without a paper"),
    }.get(stage, stage)


REVOKED = ("wrong", "changed", "misused", "lost", "key", "used")


def stages_words() -> list[tuple[str, str]]:
    return [(stage.value, stage_words(stage.value)) for stage in Stage]


def title_of(one: Application, kind: Kind | None) -> str:
    """What an application asks for, in the language of the page."""
    return pair(kind.title) if kind is not None else paper_words(one.kind or one.item)


def outcome_words(outcome: str) -> str:
    return {
        "forbidden": _("must not be issued"),
        "not_needed": _("no paper is needed"),
        "unmet": _("the ledger says otherwise"),
        "verify": _("to be verified, then a second person agrees"),
        "listed": _("can be issued at once"),
    }.get(outcome, outcome)


def outcome_sign(outcome: str) -> str:
    """The class of the sign beside an outcome."""
    return {"forbidden": "is-asked", "unmet": "is-asked", "not_needed": "is-outside", "verify": "is-unsure"}.get(
        outcome, "is-answered"
    )


def fact_by_itself(name: str) -> str:
    """A fact that can be shown alone, as a sentence about the holder."""
    return {"age_over_60": _("is 60 or older"), "lives_here": _("lives in this community")}.get(name, name)


def why_revoked(reason: str) -> str:
    return {
        "wrong": _("what it says is wrong"),
        "changed": _("what it says no longer holds"),
        "misused": _("it was used for something else"),
        "lost": _("the paper was lost"),
        "key": _("the key that signed it was lost"),
        "used": _("it was good for one use"),
    }.get(reason, reason)


def fault_of_kind(code: str, what: str) -> str:
    return {
        "no_name": _("its text has no place {姓名}"),
        "empty": _("title, use and basis must all be there"),
        "too_long": _("there is no text, or too much"),
        "bounds": _("the days or the number of people are out of bounds"),
        "brackets": _("a bracket has no other one: %(what)s") % {"what": what},
    }.get(code, code)


def body_words(body: str, name: str = "") -> str:
    found = bodies().get(body)
    label = pair(found["label"]) if found else body
    return f"{name}（{label}）" if name and engine_language() != "en" else f"{name} ({label})" if name else label


def body_in(body: str, language: str) -> str:
    """The label of a body in the language of a paper."""
    label = bodies()[body]["label"]
    return label[1] if language == "en" else in_script(label[0], "zh-hant" if language == "zh-Hant" else "")


def paper_words(name: str) -> str:
    """What a kind or an item of the list is called; the name itself for a kind that an area drew."""
    kind = kinds().get(name)
    if kind is not None:
        return pair(kind.title)
    item = listing_for("").items.get(name)
    return (
        (item.english if engine_language() == "en" else in_script(item.name, translation.get_language() or "")) if item else name
    )


def bodies_words() -> list[tuple[str, str]]:
    return [(name, body_words(name)) for name in bodies()]


def pair(words: Any) -> str:
    """(Chinese, English) or a mapping of languages, in the language of the page."""
    if isinstance(words, Mapping):
        found = label_in(dict(words), engine_language())
    else:
        found = words[1] if engine_language() == "en" else words[0]
    return in_script(found, translation.get_language() or "")


def field_words(entity: str, name: str) -> str:
    """The name of a field, also of one that the ledger works out and nobody records."""
    return label_in(load().entities[entity].fields[name].label, engine_language())


def fact_words(fact: Used, language: str) -> str:
    """A value as it stands on a paper in that language; empty where nobody knows it."""
    if fact.value is None:
        return ""
    field = load().entities[fact.entity].fields[fact.field]
    if field.type == "date":
        return day_words(date.fromisoformat(str(fact.value)), language)
    with translation.override(PAGES.get(language, "zh-hans")):
        words = ledger.value_words(fact.entity, fact.field, fact.value)
    return in_script(words, "zh-hant") if language == "zh-Hant" and field.codes else words


def asked_words(kind: str, value: Any, language: str) -> str:
    """A typed value as it stands on a paper."""
    return day_words(date.fromisoformat(str(value)), language) if kind == "date" and value else str(value or "")
