"""What the interface for programs and the exchange of files refuse."""

from __future__ import annotations

from django.utils.translation import gettext as _

from qingzhuang.site.kit.errors import Refusal


def no_token() -> Refusal:
    return Refusal(
        "exchange.no_token",
        _("Nobody is known by this token."),
        _("It is missing or misspelt, it has ended, or the post it acts for no longer holds."),
        _("Send the header “Authorization: Bearer …” with a token that holds."),
        status=401,
    )


def no_scope(scope: str) -> Refusal:
    return Refusal(
        "exchange.no_scope",
        _("The token is not good for this."),
        _("It needs the scope “%(scope)s”, and its post the rights for it.") % {"scope": scope},
        _("Have a token made with this scope by somebody who may."),
        status=403,
    )


def not_found() -> Refusal:
    return Refusal(
        "exchange.not_found",
        _("There is nothing under this address."),
        _("It does not exist, or it lies outside the area of the token."),
        _("Look at the list of addresses, areas or records."),
        status=404,
    )


def wrong_method() -> Refusal:
    return Refusal(
        "exchange.wrong_method",
        _("The address does not answer this method."),
        _("Each address reads or writes, not both."),
        _("Look at the description of the interface."),
        status=405,
    )


def bad_request(where: str, said: str) -> Refusal:
    return Refusal(
        "exchange.bad_request",
        _("The request cannot be read: %(where)s.") % {"where": where},
        said,
        _("Correct it and send it again; nothing was recorded."),
        status=422,
    )


def not_json() -> Refusal:
    return Refusal(
        "exchange.not_json",
        _("What was sent is no JSON."),
        _("The interface reads JSON in UTF-8."),
        _("Correct it and send it again; nothing was recorded."),
    )


def too_much() -> Refusal:
    return Refusal(
        "exchange.too_much",
        _("What was sent is too large."),
        _("A batch has at most 1,000 rows and 5 MB."),
        _("Send it in smaller batches; nothing was recorded."),
        status=413,
    )


def too_often(most: int) -> Refusal:
    return Refusal(
        "exchange.too_often",
        _("There were too many requests within a minute."),
        _("A token may ask %(most)s times a minute.") % {"most": most},
        _("Wait as long as the header Retry-After says."),
        status=429,
    )


def broken() -> Refusal:
    return Refusal(
        "exchange.broken",
        _("Something went wrong on our side."),
        _("It is noted in the log of the server."),
        _("Send the same request with the same key again: it is recorded once. If it happens again, tell the operator."),
        status=500,
    )


def other_batch() -> Refusal:
    return Refusal(
        "exchange.other_batch",
        _("Another batch was sent under this key."),
        _("A key names one batch, so that a batch sent twice is recorded once."),
        _("Give every batch a key of its own."),
        status=409,
    )


def bad_cursor() -> Refusal:
    return Refusal(
        "exchange.bad_cursor",
        _("This cursor is none of ours."),
        _("A cursor is taken as it was answered."),
        _("Send the cursor of the last answer, or none to begin anew."),
    )


def no_scopes() -> Refusal:
    return Refusal(
        "exchange.no_scopes",
        _("The token was not made."),
        _("Scopes can be given only as far as your post reaches."),
        _("Choose among the scopes that the page offers."),
    )


def bad_days() -> Refusal:
    return Refusal(
        "exchange.bad_days",
        _("The token was not made."),
        _("Its last day lies today at the earliest and a year from now at the latest."),
        _("Choose another day; a new token can be made at any time."),
    )


def numbers_stay_covered() -> Refusal:
    return Refusal(
        "exchange.numbers_stay_covered",
        _("The file was not made."),
        _("Whole numbers leave only with a post that may export facts."),
        _("Take the file with covered numbers, or ask the head of your area."),
        status=403,
    )


def no_purpose() -> Refusal:
    return Refusal(
        "exchange.no_purpose",
        _("It was not said what the file is for."),
        _("Personal information leaves for a purpose; it stands in the first line of the file and in the log."),
        _("Say in a few words what it is for."),
    )


def left_to_others() -> Refusal:
    return Refusal(
        "exchange.left_to_others",
        _("Your post does not take files in."),
        _("Each post opens what its work needs."),
        _("Ask the head of your area."),
        status=403,
    )


def unreadable_file(what: str, todo: str) -> Refusal:
    return Refusal("exchange.unreadable_file", what, _("The file could not be read."), todo)


def no_such_tables() -> Refusal:
    return Refusal(
        "exchange.no_such_tables",
        _("The file holds no table of GB/T 31000."),
        _("A table is known by its name and by at least two of the standard's columns."),
        _("Other lists are brought on the page for importing lists."),
    )


def too_many_rows(most: int) -> Refusal:
    return Refusal(
        "exchange.too_many_rows",
        _("The file has too many rows."),
        _("A file may have %(most)s rows.") % {"most": most},
        _("Divide it, by community for example."),
        status=413,
    )


def not_everything() -> Refusal:
    return Refusal(
        "exchange.not_everything",
        _("This is no file with everything of a ledger."),
        _("Such a file begins with a line that says so and is not cut off."),
        _("Have the file made again where it came from; nothing was taken in."),
    )
