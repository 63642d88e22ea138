"""What each event asks: at most four things."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.events import queries
from qingzhuang.site.kit.requests import whole
from qingzhuang.site.ledger import actions as ledger_actions
from qingzhuang.site.ledger import queries as ledger
from qingzhuang.site.ledger.queries import Record

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
RELATIONS = ("spouse", "son", "daughter", "daughter_in_law", "son_in_law", "grandchild", "parent", "sibling", "other_relative",
             "not_related")  # fmt: skip
Choices = list[tuple[str, str]]
MOST_LISTED = 200  # members of a household that one chooses from; of more the name is typed


class MemberField(forms.CharField):
    """A member of a large household by whole name or ID number; the number of the record comes out."""

    def __init__(self, *, form: EventForm, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)
        self.form = form

    def clean(self, value: Any) -> Any:
        words = super().clean(value)
        return self.found(words) if words else None

    def found(self, words: str) -> int:
        hits = queries.member_called_for(self.form.actor, self.form.subject, words.strip())
        if not hits:
            raise forms.ValidationError(_("Nobody of this household is called %(name)s.") % {"name": words})
        if len(hits) > 1:
            raise forms.ValidationError(_("Several of this household are called %(name)s: type the ID number.") % {"name": words})
        return hits[0]


class MembersField(MemberField):
    """Several of them, one a line."""

    widget = forms.Textarea

    def __init__(self, *, form: EventForm, **kwargs: Any) -> None:
        super().__init__(form=form, **kwargs)
        self.max_length, self.validators = 4000, []

    def clean(self, value: Any) -> Any:
        lines = [line.strip() for line in str(value or "").splitlines() if line.strip()]
        if not lines:
            raise forms.ValidationError(self.error_messages["required"])
        return [self.found(line) for line in lines]


class EventForm(forms.Form):
    """The day is asked of every event; `subject` is the record, `who` its household's members, by number."""

    day = forms.DateField(label=gettext_lazy("Day"), widget=DAY)
    looks_for: tuple[str, ...] = ()  # the entities that `other` may be

    def __init__(self, *args: Any, actor: Actor, subject: Record, **kwargs: Any) -> None:
        super().__init__(*args, initial={"day": timezone.localdate()}, **kwargs)
        self.actor, self.subject = actor, subject
        self.prepare()
        self.order_fields([name for name in self.fields if name != "day"] + ["day"])

    def prepare(self) -> None:
        """Fields that depend on the record."""

    @cached_property
    def members(self) -> Choices | None:
        """Whom one may choose; None of a household with more than can be listed, whose members are typed."""
        found = queries.members_for(self.actor, self.subject, MOST_LISTED)
        return None if found is None else [(str(pk), name) for pk, name in found]

    def choose_member(self, name: str, label: str, *, required: bool = True, without: int = 0) -> None:
        """One member: from a list, or typed."""
        if self.members is None:
            self.fields[name] = MemberField(
                label=_("%(what)s: name or ID number") % {"what": label}, required=required, form=self
            )
            return
        choices = [choice for choice in self.members if choice[0] != str(without)]
        self.fields[name] = forms.TypedChoiceField(
            label=label, choices=choices if required else [("", _("as proposed")), *choices], required=required, coerce=int,
            empty_value=None,
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.looks_for and said.get("other"):
            said["other"] = self._found(str(said["other"]))
        return said

    def _found(self, words: str) -> int | None:
        """The record that the words mean. Several: the form asks again, with those that were found to choose from."""
        chosen = self.data.get("chosen", "")
        hits = [hit for hit in ledger_actions.find_records(self.actor, words=words[:40])
                if hit.entity in self.looks_for and hit.pk != self.subject.pk]  # fmt: skip
        if whole(chosen) in {hit.pk for hit in hits}:
            self.fields["chosen"] = forms.CharField(widget=forms.HiddenInput, required=False)
            return int(chosen)
        exact = [hit for hit in hits if hit.name == words.strip()] or hits
        if len(exact) == 1:
            return exact[0].pk
        if not hits:
            self.add_error("other", _("Nobody and nothing of this name is found in your area."))
            return None
        self.fields["chosen"] = forms.ChoiceField(
            label=_("Which one"), widget=forms.RadioSelect,
            choices=[(str(hit.pk), f"{hit.name or hit.place} {hit.number} {hit.place if hit.name else ''}") for hit in exact],
        )  # fmt: skip
        self.add_error("chosen", _("Several are found: choose."))
        return None


class BirthForm(EventForm):
    name = forms.CharField(label=gettext_lazy("Name of the child"), max_length=40)
    sex = forms.ChoiceField(label=gettext_lazy("Sex"))

    def prepare(self) -> None:
        self.fields["sex"].choices = [(one, ledger.value_words("person", "sex", one)) for one in ("male", "female")]  # type: ignore[attr-defined]
        self.fields["day"].label = _("Born on")
        if self.subject.entity == "household":
            self.choose_member("parent", _("Mother or father"))
        else:
            self.fields["id_number"] = forms.CharField(label=_("ID number, if there is one"), required=False, max_length=24)


class DeathForm(EventForm):
    def prepare(self) -> None:
        self.fields["day"].label = _("Died on")
        _ask_head(self)


def _ask_head(form: EventForm) -> None:
    """Where a head goes, who comes after; left empty, the one proposed."""
    if form.subject.entity == "person" and queries.is_head_for(form.actor, form.subject):
        form.choose_member("new_head", _("New head of the household"), required=False, without=form.subject.pk)


class MoveInForm(EventForm):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=40)
    id_number = forms.CharField(label=gettext_lazy("ID number"), max_length=24, required=False)

    def prepare(self) -> None:
        self.fields["day"].label = _("Lives here since")
        if self.subject.entity == "household":
            words = [(one, ledger.value_words("person", "relation_to_head", one)) for one in RELATIONS]
            self.fields["relation"] = forms.ChoiceField(
                label=_("Relation to the head"), choices=[("", _("unknown")), *words], required=False
            )


class MoveOutForm(EventForm):
    to = forms.CharField(label=gettext_lazy("Where to"), max_length=200, required=False)

    def prepare(self) -> None:
        _ask_head(self)


class MoveWithinForm(EventForm):
    other = forms.CharField(max_length=40)

    def prepare(self) -> None:
        person = self.subject.entity == "person"
        self.looks_for = ("household", "person") if person else ("dwelling",)
        self.fields["other"].label = _("New household: a name in it, or its address") if person else _("Address of the new home")
        _ask_head(self)

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        found = ledger.named([said["other"]]).first() if isinstance(said.get("other"), int) else None
        if found is not None and found.entity == "person":  # somebody who lives in it was named
            said["other"] = found.facts.get("household")
            if not said["other"]:
                self.add_error("other", _("This person belongs to no household."))
        return said


class MarriageForm(EventForm):
    other = forms.CharField(label=gettext_lazy("With: name or ID number"), max_length=40)
    live = forms.ChoiceField(
        label=gettext_lazy("They live"),
        choices=[
            ("apart", gettext_lazy("as before")),
            ("here", gettext_lazy("in the household of this person")),
            ("there", gettext_lazy("in the household of the other")),
        ],
    )
    looks_for = ("person",)


class SplitForm(EventForm):
    def prepare(self) -> None:
        label = _("Who goes into the new household")
        if self.members is None:
            self.fields["members"] = MembersField(label=_("%(what)s: one a line") % {"what": label}, form=self)
        else:
            self.fields["members"] = forms.TypedMultipleChoiceField(
                label=label, choices=self.members, coerce=int, widget=forms.CheckboxSelectMultiple
            )
        self.choose_member("new_head", _("Head of the new household"))


class HeadForm(EventForm):
    def prepare(self) -> None:
        self.choose_member("new_head", _("New head of the household"))


class MergeForm(EventForm):
    other = forms.CharField(label=gettext_lazy("The other record: name or ID number"), max_length=40)
    looks_for = ("person",)

    def prepare(self) -> None:
        self.fields["day"].widget = forms.HiddenInput()


class AnswerForm(forms.Form):
    """The answer to one proposal."""

    answer = forms.ChoiceField(choices=[(one, one) for one in ("accept", "later", "not_applicable")])
    value = forms.DateField(required=False)
    reason = forms.CharField(required=False, max_length=200)


FORMS: dict[str, type[EventForm]] = {
    "birth": BirthForm, "death": DeathForm, "move_in": MoveInForm, "move_out": MoveOutForm, "move_within": MoveWithinForm,
    "marriage": MarriageForm, "divorce": EventForm, "split": SplitForm, "head": HeadForm, "merge": MergeForm,
}  # fmt: skip
