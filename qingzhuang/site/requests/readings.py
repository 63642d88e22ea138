"""Readings of a request's form that are not sure: what may be chosen, in words, and what was settled already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from qingzhuang.formfill.as_json import answer_file, from_json
from qingzhuang.formfill.memory import TYPED
from qingzhuang.formfill.settle import Settled as Chosen
from qingzhuang.formfill.settle import Unsure, is_whom, settle, unsure_of
from qingzhuang.site.reports import queries as reports
from qingzhuang.site.requests.models import Request, Settled
from qingzhuang.site.requests.wording import CHOICES

MEANS, ASK, LEAVE = Settled.Choice.MEANS.value, Settled.Choice.ASK.value, Settled.Choice.LEAVE.value


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading to settle, and the row that settled it, if any; what was left to each community counts as not settled."""

    unsure: Unsure
    settled: Settled | None

    @property
    def is_open(self) -> bool:
        return self.settled is None or self.settled.choice == LEAVE

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What may be chosen: (choice, concept), the reading that is filled first; people are not asked whom a list is about."""
        means = [(MEANS, concept) for concept in self.unsure.readings]
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
