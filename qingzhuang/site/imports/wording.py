"""What pages say of imports: outcomes, problems, reasons, columns, in the language of the reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from qingzhuang.intake.match import Reason
from qingzhuang.intake.problems import Problem, Severity, codes
from qingzhuang.site.imports.logic.laying import DROP, OUT, TAKE
from qingzhuang.site.imports.logic.states import Outcome, Run
from qingzhuang.site.ledger.queries import field_named
from qingzhuang.vocabulary import UnknownName, label_in

OUTCOMES: Mapping[str, Any] = {
    Outcome.NEW.value: _("new"),
    Outcome.CHANGED.value: _("changed"),
    Outcome.SAME.value: _("as known"),
    Outcome.LOOK.value: _("needs a look"),
    Outcome.REFUSED.value: _("not taken"),
    Outcome.SKIPPED.value: _("no record"),
}
SIGNS = {  # outcome → class and sign, as on the pages of forms
    "new": ("answered", "+"), "changed": ("waiting", "≠"), "same": ("kept", "="), "look": ("unsure", "?"), "refused": ("asked", "×"),
    "skipped": ("outside", "–"),
}  # fmt: skip
STATES: Mapping[str, Any] = {
    Run.WAITING.value: _("about to be read"),
    Run.READING.value: _("being read"),
    Run.PREVIEWED.value: _("looked over, not taken over yet"),
    Run.QUEUED.value: _("about to be taken over"),
    Run.COMMITTING.value: _("being taken over"),
    Run.DONE.value: _("taken over"),
    Run.UNDOING.value: _("being taken back"),
    Run.UNDONE.value: _("taken back"),
    Run.REFUSED.value: _("cannot be taken over"),
    Run.FAILED.value: _("broke off"),
}
# What is found of whole rows; what is found of values is worded by the engine that reads them.
ROW_CODES: Mapping[str, Any] = {
    "no_name": _("Neither a name nor a number: nobody knows who this is."),
    "left_out": _("Left out by a decision."),
    "other_area": _("The row says “%(place)s”, which is another community."),
    "number_unsure": _("The ID number cannot be right, so it does not say who this is."),
    "name_only": _("Only the name is given; by the name alone nobody is recognised."),
    "maybe_known": _("It may be one of %(count)s known people."),
    "other_name": _("The ID number is that of somebody with quite another name."),
    "several_known": _("%(count)s known records fit equally well."),
    "known_elsewhere": _("Known in another community (%(place)s): has this person moved here?"),
    "known_gone": _("Known, but moved away before."),
    "known_dead": _("Known as having died."),
    "rows_differ": _("Row %(row)s says otherwise about the same person."),
    "differs_here": _("The two rows differ here."),
    "row_twice": _("The same as in row %(row)s."),
    "no_number": _("No ID number; recognised by other facts."),
    "contested": _("A more trusted source says otherwise; both are kept until somebody decides."),
    "older": _("Something newer is known; this is kept as history."),
    "two_heads": _("The household has another head already."),
    "head_unknown": _("The head of the household is not in the list and not known; no household is recorded."),
    "relative_unknown": _("The relative is not known by a number; the name alone is not recorded."),
    "member_by_name": _("The member has no number and is not known; nobody is recorded by name alone."),
    "member_elsewhere": _("The member is known in another community."),
    "address_composed": _("The address was put together from estate, building, unit and room."),
    "typed_anew": _("Typed anew by %(who)s on %(day)s, and counts: %(typed)s"),
    "area_unknown": _("The place named here is not known."),
    "grid_unknown": _("The grid named here is not known."),
    "part_of_a_day": _("Only a month or a year is given; the day is not recorded."),
    "row_total": _("A row of totals."),
    "row_guide": _("A row that guides the reader."),
    "row_hint": _("A hint how to fill in."),
    "row_example": _("An example."),
    "row_heading_again": _("The headings once more."),
    "row_title_again": _("The title once more."),
    "row_section": _("The title of a section."),
    "row_note": _("A note."),
    "row_another_table": _("The beginning of another table."),
}
WAITING = frozenset(
    """number_unsure name_only maybe_known other_name several_known known_elsewhere known_gone known_dead rows_differ""".split()
)
ASK_WHO = frozenset(("maybe_known", "other_name", "known_elsewhere", "known_gone", "name_only", "number_unsure"))
REFUSED = frozenset(("no_name", "other_area"))
# Code → what can be said of all rows with it at once.
MENDS: Mapping[str, tuple[tuple[str, Any], ...]] = {
    "number_unsure": ((TAKE, _("Take them without the number")), (OUT, _("Leave them out"))),
    "name_only": ((TAKE, _("Take them as new people")), (OUT, _("Leave them out"))),
    "maybe_known": ((TAKE, _("They are the ones proposed")), (DROP, _("They are all new"))),
    "other_name": ((TAKE, _("The name has changed")), (OUT, _("Leave them out"))),
    "known_elsewhere": ((TAKE, _("They have moved here")),),
    "known_gone": ((TAKE, _("They are back")),),
    "known_dead": ((TAKE, _("Record it all the same")),),
    "rows_differ": ((TAKE, _("The later row counts")),),
}
# What contradicts itself is left open until somebody says that it is right as it stands.
AS_WRITTEN = ((TAKE, _("Take them as written")), (DROP, _("Leave the values empty")), (OUT, _("Leave the rows out")))
CONTRADICTIONS = frozenset(
    """birth_not_id sex_not_id age_impossible dead_with_allowance death_before_birth married_child relation_sex""".split()
)
OF_HOUSEHOLDS = ((TAKE, _("It is so")),)
HOUSEHOLDS = frozenset(
    """household_no_head household_two_heads household_two_spouses head_child spouse_same_sex parent_younger child_older""".split()
)
OF_VALUES = ((TAKE, _("Take what is proposed")), (DROP, _("Leave the values empty")), (OUT, _("Leave the rows out")))
LEFT_OUT: Mapping[str, Any] = {
    "empty": _("empty"),
    "hidden": _("hidden"),
    "codes": _("a list of codes"),
    "notes": _("notes"),
    "figures": _("figures, no records"),
    "card": _("a card about one record"),
    "not_understood": _("not understood"),
}


def in_words(code: str, about: Iterable[tuple[str, Any]] = ()) -> str:
    """What was found, in a sentence; where the words to fill in are not at hand, dots stand for them."""
    filled = dict(about)
    if code in ROW_CODES:
        return str(ROW_CODES[code]) % _Dots(filled)
    if code not in codes():
        return code
    while True:
        try:
            return Problem(code, tuple(filled.items())).words(language_of_page())
        except KeyError as missing:
            filled[missing.args[0]] = "…"


class _Dots(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"


def reason_in_words(code: str, known: str) -> str:
    """Why a row may be a known person."""
    return Reason(code, known).words(language_of_page())


def weight_of(code: str) -> str:
    """`ask` where a person has to decide, `refuse`, `mended`, `note`."""
    if code in ROW_CODES:
        return "ask" if code in WAITING else "refuse" if code in REFUSED else "note"
    return Problem(code).severity.value if code in codes() else Severity.NOTE.value


def mends_of(code: str, proposed: bool) -> list[tuple[str, Any]]:
    """What can be said of all rows with a problem."""
    if code in ROW_CODES:
        return list(MENDS.get(code, ()))
    if code in CONTRADICTIONS or code in HOUSEHOLDS:
        return list(AS_WRITTEN if code in CONTRADICTIONS else OF_HOUSEHOLDS)
    if code == "duplicate_name_birth":
        return [*OF_HOUSEHOLDS, OF_VALUES[2]]
    if weight_of(code) not in ("ask", "refuse"):
        return []
    return [one for one in OF_VALUES if proposed or one[0] != TAKE]


def concept_in_words(concept: str) -> str:
    """What a column means, in the language of the page."""
    if not concept:
        return ""
    try:
        return label_of(field_named(concept).label)
    except UnknownName:
        return concept


def values_of(concept: str) -> list[tuple[str, str]]:
    """The values that a coded field can have: name, words."""
    try:
        listed = field_named(concept).codes
    except UnknownName:
        return []
    return [(value.name, label_of(value.label)) for value in listed.values] if listed is not None else []


def value_in_words(concept: str, name: str) -> str:
    """A value in the language of the page: of a coded field its words, else as it is."""
    return dict(values_of(concept)).get(name, name)


def label_of(label: Mapping[str, str]) -> str:
    return label_in(label, language_of_page())


def language_of_page() -> str:
    return {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}.get(get_language() or "", "en")
