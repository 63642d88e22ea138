"""The address of a figure: question, day, period, and the day to compare with."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qingzhuang.tally import QuestionError
from qingzhuang.tally.question import Aggregate, Count, CountDistinct, Listing, Percent, Question
from qingzhuang.tally.syntax import parse

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class FigureForm(forms.Form):
    """What a figure asks; a list is explained as the number of those on it."""

    question = forms.CharField(max_length=4000)
    day = forms.DateField()
    first = forms.DateField(required=False)
    last = forms.DateField(required=False)
    since = forms.DateField(label=_("Compared with the day"), widget=DAY, required=False)

    def clean_question(self) -> Question:
        try:
            found = parse(self.cleaned_data["question"])
        except (QuestionError, RecursionError) as error:
            raise forms.ValidationError("no question") from error
        if isinstance(found, Listing):
            return Count(found.entity, found.where)
        if not isinstance(found, (Count, CountDistinct, Aggregate, Percent)):
            raise forms.ValidationError("no figure")
        return found

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = said.get("first"), said.get("last")
        said["period"] = (first, last) if first and last and first <= last else None
        if said.get("day") and not said.get("since"):
            said["since"] = a_month_before(said["day"])
        return said


def a_month_before(day: date) -> date:
    """The last day of the month before.

    >>> a_month_before(date(2026, 11, 28))
    datetime.date(2026, 10, 31)
    """
    return day.replace(day=1) - timedelta(days=1) if day.replace(day=1) > date.min else day
