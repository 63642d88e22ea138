"""Events and what is due, in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingzhuang.site.events.logic.allowances import ALLOWANCES
from qingzhuang.site.events.logic.due import Kind
from qingzhuang.site.events.logic.plan import Known, Line, Note, Plan, Scene
from qingzhuang.site.events.models import Proposal
from qingzhuang.site.kit import masking
from qingzhuang.site.ledger import queries as ledger

OFFERS = {
    "person": ("birth", "marriage", "divorce", "move_within", "move_out", "death", "merge"),
    "household": ("birth", "move_in", "move_within", "move_out", "head", "split"),
    "dwelling": ("move_in",),
}
EVENTS = {
    "birth": gettext_lazy("Birth"),
    "death": gettext_lazy("Death"),
    "move_in": gettext_lazy("Moved in"),
    "move_out": gettext_lazy("Moved away"),
    "move_within": gettext_lazy("Moved within"),
    "marriage": gettext_lazy("Marriage"),
    "divorce": gettext_lazy("Divorce"),
    "split": gettext_lazy("Split household"),
    "head": gettext_lazy("Another head"),
    "merge": gettext_lazy("Same person twice"),
}
TITLES = {"birth": "出生", "death": "死亡", "move_in": "迁入", "move_out": "迁出", "move_within": "内部搬迁", "marriage": "结婚",
          "divorce": "离婚", "split": "分户", "head": "变更户主", "merge": "合并重复档案"}  # fmt: skip
HIDDEN = frozenset(
    ("building", "estate", "grid", "deceased", "moved_out", "death_date", "marriage_date", "move_in_date", "move_out_date")
)  # follow from what is shown, or repeat its day


def event_words(name: str) -> str:
    return EVENTS.get(name, name)  # type: ignore[return-value]


def title_of(event: str) -> str:
    """How the journal calls it, in the language of the papers."""
    return TITLES[event]


def allowance_words(field: str) -> str:
    return {
        "welfare.old_age_allowance": _("Old-age allowance"),
        "welfare.subsistence_allowance": _("Minimum living allowance"),
        "welfare.urban_subsistence_allowance": _("Minimum living allowance (urban)"),
        "welfare.rural_subsistence_allowance": _("Minimum living allowance (rural)"),
        "welfare.five_guarantee": _("Support for the destitute"),
        "disability.living_subsidy": _("Living subsidy for the disabled"),
        "disability.nursing_subsidy": _("Nursing subsidy for the disabled"),
    }.get(field, field)


def sentences(plan: Plan, scene: Scene) -> list[str]:
    """What will change, a line each: "张三: State → deceased, from 2026-11-28"."""
    names = _names(plan, scene)
    return [
        _sentence(line, names)
        for line in plan.lines
        if line.field not in HIDDEN and not (line.record < 0 and line.field == "name")
    ]


def _names(plan: Plan, scene: Scene) -> dict[int, str]:
    told = {pk: called(known) for pk, known in scene.records.items()}
    for line in plan.lines:
        if line.record < 0 and line.field in ("name", "address") and line.after:
            told[line.record] = str(line.after) if line.entity == "person" else _("new household")
    return told


def called(known: Known) -> str:
    """What a record is called; covered where it lies outside the reader's areas."""
    if known.elsewhere:
        return masking.name(known.name) if known.entity == "person" else ledger.entity_words(known.entity)
    if known.entity == "household":
        return _("household of %(address)s") % {"address": known.name} if known.name else ledger.entity_words("household")
    return known.name or ledger.entity_words(known.entity)


def _sentence(line: Line, names: Mapping[int, str]) -> str:
    who, day = names.get(line.record, _("new household")), date_format(line.day, "Y-m-d")
    if line.after is False and line.field in {one.field for one in ALLOWANCES}:
        month = date_format(line.day, "Y-m")
        return _("%(who)s: %(allowance)s stops, from %(month)s") % {
            "who": who,
            "allowance": allowance_words(line.field),
            "month": month,
        }
    label = ledger.label_of(line.entity, line.field)
    value = _value(line, names)
    if line.record < 0:
        return _("%(who)s: %(field)s %(value)s") % {"who": who, "field": label, "value": value}
    return _("%(who)s: %(field)s → %(value)s, from %(day)s") % {"who": who, "field": label, "value": value, "day": day}


def _value(line: Line, names: Mapping[int, str]) -> str:
    if line.after is None:
        return _("no longer known") if line.before is not None else _("unknown")
    if ledger.is_relation(line.entity, line.field):
        return names.get(line.after, "—")
    words = ledger.value_words(line.entity, line.field, line.after)
    return masking.covered(words) if ledger.is_secret(line.field) else words


MOST_NOTES = 20


def notes(plan: Plan, scene: Scene) -> list[str]:
    """What the person who records should know besides; of very many the first."""
    names = _names(plan, scene)
    return [_note(note, names.get(note.record, "")) for note in plan.notes[:MOST_NOTES]]


def _note(note: Note, who: str) -> str:
    kind, _sign, field = note.kind.partition(":")
    if kind == "differs":
        label = ledger.label_of("person", field)
        return _("The two records differ in %(field)s: what the first says stays, the other remains in its history.") % {
            "field": label
        }
    return {
        "relation_open": _("What %(who)s is to the head cannot be reckoned: ask, and record it on the page.") % {"who": who},
        "usage_open": _("How the dwelling is used from now on is not known: record it on its page."),
        "no_household": _("%(who)s belongs to no household yet: record the move separately.") % {"who": who},
        "same_household": _("Both still live in one household: record a move or a split when one leaves."),
    }[kind]


# ---------------------------------------------------------------- what is due
KINDS = {
    Kind.JOINS.value: gettext_lazy("Joins a list"),
    Kind.LEAVES.value: gettext_lazy("Leaves a list"),
    Kind.CARD.value: gettext_lazy("Card ends"),
    Kind.ENDS.value: gettext_lazy("Help ends"),
    Kind.OUT_OF_REACH.value: gettext_lazy("Out of reach"),
    Kind.DEATH.value: gettext_lazy("Died, still paid"),
}


def kind_words(kind: str) -> str:
    return KINDS.get(kind, kind)  # type: ignore[return-value]


def answer_words(answer: str) -> str:
    return {"accepted": _("accepted"), "later": _("not now"), "not_applicable": _("not applicable")}.get(answer, answer)


def why(proposal: Proposal) -> str:
    """The reason in words: which list by which definition and source, which card until when."""
    detail, day = proposal.detail, date_format(proposal.day, "Y-m-d")
    said = {"day": day, "age": detail.get("age", ""), "list": detail.get("word", ""), "source": detail.get("source", "")}
    if proposal.kind == Kind.JOINS.value:
        return _("Is %(age)s by the day rule of the list from %(day)s: %(list)s (%(source)s)") % said
    if proposal.kind == Kind.LEAVES.value:
        return _("Is %(age)s from %(day)s and no longer belongs to: %(list)s (%(source)s)") % said
    if proposal.kind == Kind.OUT_OF_REACH.value:
        return _("Nobody could reach them since %(since)s: three months on %(day)s") % {"since": detail["kept"], "day": day}
    if proposal.kind == Kind.DEATH.value:
        return _("Died on %(day)s, and is still held to receive: %(what)s") % {"day": day, "what": _listed(proposal)}
    label = ledger.label_of("person", detail["field"])
    return _("%(what)s: ends on %(day)s") % {"what": label, "day": day}


def will_do(proposal: Proposal) -> str:
    """What accepting records; empty where it only says that it was seen to."""
    if not proposal.facts:
        return ""
    if any(value is False for value in proposal.facts.values()):
        return _("Accepting ends: %(what)s") % {"what": _listed(proposal)}
    return _("Accepting records: %(what)s") % {"what": _listed(proposal)}


def _listed(proposal: Proposal) -> str:
    known = {one.field for one in ALLOWANCES}
    return "、".join(allowance_words(name) if name in known else ledger.label_of("person", name) for name in proposal.facts)
