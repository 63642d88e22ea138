"""What may be typed about people and areas."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import authenticate, password_validation
from django.contrib.auth.forms import AuthenticationForm
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qingzhuang.site.accounts.logic import Level, Role, full_code
from qingzhuang.site.accounts.models import Area, User
from qingzhuang.site.accounts.wording import LEVEL_WORDS, ROLE_WORDS

LINE = [level for level in Level if level is not Level.GRID]  # what a first set-up may name


def _secret(label: Any, use: str) -> forms.CharField:
    return forms.CharField(label=label, max_length=200, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": use}))


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


class SignInForm(AuthenticationForm):
    error_messages = {
        "invalid_login": _("Account and password do not match. Both care about capital letters."),
        "inactive": _("This account is closed."),
    }
    username = forms.CharField(label=_("Account"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "username"}))
    password = _secret(_("Password"), "current-password")


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"), max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}),
    )  # fmt: skip


class PasswordForm(forms.Form):
    """The old password is checked as at signing in, so that wrong ones count and lock."""

    old = _secret(_("Password until now"), "current-password")
    new = _secret(_("New password"), "new-password")
    again = _secret(_("New password once more"), "new-password")

    def __init__(self, *arguments: Any, request: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.request = request

    def clean_old(self) -> str:
        old = self.cleaned_data["old"]
        if authenticate(self.request, username=self.request.user.username, password=old) != self.request.user:
            raise forms.ValidationError(_("This is not the password until now."))
        return old

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        check_new(self, self.request.user)
        if cleaned.get("new") and cleaned.get("new") == cleaned.get("old"):
            self.add_error("new", _("This is the password until now; choose another."))
        return cleaned


def check_new(form: forms.Form, person: Any) -> None:
    """Both times the same, and strong enough; says so beside the field."""
    new, again = form.cleaned_data.get("new"), form.cleaned_data.get("again")
    if new and again and new != again:
        form.add_error("again", _("The two are not the same."))
    if new:
        try:
            password_validation.validate_password(new, person)
        except forms.ValidationError as weak:
            form.add_error("new", weak)


class PostForm(forms.Form):
    """A post to be given: the choices are what the actor may give."""

    area = forms.ChoiceField(label=_("Area"))
    role = forms.ChoiceField(label=_("Role"))
    office = forms.CharField(label=_("Body, as it signs (may stay empty)"), max_length=60, required=False)
    begins = _day(_("First day"), initial=timezone.localdate)
    ends = _day(_("Last day (may stay empty)"), required=False)

    def __init__(self, *arguments: Any, areas: list[Area], roles: list[Role], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.areas = {area.code: area for area in areas}
        self.fields["area"].choices = [(area.code, f"{area.name} {area.code}") for area in areas]  # type: ignore[attr-defined]
        self.fields["role"].choices = [(role.value, ROLE_WORDS[role]) for role in roles]  # type: ignore[attr-defined]

    def clean_area(self) -> Area:
        return self.areas[self.cleaned_data["area"]]

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("begins") and cleaned.get("ends") and cleaned["ends"] < cleaned["begins"]:
            self.add_error("ends", _("The last day comes before the first."))
        return cleaned


class PersonForm(PostForm):
    """A new account with its first post."""

    name = forms.CharField(label=_("Name"), max_length=40)
    username = forms.CharField(label=_("Account"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    field_order = ["name", "username", "area", "role", "office", "begins", "ends"]


class SubjectForm(forms.Form):
    subject = forms.CharField(label=_("Number of the person at the sign-in service"), max_length=255, required=False)


class RenameForm(forms.Form):
    name = forms.CharField(label=_("Name of the area"), max_length=60)


class AreaForm(RenameForm):
    """An area below another."""

    code = forms.CharField(label=_("Division code"), max_length=15, widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    level = forms.ChoiceField(label=_("Level"))

    def __init__(self, *arguments: Any, levels: list[Level], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["level"].choices = [(level.value, LEVEL_WORDS[level]) for level in levels]  # type: ignore[attr-defined]

    def clean_level(self) -> Level:
        return Level(self.cleaned_data["level"])


class SetUpForm(forms.Form):
    """The first set-up: the printed code, the line of areas, the first account."""

    code = forms.CharField(label=_("Code from the console"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    name = forms.CharField(label=_("Your name"), max_length=40)
    username = forms.CharField(label=_("Account"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "username"}))
    new = _secret(_("Password"), "new-password")
    again = _secret(_("Password once more"), "new-password")
    role = forms.ChoiceField(label=_("I also work here, as"), required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for level in LINE:
            self.fields[f"name_{level.value}"] = forms.CharField(label=LEVEL_WORDS[level], max_length=60, required=False)
            self.fields[f"code_{level.value}"] = forms.CharField(
                label=_("Division code"), max_length=15, required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"})
            )
        self.fields["role"].choices = [("", _("no: I only look after the machine"))] + [  # type: ignore[attr-defined]
            (role.value, ROLE_WORDS[role]) for role in (Role.HEAD, Role.WORKER, Role.TOWN, Role.DISTRICT)
        ]

    def lines(self) -> list[tuple[Any, Any]]:
        """The fields of the areas, two by two."""
        return [(self[f"name_{level.value}"], self[f"code_{level.value}"]) for level in LINE]

    def others(self) -> list[Any]:
        return [self[name] for name in ("name", "username", "new", "again", "role")]

    def clean_role(self) -> Role | None:
        return Role(self.cleaned_data["role"]) if self.cleaned_data["role"] else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        person = User(username=cleaned.get("username", ""), name=cleaned.get("name", ""))
        check_new(self, person)
        told = [(level, cleaned.get(f"code_{level.value}"), cleaned.get(f"name_{level.value}")) for level in LINE]
        for level, code, name in told:
            if bool(code) != bool(name):
                self.add_error(f"code_{level.value}", _("Name and code belong together."))
            elif code and not full_code(code, level):
                self.add_error(f"code_{level.value}", _("This is no code of this level."))
        cleaned["line"] = [(level, code, name) for level, code, name in told if code and name]
        if not cleaned["line"]:
            raise forms.ValidationError(_("At least one area is needed: the one you work for."))
        return cleaned
