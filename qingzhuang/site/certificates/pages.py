"""What the pages of certificates show: the choice of papers, the decision with its facts, one application, the preview."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.safestring import mark_safe

from qingzhuang.site.accounts.queries import Actor, Area
from qingzhuang.site.certificates import queries, rights, told, wording
from qingzhuang.site.certificates.logic import used
from qingzhuang.site.certificates.logic.kinds import Kind, kind_of
from qingzhuang.site.certificates.logic.letters import NotFilled, letter
from qingzhuang.site.certificates.signing import committee_of
from qingzhuang.site.kit import masking
from qingzhuang.site.kit.downloads import disposition
from qingzhuang.site.kit.languages import engine_language
from qingzhuang.site.ledger import queries as ledger
from qingzhuang.site.ledger.queries import Record

GAP = "____"


def number_of(record: Record) -> str:
    """The ID number of a resident, covered."""
    held = {name: record.facts[name] for name in ("id_number",) if name in record.facts}
    return masking.numbers(str(ledger.plain_facts(held).get("id_number") or ""))


@dataclass(frozen=True, slots=True)
class FactShown:
    """One fact of the paper with where it comes from; `text` covered where the number is secret."""

    name: str
    label: str
    text: str
    state: str
    source: str
    confirmed: Any
    record: int
    field: str
    optional: bool


def facts_shown(facts: Iterable[used.Used]) -> list[FactShown]:
    found = []
    for one in facts:
        text = wording.fact_words(one, engine_language())
        source = " · ".join(part for part in (ledger_source(one.source), one.title, one.by) if part)
        found.append(
            FactShown(
                one.name, wording.field_words(one.entity, one.field), masking.covered(text) if one.secret else text, one.state,
                source,
                one.confirmed, one.record, one.field, one.optional,
            )
        )  # fmt: skip
    return found


def ledger_source(source: str) -> str:
    return ledger.source_words(source) if source else ""


def preview(kind: Kind, facts: Iterable[used.Used], said: Mapping[str, str], language: str) -> list[str]:
    """The paragraphs as they will stand on the paper, gaps where something is missing, numbers covered."""
    values = {one.name: masking.numbers(wording.fact_words(one, language)) or ("" if one.optional else GAP) for one in facts}
    values |= {one.name: _typed(one.type, said.get(one.name, ""), language) for one in kind.asked}
    try:
        return list(letter(kind, values, language))
    except NotFilled:
        return []


def _typed(kind: str, value: str, language: str) -> str:
    try:
        return wording.asked_words(kind, value, language) or GAP
    except ValueError:
        return GAP


def decided(actor: Actor, record: Record | None, what: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """The part of the page that follows from the choice: decision, reasons, facts, what is to be typed, preview."""
    area = record.area if record is not None else actor.area
    kind, item = queries.kind_in(area, what), queries.listing_in(area).items.get(what)
    if kind is None and item is None:
        return {}
    body = str(data.get("body") or "other")
    lines = queries.lines_for(actor, record) if record is not None and kind is not None else None
    decision = queries.decision_for(
        actor, area=area, kind=kind, item=item, body=body if body in queries.bodies() else "other", record=record, lines=lines
    )
    facts = queries.facts_of(lines, kind, timezone.localdate()) if lines is not None and kind is not None else []
    said = {name.removeprefix("said-"): str(value) for name, value in data.items() if name.startswith("said-")}
    language = str(data.get("language") or "zh-Hans")
    return {
        "what": what, "kind": kind, "item": item and queries.item_words(item), "decision": decision,
        "title": wording.pair(kind.title) if kind else wording.pair((item.name, item.english)) if item else "",
        "outcome": wording.outcome_words(decision.outcome.value), "sign": wording.outcome_sign(decision.outcome.value),
        "reasons": queries.reasons_shown([_reason(one) for one in decision.reasons]), "facts": facts_shown(facts),
        "missing": any(one.in_the_way and one.state == used.MISSING for one in facts), "notes": queries.notes_of(area),
        "asked": [(one.name, one.type, wording.pair(one.label), said.get(one.name, "")) for one in kind.asked] if kind else [],
        "paragraphs": preview(kind, facts, said, language) if kind and decision.may_issue else [], "paper_language": language,
        "issuer": committee_of(queries.community_of(area)), "sheet_title": kind.title.get(language, "") if kind else "",
        "may_issue": decision.may_issue and record is not None and rights.may(actor, "issue", record),
        "may_slip": rights.may(actor, "issue", record or actor), "eyes": decision.eyes,
    }  # fmt: skip


def _reason(one: Any) -> dict[str, Any]:
    return {"words": one.words, "clause": one.clause, "sure": one.sure, "code": one.code}


def application(actor: Actor, one: queries.Application) -> dict[str, Any]:
    """One application as its page shows it."""
    paper = getattr(one, "certificate", None)
    kept = told.told(one.told)
    kind = queries.kind_in(one.area, one.kind) if one.kind else None
    return {
        "one": one, "paper": paper, "title": wording.title_of(one, kind), "stage": wording.stage_words(one.stage),
        "outcome": wording.outcome_words(one.outcome), "sign": wording.outcome_sign(one.outcome),
        "body": wording.body_words(one.body, one.body_name), "reasons": queries.reasons_shown(one.reasons), "claim": kept.claim,
        "paragraphs": [masking.numbers(line) for line in kept.paragraphs], "facts": used_shown(one),
        "state": queries.shown(paper).state if paper and paper.sha256 else "", "issuer": committee_of(one.area),
        "sheet_title": kind.title.get(one.language, "") if kind else "", "may_issue": rights.may(actor, "issue", one),
        "may_revoke": rights.may(actor, "revoke", one),
        "own": one.verified_by is not None and one.verified_by.person_id == actor.person_id,
        "reasons_to_void": [(name, wording.why_revoked(name)) for name in wording.REVOKED], "asked": asked_of_phone(one, kind),
        "void": wording.why_revoked(paper.revoked_why) if paper and paper.revoked_at else "",
        "to_show": queries.facts_to_show(paper) if paper and paper.kept_as else [],
    }  # fmt: skip


def asked_of_phone(one: queries.Application, kind: Kind | None) -> list[tuple[str, str, str, str]]:
    """What has to be typed at the desk for an application from the phone."""
    if one.stage != queries.Stage.CLAIMED or kind is None:
        return []
    return [(asked.name, asked.type, wording.pair(asked.label), "") for asked in kind.asked]


def used_shown(one: queries.Application) -> list[tuple[str, str, str]]:
    """Label, source, day of the facts that were used."""
    return [
        (wording.field_words(fact["entity"], fact["field"]), ledger_source(fact["source"]), fact["confirmed"] or "")
        for fact in one.facts
    ]


@dataclass(frozen=True, slots=True)
class Line:
    """An application as a list shows it."""

    one: queries.Application
    title: str
    who: str
    body: str
    stage: str
    outcome: str
    sign: str


def lines(applications: Iterable[queries.Application]) -> list[Line]:
    return [
        Line(
            one, wording.title_of(one, queries.kind_in(one.area, one.kind) if one.kind else None),
            one.record.called if one.record else "", wording.body_words(one.body, one.body_name), wording.stage_words(one.stage),
            wording.outcome_words(one.outcome), wording.outcome_sign(one.outcome),
        )
        for one in applications
    ]  # fmt: skip


# ---------------------------------------------------------------- other pages
def pdf(paper: queries.Certificate, data: bytes) -> HttpResponse:
    """A signed file to be shown by the browser, under its number."""
    name = disposition(f"{paper.number}.pdf").replace("attachment", "inline", 1)
    return HttpResponse(data, content_type="application/pdf", headers={"Content-Disposition": name})


def slip(one: queries.Application) -> dict[str, Any]:
    """What the slip says."""
    item = queries.listing_in(one.area).items.get(one.item)
    kind = queries.kind_in(one.area, one.kind) if one.kind else None
    return {
        "one": one, "title": wording.title_of(one, kind), "item": item and queries.item_words(item),
        "reasons": queries.reasons_shown(one.reasons),
        "outcome": wording.outcome_words(one.outcome), "issuer": committee_of(one.area), "who": one.record.name if one.record else "",
        "body": wording.body_words(one.body, one.body_name), "day": timezone.localtime(one.asked_at).date(),
    }  # fmt: skip


def batch(found: Any) -> dict[str, Any]:
    """How far a batch has come."""
    done = queries.batch_lines(found)
    shown = [
        (
            line,
            wording.stage_words(line.problem)
            if line.problem and not line.problem.startswith("!")
            else line.problem.removeprefix("! "),
        )
        for line in done
    ]
    return {
        "batch": found, "title": wording.paper_words(found.kind), "done": len(done), "at_work": len(done) < found.size,
        "issued": [line for line, problem in shown if not problem], "open": [(line, problem) for line, problem in shown if problem],
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listed:
    """A kind that can be made for a list; `columns` are the headings of what has to be typed for each resident."""

    name: str
    title: str
    columns: list[str]


def kinds_for_lists(area: Area) -> list[Listed]:
    return [
        Listed(kind.id, wording.pair(kind.title), [wording.pair(one.label) for one in kind.asked])
        for kind in queries.kinds_in(area).values()
    ]


def kind_lines(area: Area) -> list[tuple[str, str, list[tuple[str, bool]], int, int]]:
    """Title, use, bases, days, eyes of what may be issued."""
    return [
        (
            wording.pair(kind.title),
            wording.pair(kind.use),
            [(one.text, one.checked) for one in kind.basis],
            kind.valid_days,
            kind.eyes,
        )
        for kind in queries.kinds_in(area).values()
    ]


def drawn(found: queries.DrawnKind) -> dict[str, Any]:
    """How a drawn kind was understood."""
    made = kind_of(found.name, found.told, own=True)
    facts = [(one.name, wording.field_words(*used.split(one))) for one in made.facts]
    return {"row": found, "kind": made, "title": wording.pair(made.title), "facts": facts, "asked": [one.name for one in made.asked],
            "paragraphs": made.wording["zh-Hans"]}  # fmt: skip


def code(text: str) -> str:
    """A QR code to be set into a page."""
    from qingzhuang.seal.typeset import qr_svg

    return mark_safe(qr_svg(text).partition("?>")[2] or qr_svg(text))


def fact(name: str) -> str:
    return wording.fact_by_itself(name)
