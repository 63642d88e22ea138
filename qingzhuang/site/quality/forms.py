"""What may be typed on the pages of this area."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from qingzhuang.site.kit.languages import in_script
from qingzhuang.site.ledger.actions import ENTITIES
from qingzhuang.site.quality import wording

LINES = forms.Textarea(attrs={"rows": 5})


class RevisionForm(forms.Form):
    """What of a field may change: why it is kept, on what basis, for how long a value may stand, which values it has."""

    purpose = forms.CharField(label=_("What for"), max_length=200, required=False)
    basis = forms.CharField(label=_("Legal basis: law, article, or document"), max_length=200, required=False)
    months = forms.IntegerField(label=_("Ask again after months"), min_value=1, max_value=120, initial=12)
    values = forms.CharField(label=_("Values of the list, one a line"), widget=LINES, required=False, max_length=4000)

    def __init__(self, *args: Any, row: Any = None, **kwargs: Any) -> None:
        if row is not None:
            kwargs["initial"] = {
                "purpose": row.purpose, "basis": row.basis, "months": row.months, "values": "\n".join(word for _name, word in row.codes),
            }  # fmt: skip
        super().__init__(*args, **kwargs)
        if row is not None and row.type != "code":
            del self.fields["values"]

    @property
    def said(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        told["values"] = [line.strip() for line in told.get("values", "").splitlines() if line.strip()]
        return told


class FieldForm(RevisionForm):
    """A new field, whole."""

    area = forms.ChoiceField(label=_("For area, and all below it"))
    entity = forms.ChoiceField(label=_("Of whom or what"))
    label = forms.CharField(label=_("Name, as a heading would say it"), max_length=40)
    kind = forms.ChoiceField(label=_("Kind of value"))
    sensitivity = forms.ChoiceField(label=_("How sensitive"))

    def __init__(self, *args: Any, areas: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields
        language = get_language() or ""
        chosen["area"].choices = [(area.code, in_script(area.name, language)) for area in areas]
        chosen["entity"].choices = [(name, wording.entity_words(name)) for name in ENTITIES]
        chosen["kind"].choices = wording.kinds()
        chosen["sensitivity"].choices = wording.sensitivities()
        chosen["sensitivity"].initial = "personal"
        self.order_fields(["area", "entity", "label", "kind", "values", "purpose", "basis", "sensitivity", "months"])

    @property
    def said(self) -> dict[str, Any]:
        return {name: value for name, value in super().said.items() if name != "area"}
