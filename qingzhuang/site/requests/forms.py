"""What may be typed on the pages of requests."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qingzhuang.site.kit.languages import in_script
from qingzhuang.site.requests.actions import Told
from qingzhuang.site.requests.logic import Verdict
from qingzhuang.site.requests.readings import Reading, words_of
from qingzhuang.site.requests.wording import FREQUENCIES, TONES, VERDICTS

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


def words_field(label: Any, most: int, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=most, **more)


class RegisterForm(forms.Form):
    """One demand: a form, a message or a list of fields. The file field stands last, so that the token is read before a large file."""

    message = words_field(_("Message"), 20_000, widget=forms.Textarea(attrs={"rows": 5}))
    fields = words_field(_("Fields"), 5_000, widget=forms.Textarea(attrs={"rows": 5}))  # type: ignore[assignment]
    title = words_field(_("Title"), 300)
    asker = words_field(_("Asked by"), 120)
    emergency = forms.BooleanField(label=_("Emergency: goes out at once"), required=False)
    expires_on = forms.DateField(label=_("Ends on"), required=False, widget=DAY)
    file = forms.FileField(label=_("Form"), required=False, allow_empty_file=True)

    @property
    def told(self) -> Told:
        said = self.cleaned_data
        return Told(
            title=said["title"], asker=said["asker"], emergency=said["emergency"], expires_on=said["expires_on"]
        )  # fmt: skip


class PassportForm(forms.Form):
    """What is said of a request besides its form."""

    title = forms.CharField(label=_("Title"), max_length=300)
    asker = words_field(_("Asked by"), 120)
    due_at = forms.DateTimeField(
        label=_("Due"), required=False, widget=MOMENT, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
    )
    frequency = forms.ChoiceField(label=_("How often"), choices=list(FREQUENCIES.items()))
    basis_number = words_field(_("Document number"), 120)
    legal_ground = words_field(_("Legal ground"), 300)
    purpose = words_field(_("Purpose"), 300)
    population = words_field(_("Of whom"), 300)
    as_of = forms.DateField(label=_("As of"), widget=DAY)
    period_from = forms.DateField(label=_("Figures from"), required=False, widget=DAY)
    period_to = forms.DateField(label=_("Figures to"), required=False, widget=DAY)
    form_number = words_field(_("Form number"), 80)
    issuing_body = words_field(_("Issuing body"), 120)
    approval_number = words_field(_("Number of the approval"), 120)
    valid_until = forms.DateField(label=_("Valid until"), required=False, widget=DAY)
    areas = forms.MultipleChoiceField(label=_("Goes to"), required=False)

    def __init__(self, *args: Any, areas: list[Any], language: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["areas"].choices = [(area.code, in_script(area.name, language)) for area in areas]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        first, last = said.get("period_from"), said.get("period_to")
        if (first is None) != (last is None) or (first and last and first > last):
            self.add_error("period_to", _("Give both days in order, or neither."))
        return said

    @property
    def told(self) -> Told:
        said = dict(self.cleaned_data)
        period: tuple[date, date] | None = (said["period_from"], said["period_to"]) if said["period_from"] else None
        del said["period_from"], said["period_to"]
        return Told(**said, period=period)


class DecideForm(forms.Form):
    """What the desk decides."""

    verdict = forms.ChoiceField(choices=[(verdict.value, VERDICTS[verdict.value]) for verdict in Verdict])
    kind = forms.UUIDField(required=False)
    reason = words_field(_("Reason"), 500)
    enter = forms.BooleanField(required=False)  # enter in the catalogue what is sent
    tone = forms.ChoiceField(choices=list(TONES.items()), required=False)


class ReadingsForm(forms.Form):
    """What the unsure readings of a form mean; a field for each, named by its key."""

    def __init__(self, *args: Any, readings: list[Reading], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in readings:
            words = {pair: words_of(*pair, language, whom=one.unsure.whom) for pair in one.choices}
            self.fields[one.unsure.key] = forms.ChoiceField(
                choices=[(" ".join(pair), said) for pair, said in words.items()], widget=forms.RadioSelect, required=False,
                initial=" ".join(one.chosen), label=in_script(one.unsure.label, language),
            )  # fmt: skip

    @property
    def chosen(self) -> dict[str, tuple[str, str]]:
        """For each key the choice and its concept; what is not said is left out."""
        said = {key: value.partition(" ") for key, value in self.cleaned_data.items() if value}
        return {key: (choice, concept) for key, (choice, _, concept) in said.items()}


class ReasonForm(forms.Form):
    """One sentence."""

    reason = forms.CharField(label=_("Reason"), max_length=500)


class NewFormForm(forms.Form):
    """Another version of a form, and why."""

    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)
    file = forms.FileField(label=_("New form"), required=False, allow_empty_file=True)
