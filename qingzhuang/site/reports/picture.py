"""Which day's picture of the ledger a form is filled from, and how many people are in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qingzhuang.formfill.answer.filling import Filling, Finding
from qingzhuang.site.accounts import queries as accounts
from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.reports.models import Review
from qingzhuang.site.warehouse import queries as warehouse
from qingzhuang.tally import Dataset, Scope, answer
from qingzhuang.tally.question import Count


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """The facts a form is filled from. `day` is the day they are of; None where a folder of facts knows no days.

    `people` are those in it, `people_today` those in today's. `missing` says that the ledger knew nobody on the day of the
    form, so that today's facts stand in.
    """

    dataset: Dataset
    day: date | None
    people: int = 0
    people_today: int = 0
    missing: bool = False

    @property
    def of_today(self) -> bool:
        return self.day == timezone.localdate()


def picture_for(actor: Actor, review: Review) -> Picture:
    """The picture of the form's day; today's where somebody asked for it, or where nobody is known of that day."""
    accounts.area_for(actor, review.filled_for.code)
    return picture_of(review)


def picture_of(review: Review) -> Picture:
    """The same for whoever has made sure that the form's area may be read."""
    code, today = review.filled_for.code, timezone.localdate()
    now = warehouse.dataset_of_area(review.filled_for)
    if not warehouse.keeps_days(review.filled_for):
        return Picture(now, None)
    people = _people(now, code, today)
    if review.todays_facts or review.as_of == today:
        return Picture(now, today, people, people)
    then = warehouse.dataset_of_area(review.filled_for, day=review.as_of)
    found = _people(then, code, review.as_of)
    if people and not found:
        return Picture(now, today, people, people, missing=True)
    return Picture(then, review.as_of, found, people)


def _people(dataset: Dataset, code: str, day: date) -> int:
    found = answer(Count("person"), dataset, Scope(code, day)).value if dataset.holds("person") else 0
    return found if isinstance(found, int) else 0


def in_words(picture: Picture, review: Review) -> str:
    """The line under the title: whose picture it is and how many are in it."""
    if picture.day is None:
        return _("Facts from a folder: one picture, whatever the day")
    told = ngettext("Facts as they were on %(day)s: %(count)d person", "Facts as they were on %(day)s: %(count)d people", picture.people) % {
        "day": picture.day.isoformat(), "count": picture.people,
    }  # fmt: skip
    if picture.of_today:
        return (
            told
            if review.as_of == picture.day
            else _("%(told)s; ages of %(day)s") % {"told": told, "day": review.as_of.isoformat()}
        )
    return _("%(told)s; today %(count)d") % {"told": told, "count": picture.people_today}


def with_finding(filling: Filling, picture: Picture, review: Review) -> Filling:
    """The filling with a line for whoever signs, where today's facts stand in for those of the day."""
    if not picture.missing:
        return filling
    day = date_format(review.as_of, "Y-m-d")
    sentence = _("Of %(day)s the ledger knows nobody yet; the form is filled with the facts of today, ages as of %(day)s.") % {
        "day": day
    }
    return replace(filling, findings=(*filling.findings, Finding("picture", review.title, sentence)))
