"""What may be typed on the pages of publishing."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
KEEPS = (("name", _("Names stay in full")), ("address", _("Addresses stay in full")), ("small", _("Small figures stay")))


class FileForm(forms.Form):
    """A file to be looked through; where and until when it is published. The file stands last, after the token."""

    place = forms.CharField(label=_("Where it is published"), max_length=200, required=False)
    take_down = forms.DateField(label=_("Taken down on"), required=False, widget=DAY)
    keep = forms.MultipleChoiceField(label=_("In the copy"), choices=KEEPS, required=False, widget=forms.CheckboxSelectMultiple)
    file = forms.FileField(label=_("File"), allow_empty_file=True)
