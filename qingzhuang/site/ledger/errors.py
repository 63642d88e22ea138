"""What the ledger refuses."""

from __future__ import annotations

from datetime import date

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


def no_such_field_kind() -> Refusal:
    return Refusal(
        "ledger.no_such_field_kind",
        _("The field was not said whole."),
        _("A field has a name, belongs to one kind of record, and has one kind of value."),
        _("Choose from the lists and give the field a name."),
    )


def field_without_reason() -> Refusal:
    return Refusal(
        "ledger.field_without_reason",
        _("A field needs a purpose and a legal basis."),
        _(
            "Personal data may be kept only for a purpose that is named, on a basis that is named (Personal Information Protection Law, articles 6 and 13)."
        ),
        _("Write what the field is for and on which law or document it rests; if there is none, do not keep it."),
    )


def field_without_term(most: int) -> Refusal:
    return Refusal(
        "ledger.field_without_term",
        _("A field needs a term, from 1 to %(most)s months.") % {"most": most},
        _("A value that nobody confirms for longer than that is asked again."),
        _("Say after how many months a value should be asked again."),
    )


def field_without_values() -> Refusal:
    return Refusal(
        "ledger.field_without_values",
        _("A field with a list needs at least two values."),
        _("Each value that can be chosen stands on a line of its own."),
        _("Write the values, one a line."),
    )


def values_stay() -> Refusal:
    return Refusal(
        "ledger.values_stay",
        _("Values of a list can be added, not taken away."),
        _("Facts may be recorded with them."),
        _("Leave the old values and add the new ones; for another list define another field."),
    )


def field_is_known(label: str, known: str, path: str) -> Refusal:
    return Refusal(
        "ledger.field_is_known",
        _("“%(label)s” is a field already: %(known)s.") % {"label": label, "known": known},
        _("Two fields for one fact would split what is known, and forms would ask twice (%(path)s).") % {"path": path},
        _("Use the field that is there; if you mean something else, give yours a name that says so."),
        status=409,
    )


def field_not_kept(word: str) -> Refusal:
    return Refusal(
        "ledger.field_not_kept",
        _("A field about “%(word)s” cannot be defined.") % {"word": word},
        _("What other authorities keep of special groups of people is not kept here."),
        _("Leave it to the authority that is in charge; if you mean something else, say it in other words."),
    )


def field_is_retired() -> Refusal:
    return Refusal(
        "ledger.field_is_retired",
        _("This field is no longer used."),
        _("It was retired; what was recorded stays readable."),
        _("Define a new field if the fact is needed again."),
        status=409,
    )


def field_of_others(name: str) -> Refusal:
    return Refusal(
        "ledger.field_of_others",
        _("The field “%(name)s” does not hold here.") % {"name": name},
        _("It was defined for another area, or it is no longer used."),
        _("Use a field of your own area, or have it defined for the area above both."),
    )


def not_empty() -> Refusal:
    return Refusal(
        "ledger.not_empty",
        _("The ledger here is not empty."),
        _("Everything of another ledger keeps its numbers, which must be free."),
        _("Take it into a new installation; into this one bring lists or files of GB/T 31000."),
        status=409,
    )


def other_picture(number: int) -> Refusal:
    return Refusal(
        "ledger.other_picture",
        _("Nothing was taken in: record %(number)s would not be what it was.") % {"number": number},
        _("The picture made from the journal differs from the one that came along, so the file was changed or is not whole."),
        _("Have the file made again where it came from."),
    )


def still_here() -> Refusal:
    return Refusal(
        "ledger.still_here",
        _("The values of somebody who lives here cannot be taken out."),
        _("The community still needs them for what it has to do (Personal Information Protection Law, article 13)."),
        _("Record the moving away or the death first; a single wrong value is taken back in the history."),
        status=409,
    )


def kept_until(day: date | None, days: int) -> Refusal:
    return Refusal(
        "ledger.kept_until",
        _("The values are kept until %(day)s.") % {"day": day.isoformat() if day else "—"},
        _("The rule of this installation keeps them for %(days)s days after somebody is gone.") % {"days": days},
        _("Come back then, or name the request of the resident."),
        status=409,
    )


def no_document() -> Refusal:
    return Refusal(
        "ledger.no_document",
        _("The basis must be the number of a document, without a name."),
        _("It is what stays in the history when all values are gone."),
        _("Write the number of the request or of the decision, like 〔2026〕12."),
    )


def already_shredded() -> Refusal:
    return Refusal(
        "ledger.already_shredded",
        _("Nothing is left to take out, and what was taken out cannot come back."),
        _("The values of this record are gone; the history says when that was done, and on which basis."),
        _("If the person lives here again, record them anew."),
        status=409,
    )


def secret_is_text() -> Refusal:
    return Refusal(
        "ledger.secret_is_text",
        _("Only a text can be kept sealed."),
        _("Sealed values cannot be counted or compared, so a list, a number or a day would be of no use."),
        _("Choose text, or say that the values are sensitive personal data."),
    )


def open_matter(words: str) -> Refusal:
    return Refusal(
        "ledger.open_matter",
        _("The values cannot be taken out yet: %(matter)s.") % {"matter": words},
        _("While something is still open of a person, the values are needed for it."),
        _("Bring it to its end first."),
        status=409,
    )


def nobody_over() -> Refusal:
    return Refusal(
        "ledger.nobody_over",
        _("Nobody's time is over here."),
        _("Of everybody who is gone the term has not ended, or something is still open."),
        status=409,
    )
