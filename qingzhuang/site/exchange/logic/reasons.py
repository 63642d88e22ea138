"""Why a row of a batch was refused: what happened, why, what to do."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from qingzhuang.site.exchange.logic.rows import Outcome


@dataclass(eq=False)
class Reason(Exception):
    """Refuses one row; the others go on."""

    code: str
    what: str
    why: str
    todo: str = ""

    def outcome(self, row: int, became: str = "refused") -> Outcome:
        return Outcome(row, became, None, self.code, self.what, self.why, self.todo)


def of_field(reason: Reason, name: str) -> Reason:
    return replace(reason, what=f"{name}: {reason.what}")


def no_key() -> Reason:
    return Reason(
        "row.no_key",
        _("The row does not say which record it is about."),
        _("Records are told apart by number, by the sender's own key or by ID number, never by name alone."),
        _("Send one of them along."),
    )


def several_of_the_name() -> Reason:
    return Reason(
        "row.several_of_the_name",
        _("Without an ID number several people can be meant."),
        _("Name and birth date, telephone or address fit more than one record."),
        _("Add the ID number to the row, or correct the one that is meant on their page."),
    )


def perhaps_known() -> Reason:
    return Reason(
        "row.perhaps_known",
        _("Somebody of this name is known here; whether it is the same person, the row does not say."),
        _("A name alone tells nobody apart, and a second record of one person would split what is known."),
        _("Ask for birth date, telephone or ID number, and bring the row again."),
    )


def name_alone() -> Reason:
    return Reason(
        "row.name_alone",
        _("The row says a name and nothing that would tell the person apart."),
        _("It would never be found again, nor told from others of the name."),
        _("Ask for birth date, telephone or ID number, and bring the row again."),
    )


def not_here() -> Reason:
    return Reason(
        "row.not_here",
        _("There is no such record."),
        _("It does not exist, or it lies outside the area of the token."),
        _("Look at the list of records."),
    )


def at_odds() -> Reason:
    return Reason(
        "row.at_odds",
        _("The row means two records at once."),
        _("Number, own key and ID number lead to different records; which is right only a person can tell."),
        _("Look both up, and send the row with one of them."),
    )


def several() -> Reason:
    return Reason(
        "row.several",
        _("Several records have this ID number."),
        _("Which is meant only a person can tell."),
        _("Have them merged in the ledger, or send the number of the record."),
    )


def other_kind(entity: str) -> Reason:
    return Reason(
        "row.other_kind",
        _("The record is of another kind."),
        _("The row speaks of “%(entity)s”.") % {"entity": entity},
        _("Correct the kind or the number."),
    )


def no_area() -> Reason:
    return Reason(
        "row.no_area",
        _("The area of the row cannot be used."),
        _("A new record needs a community or grid within the area of the token; an area given must lie there too."),
        _("Choose one of the list of areas."),
    )


def unknown_field() -> Reason:
    return Reason(
        "row.unknown_field",
        _("The ledger keeps no such field."),
        _("Facts are kept under the fields of the vocabulary."),
        _("Look at the list of fields."),
    )


def bad_value() -> Reason:
    return Reason(
        "row.bad_value",
        _("The field cannot have this value."),
        _("It expects another kind of value, or one of its list of codes."),
        _("Look at the list of fields."),
    )


def bad_relation() -> Reason:
    return Reason(
        "row.bad_relation",
        _("The related record was not found."),
        _("It must be of the right kind, lie within the area of the token, and be known by number or by your own key."),
        _("Send the related record first, or in the same batch."),
    )


def bad_days() -> Reason:
    return Reason(
        "row.bad_days",
        _("The last day lies before the first day."),
        _("A fact holds from its first day to its last."),
        _("Correct the days."),
    )


def nothing() -> Reason:
    return Reason("row.nothing", _("The row says nothing."), _("It has no fact."), _("Leave it out."))


def twice() -> Reason:
    return Reason(
        "row.twice",
        _("The record occurs twice in this batch."),
        _("An earlier row speaks of the same record."),
        _("Put both together, or send the second in another batch."),
    )


def not_yours() -> Reason:
    return Reason(
        "row.not_yours",
        _("This cannot be told from outside."),
        _("That two records are one and the same is decided by a person in the ledger."),
        _("Leave the field out."),
    )
