"""What is typed to make a token, to take a file away, to bring one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from qingzhuang.site.exchange.logic.scopes import Scope
from qingzhuang.site.exchange.wording import scope_words
from qingzhuang.site.kit.languages import in_script


class TokenForm(forms.Form):
    """Which program, on whose behalf it sends, what for, how far, how long."""

    name = forms.CharField(label=_("Which program"), max_length=60)
    sender = forms.SlugField(label=_("Short name of the sender"), max_length=40)
    purpose = forms.CharField(label=_("What for"), max_length=200)
    post = forms.ChoiceField(label=_("Acts for"), required=False)
    scopes = forms.MultipleChoiceField(label=_("What it may do"), widget=forms.CheckboxSelectMultiple, required=False)
    ends = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, offered: Sequence[Scope], posts: Sequence[Any] = (), **named: Any) -> None:
        super().__init__(*args, **named)
        language = get_language() or ""
        self.fields["post"].choices = [  # type: ignore[attr-defined]
            (post.pk, f"{post.role_words} · {in_script(post.area.name, language)} · {post.person.name}") for post in posts
        ]
        self.fields["scopes"].choices = [(scope.value, scope_words(scope.value)) for scope in offered]  # type: ignore[attr-defined]
        self.fields["ends"].initial = timezone.localdate() + timedelta(days=90)


class GiveForm(forms.Form):
    """Which area, as what, and what for."""

    area = forms.ChoiceField(label=_("Area"))
    purpose = forms.CharField(label=_("What for"), max_length=200)
    kind = forms.ChoiceField(label=_("As"))

    def __init__(self, *args: Any, areas: Sequence[Any], kinds: Sequence[tuple[str, Any]], language: str, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["area"].choices = [(area.code, in_script(area.name, language)) for area in areas]  # type: ignore[attr-defined]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


class TakeForm(forms.Form):
    """A file with tables of GB/T 31000, and the community that it is about."""

    into = forms.ChoiceField(label=_("Area"))
    file = forms.FileField(label=_("File (.xlsx, .xls, .ods, .csv)"))

    def __init__(self, *args: Any, areas: Sequence[Any], language: str, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["into"].choices = [(area.code, in_script(area.name, language)) for area in areas]  # type: ignore[attr-defined]
