"""What may be typed on the pages of imports."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qingzhuang.site.kit.languages import in_script

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class Files(forms.FileInput):
    """A field of several files; its value is their list."""

    allow_multiple_selected = True


class DayForm(forms.Form):
    """The day of which a list is."""

    day = forms.DateField(label=_("The list is of"), widget=DAY)


class BringForm(forms.Form):
    """Lists that come in. The file field stands last, so that the token is read before large files."""

    area = forms.ChoiceField(label=_("For area"), required=False)
    day = forms.DateField(label=_("The lists are of"), required=False, widget=DAY)
    file = forms.Field(label=_("Lists"), required=False, widget=Files(attrs={"multiple": True}))

    def __init__(self, *args: Any, areas: list[Any], language: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [(area.code, in_script(area.name, language)) for area in areas]  # type: ignore[attr-defined]


class DecisionForm(forms.Form):
    """One word about a column, a kind of problem, or a row."""

    kind = forms.ChoiceField(choices=[(kind, kind) for kind in ("column", "codes", "problem", "who", "value")])
    subject = forms.CharField(max_length=120)
    value = forms.CharField(required=False, max_length=300)
