"""What the reports area refuses, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from qingzhuang.site.kit.errors import Refusal


def too_large(limit: int) -> Refusal:
    return Refusal(
        "reports.too_large",
        _("The file is larger than %(limit)s MB.") % {"limit": limit // 1024 // 1024},
        _("A blank form is seldom larger than one megabyte; pictures or whole years of data may be in it."),
        _("Delete pictures and sheets that are not part of the form, save it again, and drop it once more."),
        status=413,
    )


def no_file() -> Refusal:
    return Refusal(
        "reports.no_file",
        _("No file arrived."),
        _("Nothing was chosen, or the connection broke while it was sent."),
        _("Choose the form once more."),
    )


def not_understood() -> Refusal:
    return Refusal(
        "reports.not_understood",
        _("This file could not be read, so there is nothing to fill."),
        "",
        _("Look at its reason on its page, and bring it once more when it is mended."),
        status=409,
    )


def no_subject() -> Refusal:
    return Refusal(
        "reports.no_subject",
        _("It is not said yet for whom the form is."),
        _("This form is about one person or one household."),
        _("Search for the person and choose them, then download."),
        status=409,
    )


def too_many_subjects(limit: int) -> Refusal:
    return Refusal(
        "reports.too_many_subjects",
        _("More than %(limit)s people were chosen at once.") % {"limit": limit},
        _("Each gets a file of their own, and so many would take too long."),
        _("Choose fewer, and do the rest in a second round."),
    )


def no_such_meaning(words: str) -> Refusal:
    return Refusal(
        "reports.no_such_meaning",
        _("“%(words)s” is not a meaning the vocabulary knows.") % {"words": words},
        "",
        _("Choose one of those found by the search."),
    )


def nothing_typed() -> Refusal:
    return Refusal("reports.nothing_typed", _("Nothing was typed."), "", _("Type what shall stand in the blank."))


def no_such_blank() -> Refusal:
    return Refusal("reports.no_such_blank", _("This form has no such blank."), "", _("Load the page again."), status=404)


def nothing_to_confirm() -> Refusal:
    return Refusal(
        "reports.nothing_to_confirm", _("There is no guess to confirm here."), "", _("Say what it means, or type the value.")
    )


def fault_of_ours() -> Refusal:
    return Refusal(
        "reports.fault",
        _("We could not make out this form; that is a fault of ours."),
        _("Something in it met a gap in the program. The file is kept."),
        _("Save it once more with WPS or Excel and bring that; or tell the operator, who finds the cause in the log."),
        status=500,
    )


def no_such_period() -> Refusal:
    return Refusal("reports.no_such_period", _("The period must end after it begins."), "", _("Give both days, or neither."))


def handed_in() -> Refusal:
    return Refusal(
        "reports.handed_in",
        _("This form belongs to a return."),
        _("What was handed in, or is about to be, is kept with the return."),
        _("Look at the return; its versions are kept for the record."),
        status=409,
    )


def taken_out() -> Refusal:
    return Refusal(
        "reports.taken_out",
        _("This form is no longer kept."),
        _("In the file stood somebody whose values were taken out since."),
        _("Bring the empty form again."),
        status=410,
    )
