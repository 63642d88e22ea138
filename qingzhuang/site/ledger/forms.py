"""What may be typed about a record."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingzhuang.site.ledger import wording
from qingzhuang.site.ledger.logic.shredding import Ground
from qingzhuang.site.ledger.logic.sources import Source
from qingzhuang.site.ledger.logic.values import field_of, is_relation
from qingzhuang.vocabulary import label_in

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
BY_HAND = (Source.ENTRY, Source.RESIDENT, Source.VISIT, Source.DOCUMENT)  # sources that a person may name
KNOWN_AT_ONCE = {
    "person": ("name", "id_number", "sex", "birth_date", "phone", "residence_address"),
    "facility": ("name", "kind", "address", "use", "hours", "capacity", "manager.name", "keeper.name", "keeper.phone"),
}
PURPOSES = ("service", "check", "visit", "safety")


class BasisForm(forms.Form):
    """On which document it rests that values are taken out."""

    basis = forms.CharField(label=gettext_lazy("Number of the document"), max_length=60)


class TakeOutForm(BasisForm):
    """Why the values of a record are taken out, and on which document that rests."""

    ground = forms.ChoiceField(label=gettext_lazy("Why"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = [(one.value, wording.ground_words(one.value)) for one in Ground]  # type: ignore[attr-defined]


class FactForm(forms.Form):
    """A new value of one field: since when, until when, from where."""

    source = forms.ChoiceField(label=gettext_lazy("How it is known"))
    title = forms.CharField(label=gettext_lazy("Document or occasion"), required=False, max_length=200)
    valid_from = forms.DateField(label=gettext_lazy("Holds from"), widget=DAY)
    valid_to = forms.DateField(label=gettext_lazy("until (empty: no end)"), required=False, widget=DAY)

    def __init__(self, *args: Any, entity: str, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = value_field(entity, name)
        self.fields["source"].choices = [(one.value, wording.source_words(one.value)) for one in BY_HAND]  # type: ignore[attr-defined]
        self.order_fields(["value", "valid_from", "valid_to", "source", "title"])


def value_field(entity: str, name: str) -> forms.Field:
    """The input that fits a field: a list of codes, yes and no, a day, a number, or text. Empty: nobody knows any more."""
    label = wording.label_of(entity, name)
    if is_relation(entity, name):
        return forms.IntegerField(label=label, required=False)
    field = field_of(entity, name)
    if field.type == "code" and field.codes is not None:
        values = [(value.name, label_in(value.label, wording.language())) for value in field.codes.values]
        return forms.ChoiceField(label=label, required=False, choices=[("", _("unknown")), *values])
    if field.type == "codes" and field.codes is not None:
        values = [(value.name, label_in(value.label, wording.language())) for value in field.codes.values]
        return forms.MultipleChoiceField(label=label, required=False, choices=values, widget=forms.CheckboxSelectMultiple)
    if field.type == "boolean":
        return forms.ChoiceField(
            label=label, required=False, choices=[("", _("unknown")), ("true", _("yes")), ("false", _("no"))]
        )
    if field.type == "date":
        return forms.DateField(label=label, required=False, widget=DAY)
    if field.type == "integer":
        return forms.IntegerField(label=label, required=False)
    if field.type == "number":
        return forms.FloatField(label=label, required=False)
    return forms.CharField(label=label, required=False, max_length=500)


class PurposeForm(forms.Form):
    """Why covered numbers are to be shown."""

    purpose = forms.ChoiceField(label=gettext_lazy("What for"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].choices = [(one, wording.purpose_words(one)) for one in PURPOSES]  # type: ignore[attr-defined]


class RecordForm(forms.Form):
    """A person or a facility that is not in the ledger yet: what is known at once."""

    def __init__(self, *args: Any, entity: str, areas: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"] = forms.ChoiceField(label=_("Community"), choices=[(area.code, area.name) for area in areas])
        for name in KNOWN_AT_ONCE[entity]:
            self.fields[name] = value_field(entity, name)
        self.fields["name"].required = True

    @property
    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "area" and value not in (None, "")}
