"""What is typed to make a token."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qingzhuang.site.exchange.logic.scopes import Scope
from qingzhuang.site.exchange.wording import scope_words


class TokenForm(forms.Form):
    """Which program, on whose behalf it sends, what for, how far, how long."""

    name = forms.CharField(label=_("Which program"), max_length=60)
    sender = forms.SlugField(label=_("Short name of the sender"), max_length=40)
    purpose = forms.CharField(label=_("What for"), max_length=200)
    scopes = forms.MultipleChoiceField(label=_("What it may do"), widget=forms.CheckboxSelectMultiple, required=False)
    ends = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, offered: Sequence[Scope], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["scopes"].choices = [(scope.value, scope_words(scope.value)) for scope in offered]  # type: ignore[attr-defined]
        self.fields["ends"].initial = timezone.localdate() + timedelta(days=90)
