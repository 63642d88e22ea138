"""Asking: the words read, answered from the facts of an area, and a line written in the log."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.conf import settings
from django.utils.translation import get_language

from qingzhuang.formfill.ask import Asking, places_in, reply, settled
from qingzhuang.formfill.ask import ask as read
from qingzhuang.formfill.spoken import names_nobody
from qingzhuang.site.accounts.queries import Actor, Area
from qingzhuang.site.asking import errors, logic, rights
from qingzhuang.site.asking.logic import Found
from qingzhuang.site.asking.queries import At
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.definitions import actions as definitions_actions
from qingzhuang.site.definitions import queries as definitions
from qingzhuang.site.warehouse import queries as warehouse
from qingzhuang.tally import Scope
from qingzhuang.vocabulary import Vocabulary, fold

MOST_ROWS = 200


def ask(actor: Actor, *, words: str, area: Area, day: date, chosen: Mapping[str, str]) -> Found:
    """The answer to words about an area on a day; raises Refusal for a meaning that was not offered.

    Whoever may not see people gets numbers only, and no small ones. Words are read as the actor's office chose before, in a question or
    on a form; `chosen` are the meanings picked for this question alone.
    """
    rights.check(actor, "ask", At(area))
    people = rights.may(actor, "people", At(area))
    facts = warehouse.dataset_for(actor, area.code)
    scope = Scope(area.code, day)
    places = places_in(facts, scope)
    office = definitions.office_words(actor.area)
    told = {
        "vocabulary": facts.vocabulary, "places": places, "versions": definitions.chosen_in(area),
        "office": {word: one.population for word, one in office.items()}, "on_forms": _on_forms(actor.area, facts.vocabulary),
    }  # fmt: skip
    asking = read(words, day, **told)
    if chosen:
        _check_offered(asking, chosen)
        asking = read(words, day, chosen=chosen, **told)
    page = {"vocabulary": facts.vocabulary, "language": get_language() or "", "people": people, "office": office,
            "smallest": 0 if people else settings.SMALLEST_COUNT}  # fmt: skip
    if asking.question is None:
        return logic.found(asking, None, **page)
    if asking.day is not None and asking.day != day:
        facts = warehouse.dataset_for(actor, area.code, day=asking.day)
    answer = reply(asking, facts, scope, MOST_ROWS if people else 0)
    asking = settled(asking, answer)
    found = logic.found(asking, answer, **page)
    listed = asking.wants == "list" and people
    audit.record(
        actor.person, deed="question.listed" if listed else "question.answered", area=area.code,
        **({"count": len(found.rows)} if listed else {}),
    )  # fmt: skip
    return found


def keep(actor: Actor, *, words: str, area: Area, day: date, word: str, meaning: str) -> None:
    """Choose for the actor's office what a word of a question means; raises Refusal for a meaning that was not offered."""
    rights.check(actor, "ask", At(area))
    facts = warehouse.dataset_for(actor, area.code)
    places = places_in(facts, Scope(area.code, day))
    asking = read(words, day, vocabulary=facts.vocabulary, places=places)
    if not meaning:
        raise errors.not_offered(word[:20])
    _check_offered(asking, {word: meaning})
    definitions_actions.keep_meaning(actor, word=word, population=meaning)


def forget(actor: Actor, *, word: str) -> None:
    """Take back what the actor's office chose for a word."""
    rights.check(actor, "ask", At(actor.area))
    definitions_actions.forget_meaning(actor, word=word)


def _check_offered(asking: Asking, chosen: Mapping[str, str]) -> None:
    offered = {fold(piece.text): {"", *(choice.population for choice in piece.choices)} for piece in asking.pieces}
    for word, meaning in chosen.items():
        if meaning not in offered.get(fold(word), ()):
            raise errors.not_offered(word[:20])


def _on_forms(office: Area, vocabulary: Vocabulary) -> dict[str, str]:
    """What words mean on the forms of an office; none that would name somebody by name, number or day."""
    return {word: said for word, said in definitions.words_said(office).items() if names_nobody(said, vocabulary)}
