"""What the returns area refuses, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from qingzhuang.site.kit.errors import Refusal


def no_form() -> Refusal:
    return Refusal(
        "returns.no_form",
        _("This request has no form that could be filled."),
        _("A pasted message without a file names no cells."),
        _("Register the request with its form."),
    )


def not_sent() -> Refusal:
    return Refusal(
        "returns.not_sent",
        _("This request has not gone out."),
        _("Communities see only what the desk has sent."),
        _("Let the desk decide it first."),
        status=409,
    )


def one_person() -> Refusal:
    return Refusal(
        "returns.one_person",
        _("This form is about one person at a time."),
        _("It has no answer for a community as a whole."),
        _("Bring it under “My forms” and choose for whom it is."),
    )


def no_places() -> Refusal:
    return Refusal(
        "returns.no_places", _("There is no community below that could answer."), "", _("Look at the areas of the request.")
    )


def already_begun() -> Refusal:
    return Refusal(
        "returns.already_begun",
        _("A round of this request with the same form is under way."),
        "",
        _("Look at its progress."),
        status=409,
    )


def not_now() -> Refusal:
    return Refusal(
        "returns.not_now",
        _("That does not fit the state of this return any more."),
        _("Somebody else has moved it on since the page was loaded, or it waits for those below it."),
        _("Look at it as it stands now."),
        status=409,
    )


def nothing_signed() -> Refusal:
    return Refusal(
        "returns.nothing_signed",
        _("Nothing of this round is signed yet."),
        _("Only what a place has signed is handed out."),
        _("Come back once the first of them has signed."),
        status=409,
    )


def locked() -> Refusal:
    return Refusal(
        "returns.locked",
        _("This round is locked."),
        _("Whoever began it has closed it, so that figures that are in use do not move."),
        _("Ask the desk to reopen it, with the reason."),
        status=409,
    )


def moved_on() -> Refusal:
    return Refusal(
        "returns.moved_on",
        _("The figures are not those that you looked at."),
        _("The ledger or the form has changed since the page was loaded; it was filled again."),
        _("Look once more, then sign."),
        status=409,
    )


def something_open() -> Refusal:
    return Refusal(
        "returns.something_open",
        _("Something in this return still waits for you."),
        _("A signature says that every figure is right, or why it looks odd."),
        _("Confirm what is unsure, and explain what stays empty or does not add up."),
        status=409,
    )


def no_reason() -> Refusal:
    return Refusal(
        "returns.no_reason",
        _("No reason was given."),
        _("Whoever gets this back, and whoever looks it up next year, must be able to read why."),
        _("Write one sentence."),
    )


def no_such_cell() -> Refusal:
    return Refusal(
        "returns.no_such_cell", _("There is no such cell in this form."), "", _("Choose a cell of the form."), status=404
    )


def disk_full() -> Refusal:
    return Refusal(
        "returns.disk_full",
        _("The disk is full."),
        _("What was filled before is kept; nothing is half written."),
        _("Make room, then let it go on: it goes on where it was."),
        status=507,
    )


def broke_off() -> Refusal:
    return Refusal(
        "returns.broke_off",
        _("Filling broke off here, and this is our fault."),
        _("The program met something it was not written for; the other places are not touched by it."),
        _("Let it try again. If it happens again, tell whoever runs this installation; the log has the details."),
        status=500,
    )


def no_file() -> Refusal:
    return Refusal(
        "returns.no_file", _("No file came along."), "", _("Drop the file and, if you have it, the manifest beside it.")
    )


def no_successor() -> Refusal:
    return Refusal(
        "returns.no_successor",
        _("It is not said which communities answer for these people now."),
        "",
        _("Choose at least one community of the round's area."),
    )
