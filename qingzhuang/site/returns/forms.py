"""What people type about returns: a reason, a cell, which communities answer now, a file to verify."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from qingzhuang.site.kit.languages import in_script


class ReasonForm(forms.Form):
    """Why; what it is about is optional."""

    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)
    subject = forms.CharField(max_length=64, required=False)
    cell = forms.CharField(label=_("Cell"), max_length=20, required=False)
    stamp = forms.CharField(max_length=64, required=False)


class RegroupForm(forms.Form):
    """Which community is gone, and which answer for its people now."""

    gone = forms.ChoiceField(label=_("Community that is no more"), required=False)
    into = forms.MultipleChoiceField(label=_("Communities that answer for its people"), required=False)
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)

    def __init__(self, *args: Any, gone: Sequence[Any], into: Sequence[Any], **named: Any) -> None:
        super().__init__(*args, **named)
        language = get_language() or ""
        self.fields["gone"].choices = [("", "—"), *((one.code, in_script(one.name, language)) for one in gone)]  # type: ignore[attr-defined]
        self.fields["into"].choices = [(one.code, in_script(one.name, language)) for one in into]  # type: ignore[attr-defined]


class VerifyForm(forms.Form):
    """A file, and the manifest that came beside it."""

    file = forms.FileField(label=_("The file"))
    manifest = forms.FileField(label=_("The manifest beside it, if there is one"), required=False)
