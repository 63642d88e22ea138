"""What the requests area refuses, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from qingzhuang.site.kit.errors import Refusal


def nothing_asked() -> Refusal:
    return Refusal(
        "requests.nothing_asked",
        _("There is nothing here that asks for data."),
        _("No form, no message and no list of fields arrived."),
        _("Drop the form, paste the message, or write one field a line."),
    )


def unreadable(what: str, why: str, todo: str) -> Refusal:
    return Refusal("requests.unreadable", what, why, todo)


def too_large(limit: int) -> Refusal:
    return Refusal(
        "requests.too_large",
        _("The file is larger than %(limit)s MB.") % {"limit": limit // 1024 // 1024},
        _("A blank form is seldom larger than one megabyte; pictures or whole years of data may be in it."),
        _("Delete pictures and sheets that are not part of the form, save it again, and drop it once more."),
        status=413,
    )


def already_decided() -> Refusal:
    return Refusal(
        "requests.already_decided",
        _("This request was decided already."),
        "",
        _("Look at its page; a new demand is registered anew."),
        status=409,
    )


def no_reason() -> Refusal:
    return Refusal(
        "requests.no_reason",
        _("No reason was given."),
        _("Whoever asked, and whoever looks this up next year, must be able to read why."),
        _("Write one sentence."),
    )


def no_kind() -> Refusal:
    return Refusal(
        "requests.no_kind",
        _("It is not said with which kind of report it is merged or shortened."),
        "",
        _("Choose a kind of the catalogue that is in force."),
    )


def not_in_force() -> Refusal:
    return Refusal(
        "requests.not_in_force",
        _("This kind of report is not in force."),
        _("It was retired, or its term is over."),
        _("Choose one that is in force, or enter a new one."),
        status=409,
    )


def no_area() -> Refusal:
    return Refusal(
        "requests.no_area",
        _("It is not said to which communities it goes."),
        "",
        _("Choose at least one below your area."),
    )


def no_term() -> Refusal:
    return Refusal(
        "requests.no_term",
        _("What goes out in an emergency must end by itself."),
        _("The emergency lane passes the desk; therefore it holds for a few days only."),
        _("Give the day on which it ends, at most %(days)s days ahead.") % {"days": 14},
    )


def no_form() -> Refusal:
    return Refusal(
        "requests.no_form",
        _("This request has no form that could be filled."),
        _("It came as a message without a list of fields."),
        _("Bring the form, or write the fields one a line, and register it again."),
        status=409,
    )


def names_need_a_right() -> Refusal:
    return Refusal(
        "requests.names_need_a_right",
        _("This form lists people, and your post gives no lists out."),
        _("Figures can be given by every desk; names only by whoever answers for the people on them."),
        _("Let the town or the community answer it, or ask for figures instead."),
        status=403,
    )


def cannot_be_given() -> Refusal:
    return Refusal(
        "requests.cannot_be_given",
        _("Something in it nobody may collect, or its term is over; it cannot be answered or sent."),
        _("The passport says which rule stands against it."),
        _("Return it with a letter, or have the form changed."),
        status=409,
    )


def nothing_new() -> Refusal:
    return Refusal(
        "requests.nothing_new",
        _("There is nothing new in it to ask: all of it is known, or asked already."),
        "",
        _("Answer it from the ledger, or merge it with the report that asks the same."),
        status=409,
    )


def form_stays() -> Refusal:
    return Refusal(
        "requests.form_stays",
        _("The form of this request cannot be replaced any more."),
        _("It was answered, merged, returned or closed; nobody fills it."),
        _("Register the new form as a request of its own."),
        status=409,
    )


def same_form() -> Refusal:
    return Refusal(
        "requests.same_form",
        _("This is the form that is in use already, byte for byte."),
        "",
        _("Choose the new version of the form."),
    )


def no_such_reading() -> Refusal:
    return Refusal(
        "requests.no_such_reading",
        _("This reading is not one of those to choose from."),
        _("The form is read anew each time the page is opened; it may have been replaced, or taught meanwhile."),
        _("Open the page once more and choose again."),
        status=409,
    )


def desk_decides() -> Refusal:
    return Refusal(
        "requests.desk_decides",
        _("The new form asks more than was decided; the desk has to agree."),
        _("What is new reaches communities only by a decision."),
        _("The desk finds the new form on the page of the request; until then the old one holds."),
        status=409,
    )
