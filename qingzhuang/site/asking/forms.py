"""What may be typed on the page of questions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qingzhuang.site.kit.languages import in_script

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AskForm(forms.Form):
    """The words, where, and on which day; `mean` is repeated, each `word=meaning`."""

    q = forms.CharField(label=_("Question"), max_length=200)
    area = forms.ChoiceField(label=_("For area"), required=False)
    day = forms.DateField(label=_("Day"), widget=DAY, required=False)

    def __init__(self, *args: Any, areas: list[Any], language: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [(area.code, in_script(area.name, language)) for area in areas]  # type: ignore[attr-defined]


class KeepForm(AskForm):
    """The same question, and what one of its words means; without a meaning what was kept is taken back."""

    word = forms.CharField(max_length=60)
    meaning = forms.CharField(max_length=300, required=False)


def chosen_in(said: list[str]) -> dict[str, str]:
    """The meanings picked for words, from `word=meaning` as often as there are.

    >>> chosen_in(["独居老人=person where lives_alone", "的"])
    {'独居老人': 'person where lives_alone'}
    """
    pairs = (text.partition("=") for text in said[:20])
    return {word: meaning for word, sign, meaning in pairs if sign and word}
