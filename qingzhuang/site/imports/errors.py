"""What imports refuse, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from qingzhuang.site.kit.errors import Refusal


def too_large(limit: int) -> Refusal:
    return Refusal(
        "imports.too_large",
        _("The files are larger than %(limit)s MB together.") % {"limit": limit // 1024 // 1024},
        _("Pictures or whole years of other data may be in them."),
        _("Delete pictures and sheets that are no list, bring the files one by one, or a long list in several parts."),
        status=413,
    )


def no_file() -> Refusal:
    return Refusal(
        "imports.no_file",
        _("No file arrived."),
        _("Nothing was chosen, or the connection broke while it was sent."),
        _("Choose the list once more."),
    )


def blank_form() -> Refusal:
    return Refusal(
        "imports.blank_form",
        _("This is an empty form: there is nobody in it."),
        _("An empty form is filled from what is known; nothing can be taken over from it."),
        _("Drop it on the first page to have it filled."),
    )


def no_list() -> Refusal:
    return Refusal(
        "imports.no_list",
        _("There is no list of people, households or places in this file."),
        _("A table of figures or a card says nothing about single records that could be taken over."),
        _("Bring the list from which the figures were counted."),
    )


def no_identity() -> Refusal:
    return Refusal(
        "imports.no_identity",
        _("Nothing in this list tells one person from another of the same name."),
        _("It has no ID number, date of birth, telephone or address; by the name alone nobody is recognised."),
        _("Add one of these columns, or say below which column it is."),
    )


def not_now() -> Refusal:
    return Refusal(
        "imports.not_now",
        _("This cannot be done with the import any more, or not yet."),
        _("It is being worked on, or it was taken over or taken back already, perhaps by somebody else."),
        _("Load the page again: it shows how far the import has come."),
        status=409,
    )


def no_such_meaning(words: str) -> Refusal:
    return Refusal(
        "imports.no_such_meaning",
        _("“%(words)s” is no fact that the ledger keeps.") % {"words": words},
        "",
        _("Choose one of those found by the search."),
    )


def no_such_choice() -> Refusal:
    return Refusal(
        "imports.no_such_choice",
        _("There is nothing to decide here any more."),
        _("The list was read again since the page was shown."),
        _("Load the page again."),
        status=404,
    )


def fault_of_ours() -> Refusal:
    return Refusal(
        "imports.fault",
        _("The work on this list broke off; that is a fault of ours."),
        _("Something in it met a gap in the program. The file is kept; what was taken over stays, nothing is half written."),
        _("Try once more; or tell the operator, who finds the cause in the log."),
        status=500,
    )
