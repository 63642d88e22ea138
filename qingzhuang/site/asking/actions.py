"""Asking: the words read, answered from the facts of an area, and a line written in the log."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import get_language

from qingzhuang.formfill.ask import ask as read
from qingzhuang.formfill.ask import places_in, reply
from qingzhuang.site.accounts.queries import Actor, Area
from qingzhuang.site.asking import errors, logic, rights
from qingzhuang.site.asking.logic import Found
from qingzhuang.site.asking.queries import At
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.definitions import queries as definitions
from qingzhuang.site.warehouse import queries as warehouse
from qingzhuang.tally import Scope
from qingzhuang.vocabulary import fold

MOST_ROWS = 200


def ask(actor: Actor, *, words: str, area: Area, day: date, chosen: Mapping[str, str]) -> Found:
    """The answer to words about an area on a day; raises Refusal for a meaning that was not offered.

    Whoever may not see people gets numbers only, and no small ones.
    """
    rights.check(actor, "ask", At(area))
    people = rights.may(actor, "people", At(area))
    facts = warehouse.dataset_for(actor, area.code)
    scope = Scope(area.code, day)
    places = places_in(facts, scope)
    versions = definitions.chosen_in(area)
    asking = read(words, day, vocabulary=facts.vocabulary, places=places, versions=versions)
    if chosen:
        offered = {fold(piece.text): {"", *(choice.population for choice in piece.choices)} for piece in asking.pieces}
        for word, meaning in chosen.items():
            if meaning not in offered.get(fold(word), ()):
                raise errors.not_offered(word[:20])
        asking = read(words, day, vocabulary=facts.vocabulary, places=places, chosen=chosen, versions=versions)
    if asking.question is None:
        return logic.found(asking, None, facts.vocabulary, get_language() or "", people)
    if asking.day is not None and asking.day != day:
        facts = warehouse.dataset_for(actor, area.code, day=asking.day)
    answer = reply(asking, facts, scope, MOST_ROWS if people else 0)
    found = logic.found(asking, answer, facts.vocabulary, get_language() or "", people)
    listed = asking.wants == "list" and people
    audit.record(
        actor.person, deed="question.listed" if listed else "question.answered", area=area.code,
        **({"count": len(found.rows)} if listed else {}),
    )  # fmt: skip
    return found
