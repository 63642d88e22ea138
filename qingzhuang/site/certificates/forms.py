"""What may be typed about certificates."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from qingzhuang.site.certificates import wording
from qingzhuang.site.certificates.actions import Drawn, Wish
from qingzhuang.site.certificates.queries import Asked
from qingzhuang.site.kit.requests import Request

LANGUAGES = (("zh-Hans", "简体中文"), ("zh-Hant", "繁體中文"), ("en", "English"))
SAID = "said-"  # begins the name of what a kind asks
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class WishForm(forms.Form):
    """For which body and use, in which language."""

    body = forms.ChoiceField(label=_("Who asks for it"))
    body_name = forms.CharField(label=_("Its name, if known"), required=False, max_length=80)
    use = forms.CharField(label=_("What for"), required=False, max_length=120)
    language = forms.ChoiceField(label=_("Language of the paper"), choices=LANGUAGES, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [("", _("choose")), *wording.bodies_words()]  # type: ignore[attr-defined]
        self.fields["body_name"].widget.attrs.update({"list": "body-names", "autocomplete": "off"})


def wish_of(data: Any) -> Wish:
    """What a page sent, as the actions take it; they refuse what does not fit."""
    said = {name.removeprefix(SAID): value for name, value in data.items() if name.startswith(SAID)}
    return Wish(
        what=data.get("what", "")[:60], body=data.get("body", "")[:20], body_name=data.get("body_name", ""),
        use=data.get("use", ""), language=data.get("language", "zh-Hans"), said=said, verified="verified" in data,
        confirmed=tuple(data.getlist("confirmed")),
    )  # fmt: skip


def key_of(text: str) -> UUID | None:
    """The key that was drawn with the page; None for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return None


class NarrowForm(forms.Form):
    """Which lines of the register."""

    begins = forms.DateField(label=_("from"), required=False, widget=DAY)
    ends = forms.DateField(label=_("until"), required=False, widget=DAY)
    body = forms.ChoiceField(label=_("Who asks for it"), required=False)
    stage = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [("", _("all")), *wording.bodies_words()]  # type: ignore[attr-defined]
        self.fields["stage"].choices = [("", _("all")), *wording.stages_words()]  # type: ignore[attr-defined]


def asked_of(request: Request) -> tuple[NarrowForm, Asked]:
    """The form as it was sent, and what it asks; what cannot be is left out."""
    form = NarrowForm(request.GET)
    form.is_valid()
    said = form.cleaned_data
    kind = request.GET.get("kind", "")[:60]
    return form, Asked(said.get("begins"), said.get("ends"), said.get("body") or "", kind, said.get("stage") or "")


class BatchForm(WishForm):
    """A list of residents."""

    lines = forms.CharField(
        label=_("ID numbers or names, one a line"), widget=forms.Textarea(attrs={"rows": 8}), max_length=100_000, required=False
    )
    file = forms.FileField(label=_("or a filled list (.xlsx, .xls, .ods, .csv)"), required=False)
    field_order = ["lines", "file", "body", "body_name", "use", "language"]


class DrawForm(forms.Form):
    """A kind of one's own."""

    title = forms.CharField(label=_("Title"), max_length=40)
    use = forms.CharField(label=_("What it is for"), max_length=120)
    basis = forms.CharField(label=_("On what basis (law, list, rule of the place)"), max_length=200)
    text = forms.CharField(label=_("Text, a paragraph a line"), widget=forms.Textarea(attrs={"rows": 8}), max_length=4000)
    valid_days = forms.IntegerField(label=_("Days that it holds"), min_value=1, max_value=3650, initial=90)
    eyes = forms.TypedChoiceField(label=_("How many people look at it"), choices=((2, "2"), (1, "1")), coerce=int, initial=2)
    once = forms.BooleanField(label=_("Good for one use"), required=False)
    layout = forms.CharField(
        label=_("Page of one's own (Typst), empty for the usual letter"), required=False, max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
    )  # fmt: skip

    @property
    def drawn(self) -> Drawn:
        said = self.cleaned_data
        paragraphs = [line.strip() for line in said["text"].splitlines() if line.strip()]
        return Drawn(
            said["title"], said["use"], said["basis"], paragraphs, said["valid_days"], said["eyes"], said["once"], said["layout"]
        )
