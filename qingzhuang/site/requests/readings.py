"""Readings of a request's form that are not sure: what may be chosen, in words, and what was settled already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone

from qingzhuang.formfill.as_json import answer_file, from_json
from qingzhuang.formfill.memory import TYPED
from qingzhuang.formfill.settle import Settled as Chosen
from qingzhuang.formfill.settle import Unsure, is_whom, settle, unsure_of
from qingzhuang.site.ledger.queries import vocabulary_of
from qingzhuang.site.reports import queries as reports
from qingzhuang.site.requests.models import Request, Settled
from qingzhuang.site.requests.wording import CHOICES
from qingzhuang.vocabulary import Vocabulary

MEANS, ASK, LEAVE = Settled.Choice.MEANS.value, Settled.Choice.ASK.value, Settled.Choice.LEAVE.value


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading to settle, and the row that settled it, if any; what was left to each community counts as not settled. `more` are
    meanings that somebody looked for by words."""

    unsure: Unsure
    settled: Settled | None
    more: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.settled is None or self.settled.choice == LEAVE

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What may be chosen: (choice, concept), the reading that is filled first; people are not asked whom a list is about."""
        own = [self.settled.concept] if self.settled and self.settled.choice == MEANS else []
        means = [(MEANS, concept) for concept in dict.fromkeys((*self.unsure.readings, *own, *self.more))]
        return [*means, *([] if self.unsure.whom else [(ASK, "")]), (LEAVE, "")]

    @property
    def chosen(self) -> tuple[str, str]:
        """What stands now; where nothing was said yet, the reading that would be filled."""
        return (self.settled.choice, self.settled.concept) if self.settled else self.choices[0]


def readings_of(request: Request) -> list[Reading]:
    """The readings that each community would have to confirm, with what the register's area was taught; of a shortened request those
    of the blanks that are asked."""
    if request.understanding is None:
        return []
    told = reports.taught({"understanding": request.understanding, "fingerprint": request.fingerprint}, request.area)
    settled = {one.key: one for one in settled_of(request)}
    found = unsure_of(from_json(told["understanding"]))
    return [Reading(one, settled.get(one.key)) for one in found if not request.only or one.whom or one.blank in request.only]


def with_found(readings: Iterable[Reading], request: Request, key: str, words: str) -> list[Reading]:
    """The readings, and for the one with a key further meanings that some words may have, in the vocabulary of the register's area."""
    vocabulary = vocabulary_of(request.area) if words.strip() else None
    return [
        replace(one, more=tuple(_found(one.unsure, words, vocabulary))) if vocabulary and one.unsure.key == key else one
        for one in readings
    ]


def _found(unsure: Unsure, words: str, vocabulary: Vocabulary) -> list[str]:
    if unsure.whom:
        return reports.people_meant(words, unsure.readings[0].partition(" ")[0] or "person", vocabulary)
    return reports.meanings_of(words, "(" in unsure.readings[0], vocabulary)


def is_reading(one: Reading, choice: str, concept: str) -> bool:
    """Whether somebody may choose that: what is offered, and whatever else the vocabulary knows."""
    if (choice, concept) in one.choices:
        return True
    known = reports.is_population if one.unsure.whom else reports.is_meaning
    return choice == MEANS and known(concept)


def settled_of(request: Request) -> list[Settled]:
    """What counts of what was settled for this form in this register, the last word about each blank."""
    if not request.fingerprint:
        return []
    rows = Settled.objects.filter(request__area=request.area_id, request__fingerprint=request.fingerprint)
    return list({one.key: one for one in rows.select_related("made_by__area", "made_by__person")}.values())


def with_settled(understanding: dict[str, Any], settled: Iterable[Settled]) -> dict[str, Any]:
    """A form as it is kept, with these readings sure; why names who settled them and when, as the form's other reasons in Chinese."""
    chosen = {one.key: Chosen(TYPED if one.choice == ASK else one.concept, _why(one)) for one in settled if one.choice != LEAVE}
    if not chosen:
        return understanding
    form = from_json(understanding)
    return answer_file(settle(form, chosen))


def words_of(choice: str, concept: str, language: str, *, whom: bool) -> str:
    """What was chosen, or may be, for whoever reads the page."""
    if choice != MEANS:
        return str(CHOICES[choice])
    return reports.population_in_words(concept, language) if whom else reports.concept_in_words(concept, language)


def settled_words(one: Settled, language: str) -> str:
    """The same of what was settled."""
    return words_of(one.choice, one.concept, language, whom=is_whom(one.key))


def _why(one: Settled) -> str:
    day = timezone.localdate(one.made_at)
    what = "由各社区问清楚填写" if one.choice == ASK else "是这个意思"
    return f"{one.made_by.area.name} {day.isoformat()} 统一定了：{what}"
