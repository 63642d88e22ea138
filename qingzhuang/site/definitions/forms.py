"""What may be typed on the pages of definitions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qingzhuang.site.kit.languages import in_script
from qingzhuang.tally import QuestionError
from qingzhuang.tally.question import Count
from qingzhuang.tally.syntax import parse

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class CompareForm(forms.Form):
    """Which two versions, where, and for a report of which day."""

    a = forms.ChoiceField(label=_("First definition"))
    b = forms.ChoiceField(label=_("Second definition"))
    area = forms.ChoiceField(label=_("For area"))
    day = forms.DateField(label=_("Day of the report"), widget=DAY)

    question = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, areas: list[Any], choices: list[Any], language: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["a"].choices = self.fields["b"].choices = choices  # type: ignore[attr-defined]
        self.fields["area"].choices = [(area.code, in_script(area.name, language)) for area in areas]  # type: ignore[attr-defined]

    def clean_question(self) -> Count | None:
        """The question that both are compared in; what counts no records is none."""
        text = self.cleaned_data["question"]
        try:
            found = parse(text) if text else None
        except QuestionError:
            found = None
        if text and not isinstance(found, Count):
            raise forms.ValidationError(_("This question counts no records."))
        return found if isinstance(found, Count) else None
