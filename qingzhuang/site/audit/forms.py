"""Which lines of the log to show."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qingzhuang.site.audit import deeds
from qingzhuang.site.audit.queries import Asked


class AskForm(forms.Form):
    begins = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    ends = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    who = forms.CharField(label=_("Account"), max_length=40, required=False)
    deed = forms.ChoiceField(label=_("What"), required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        words = sorted((deeds.in_short(name), name) for name in deeds.all_deeds())
        self.fields["deed"].choices = [("", _("everything"))] + [(name, told) for told, name in words]  # type: ignore[attr-defined]

    def asked(self) -> Asked:
        """What was asked; a field that says nothing sensible is left out."""
        self.is_valid()
        told = self.cleaned_data
        return Asked(told.get("begins"), told.get("ends"), told.get("who", "").strip(), told.get("deed", ""))
