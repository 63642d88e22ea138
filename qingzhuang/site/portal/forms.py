"""What may be typed without an account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qingzhuang.site.accounts.queries import Area
from qingzhuang.site.certificates.actions import Claim
from qingzhuang.site.kit.languages import engine_language


class CheckForm(forms.Form):
    """The text of a code, a number with its code, or the file itself."""

    text = forms.CharField(
        label=_("What the code says, or the number and the eight signs beside it"), required=False, max_length=4000
    )
    file = forms.FileField(label=_("or the PDF file"), required=False)


class ApplyForm(forms.Form):
    """Who asks, for which paper; consent is ticked."""

    what = forms.CharField(widget=forms.HiddenInput, max_length=60)
    body = forms.CharField(widget=forms.HiddenInput, max_length=20)
    name = forms.CharField(label=_("Name of whom the paper is about"), max_length=60)
    id_number = forms.CharField(label=_("ID number"), max_length=18, min_length=15)
    body_name = forms.CharField(label=_("Name of the bank, school or office, if known"), required=False, max_length=80)
    use = forms.CharField(label=_("What for"), required=False, max_length=120)
    proxy = forms.CharField(label=_("Your own name, if you ask for somebody else"), required=False, max_length=60)
    phone = forms.CharField(label=_("Your telephone, if you ask for somebody else"), required=False, max_length=20)
    consent = forms.BooleanField(
        label=_("I agree that the community looks up what the paper needs. If I ask for somebody else, that person agrees too.")
    )

    def __init__(self, *args: Any, area: Area, asked: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.area = area
        for name in ("what", "body"):
            self.fields[name].initial = asked.get(name, "")

    @property
    def claim(self) -> Claim:
        return Claim(**self.cleaned_data, language=engine_language())
