"""What the ledger refuses."""

from __future__ import annotations

from django.utils.translation import gettext as _

from qingzhuang.site.kit.errors import Refusal


def unknown_field(name: str) -> Refusal:
    return Refusal(
        "ledger.unknown_field",
        _("The ledger has no field “%(name)s”.") % {"name": name},
        _("Facts are kept under the fields of the vocabulary and of your own list of fields."),
        _("Choose a field from the list, or have a new one defined with its purpose and legal basis."),
    )


def bad_value(name: str, value: str) -> Refusal:
    return Refusal(
        "ledger.bad_value",
        _("“%(value)s” cannot be a value of %(name)s.") % {"name": name, "value": value},
        _("The field expects another kind of value."),
        _("Correct the value; nothing was recorded."),
    )


def ends_before_it_begins() -> Refusal:
    return Refusal(
        "ledger.ends_before_it_begins",
        _("The last day lies before the first day."),
        _("A fact holds from its first day to its last."),
        _("Correct the days; nothing was recorded."),
    )


def nothing_said() -> Refusal:
    return Refusal(
        "ledger.nothing_said",
        _("Nothing was recorded."),
        _("No value was given."),
        _("Give at least one value, or confirm what is held."),
    )


def already_undone() -> Refusal:
    return Refusal(
        "ledger.already_undone",
        _("This was taken back already."),
        _("What was taken back once need not be taken back again."),
        _("Look at the history of the record: it shows what holds now."),
        status=409,
    )


def already_settled() -> Refusal:
    return Refusal(
        "ledger.already_settled",
        _("This difference is settled already."),
        _("Somebody else decided it."),
        _("Look at the history of the record; to decide otherwise, record the value yourself."),
        status=409,
    )


def no_purpose() -> Refusal:
    return Refusal(
        "ledger.no_purpose",
        _("It was not said what the numbers are needed for."),
        _("Whole numbers are shown for a purpose, and the resident can be told of it."),
        _("Choose what it is for, then show them."),
    )
