"""What life events refuse."""

from __future__ import annotations

from django.utils.translation import gettext as _

from qingzhuang.site.kit.errors import Refusal


def unknown_event(name: str) -> Refusal:
    return Refusal(
        "events.unknown",
        _("There is no event “%(name)s” for this record.") % {"name": name[:40]},
        _("People, households and dwellings have their own events."),
        _("Choose one of the buttons on the page of the record."),
        status=404,
    )


def in_future() -> Refusal:
    return Refusal(
        "events.in_future",
        _("The day lies in the future."),
        _("An event is recorded when it has taken place."),
        _("Correct the day; nothing was recorded."),
    )


def before_birth() -> Refusal:
    return Refusal(
        "events.before_birth",
        _("The day lies before the day of birth."),
        _("One of the two days must be wrong."),
        _("Correct the day, or the day of birth on the page of the person."),
    )


def not_there() -> Refusal:
    return Refusal(
        "events.not_there",
        _("The record is no longer there."),
        _("It is of somebody who died or moved away, or was ended or merged."),
        _("Look at its history. If that was a mistake, take it back there first."),
        status=409,
    )


def lives_here() -> Refusal:
    return Refusal(
        "events.lives_here",
        _("That is where the record belongs already."),
        _("A move goes from one place to another."),
        _("Choose another place; nothing was recorded."),
    )


def already_married() -> Refusal:
    return Refusal(
        "events.already_married",
        _("One of the two is held to be married to somebody else."),
        _("A divorce or a death was not recorded, or the old spouse is wrong."),
        _("Record that first, on the page of the person."),
        status=409,
    )


def not_married() -> Refusal:
    return Refusal(
        "events.not_married",
        _("Nobody is held as the husband or wife."),
        _("A divorce changes two people, and only one is known."),
        _("Record the marital status on the page of each of the two."),
    )


def nobody_found() -> Refusal:
    return Refusal(
        "events.nobody_found",
        _("No such record was found."),
        _("It is looked for in your area."),
        _("Write the full name, the ID number or the address as the ledger has it."),
    )


def same_record() -> Refusal:
    return Refusal(
        "events.same_record",
        _("Both are the same record."),
        _("The event needs two."),
        _("Choose the other one."),
    )


def not_a_part() -> Refusal:
    return Refusal(
        "events.not_a_part",
        _("Choose some members, but not all."),
        _("Those chosen make the new household; the others stay in the old one."),
        _("Choose again; nothing was recorded."),
    )


def head_not_chosen() -> Refusal:
    return Refusal(
        "events.head_not_chosen",
        _("The head must be one of the members."),
        _("Each household has one head, and the head lives in it."),
        _("Choose the head again; nothing was recorded."),
    )


def nothing_changes() -> Refusal:
    return Refusal(
        "events.nothing_changes",
        _("Nothing would change."),
        _("All of it is held already."),
        _("Look at the history of the record."),
        status=409,
    )


def answered() -> Refusal:
    return Refusal(
        "events.answered",
        _("This was answered already."),
        _("Somebody else did, or it is no longer due."),
        _("Look at the list again."),
        status=409,
    )


def no_reason() -> Refusal:
    return Refusal(
        "events.no_reason",
        _("Say why it is not applicable."),
        _("Whoever asks later why somebody is not on a list reads it here."),
        _("Write the reason in one line."),
    )


def no_day() -> Refusal:
    return Refusal(
        "events.no_day",
        _("The new day is missing."),
        _("A card that was renewed has a new last day."),
        _("Write the day until which the new one is valid."),
    )
