"""What may be typed on the pages of forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qingzhuang.site.kit.languages import in_script
from qingzhuang.site.reports.logic import Verb

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ScopeForm(forms.Form):
    """For which area and day a form is filled."""

    area = forms.ChoiceField(label=_("For area"))
    as_of = forms.DateField(label=_("As of"), widget=DAY)
    todays_facts = forms.BooleanField(label=_("With the facts of today, ages of that day"), required=False)
    period_from = forms.DateField(label=_("Figures from"), required=False, widget=DAY)
    period_to = forms.DateField(label=_("Figures to"), required=False, widget=DAY)

    def __init__(self, *args: Any, areas: list[Any], language: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [(area.code, in_script(area.name, language)) for area in areas]  # type: ignore[attr-defined]


class UploadForm(ScopeForm):
    """A form that comes in. The file field stands last, so that the token is read before a large file."""

    area = forms.ChoiceField(label=_("For area"), required=False)
    as_of = forms.DateField(label=_("As of"), required=False, widget=DAY)
    file = forms.FileField(label=_("Form"), allow_empty_file=True)


class DecisionForm(forms.Form):
    """One answer about one blank."""

    blank = forms.IntegerField(min_value=0)
    verb = forms.ChoiceField(choices=[(verb.value, verb.value) for verb in Verb])
    concept = forms.CharField(required=False, max_length=500)
    typed = forms.CharField(required=False, max_length=2000)
