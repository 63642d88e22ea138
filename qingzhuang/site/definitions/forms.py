"""What may be typed on the pages of definitions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qingzhuang.site.kit.languages import in_script

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class CompareForm(forms.Form):
    """Which two versions, where, and for a report of which day."""

    a = forms.ChoiceField(label=_("First definition"))
    b = forms.ChoiceField(label=_("Second definition"))
    area = forms.ChoiceField(label=_("For area"))
    day = forms.DateField(label=_("Day of the report"), widget=DAY)

    def __init__(self, *args: Any, areas: list[Any], choices: list[Any], language: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["a"].choices = self.fields["b"].choices = choices  # type: ignore[attr-defined]
        self.fields["area"].choices = [(area.code, in_script(area.name, language)) for area in areas]  # type: ignore[attr-defined]
