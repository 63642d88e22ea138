"""What the pages of requests show, gathered from the passport, in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.utils import timezone

from qingzhuang.formfill.form import State
from qingzhuang.rulebook import Outcome, Strength, Verdict
from qingzhuang.site.accounts.queries import Actor, Area
from qingzhuang.site.definitions import queries as definitions
from qingzhuang.site.requests import actions, queries, rights
from qingzhuang.site.requests.actions.replace import CHANGING
from qingzhuang.site.requests.bar import pieces
from qingzhuang.site.requests.costs import cost_of
from qingzhuang.site.requests.forms import ReadingsForm
from qingzhuang.site.requests.known import ASK
from qingzhuang.site.requests.logic import Verdict as Way
from qingzhuang.site.requests.models import Request
from qingzhuang.site.requests.passport import Line, Sheet, passport_for
from qingzhuang.site.requests.readings import Reading, readings_of, with_found
from qingzhuang.site.requests.versions import difference
from qingzhuang.site.requests.wording import BLANKS, FREQUENCIES, STATES, engine_language, question_in_words
from qingzhuang.site.ui.offers import Offer, offers_of
from qingzhuang.tally.syntax import write, write_asked
from qingzhuang.vocabulary import label_in

SIGNS = {"known": ("✓", "answered"), "derived": ("✓", "answered"), "ask": ("!", "asked"), "not_ours": ("–", "outside")}
LINES_ON_PAPER = 18
MUCH = 50  # per cent of a request that another report asks already: merging is proposed


@dataclass(frozen=True, slots=True)
class Row:
    """One question as the page shows it."""

    label: str
    words: str
    state: str
    sign: str
    css: str
    same: tuple[Any, ...]
    near: list[tuple[Any, str]]
    sensitivity: str
    unsure: bool
    named: tuple[Any, ...] = ()
    question: str = ""
    on_paper: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """One verdict of the rulebook in words."""

    outcome: str
    title: str
    reason: str
    clause: str
    says: str
    verified: bool
    strength: str


def index(actor: Actor) -> dict[str, Any]:
    """The register, what waits for the desk before what is done."""
    rows = [(row, STATES[row.state]) for row in queries.requests_for(actor)]
    waits = [pair for pair in rows if actions.may_still_be_decided(pair[0])]
    done = [pair for pair in rows if not actions.may_still_be_decided(pair[0])]
    return {"waits": waits, "done": done}


def passport(actor: Actor, request: Request, language: str) -> dict[str, Any]:
    sheet = passport_for(actor, request)
    told = [told_of(verdict, language) for verdict in sheet.verdicts]
    asked = [one for one in told if one.outcome == Outcome.NOT_MET.value]
    rows = _on_paper([_row(line, actor.area, language) for line in sheet.lines])
    settles = rights.may(actor, "decide", request) and request.state in CHANGING
    readings = readings_of(request) if settles else []
    return {
        "asked": request, "place": actor.area.code, "sheet": sheet, "rows": rows, "not_on_paper": sum(not row.on_paper for row in rows),
        "bar": pieces(sheet.counts), "not_met": _by_clause(asked), "rest": [one for one in told if one not in asked],
        "state": STATES[request.state], "frequency": FREQUENCIES[request.frequency], "communities": queries.communities_of(request),
        "may_decide": rights.may(actor, "decide", request) and actions.may_still_be_decided(request),
        "readings": readings, "unsure": _unsure(readings),
        "may_amend": may_amend(actor, request), "may_replace": may_replace(actor, request),
        "proposed": request.forms.filter(used_at=None).exists(),
        "may_object": rights.may(actor, "object", request),
        "may_take": rights.may(actor, "take", request) and request.state == Request.State.ANSWERED,
        "may_close": request.state not in (Request.State.CLOSED, Request.State.RETURNED)
        and (request.owner_id == actor.person_id or rights.may(actor, "decide", request)),
        "objections": request.objections.select_related("area"),
        "offers": _offers(actor, request),
    }  # fmt: skip


def decision(actor: Actor, request: Request, language: str) -> dict[str, Any]:
    """The five ways, with the one that costs least first marked."""
    sheet = passport_for(actor, request)
    shares = {source.number: share for source, share in sheet.kinds}
    listed = [kind for kind in queries.kinds_for(actor) if kind.holds_on(timezone.localdate())]
    kinds = sorted(((kind, shares.get(kind.pk, 0)) for kind in listed), key=lambda pair: -pair[1])
    return {
        "asked": request, "sheet": sheet, "proposed": proposed(sheet).value,
        "kinds": kinds, "new": sheet.new,
        "lists_people": queries.lists_people(request), "gives_lists": actor.may("export_facts"),
        "not_met": [told_of(verdict, language) for verdict in sheet.not_met], "communities": sheet.cost.communities,
        "unsure": _unsure(readings_of(request)), "objections": request.objections.select_related("area"),
    }  # fmt: skip


def _unsure(found: Sequence[Reading]) -> int:
    return sum(one.is_open for one in found)


def readings(request: Request, data: Any, find: Mapping[str, str], language: str) -> dict[str, Any]:
    """What is unsure in the form, to be settled once; `find` says for which blank (`find`) another meaning is looked for by `words`. Hours are those of the demand: each of its communities confirms each reading."""
    found = with_found(readings_of(request), request, find.get("find", ""), find.get("words", "")[:60])
    form = ReadingsForm(data, readings=found, language=language)
    rows = [(one, form[one.unsure.key]) for one in found]
    communities, waits = len(queries.communities_of(request)), _unsure(found)
    cost = cost_of(request, {ASK: waits}, communities, timezone.localdate())
    return {"asked": request, "form": form, "rows": rows, "open": waits, "communities": communities, "cost": cost,
            "find": find}  # fmt: skip


def proposed(sheet: Sheet) -> Way:
    """What spares communities most: nothing asked, or asked once, or little asked; what stands against the rules goes back."""
    if sheet.blocks:
        return Way.RETURN
    if sheet.total and not sheet.counts["ask"] and sheet.known_percent >= MUCH:
        return Way.ANSWER
    if sheet.kinds and sheet.kinds[0][1] >= MUCH:
        return Way.MERGE
    serious = [verdict for verdict in sheet.not_met if verdict.strength is not Strength.HINT]
    if not sheet.total:
        return Way.RETURN if serious else Way.SEND
    return Way.SHORTEN if len(sheet.new) < sheet.total else Way.SEND


def _on_paper(rows: list[Row]) -> list[Row]:
    """One page of A4 holds so many lines: what has to be asked comes before what is known."""
    first = sorted(range(len(rows)), key=lambda at: (rows[at].css == "answered", at))[:LINES_ON_PAPER]
    return [replace(row, on_paper=at in first) for at, row in enumerate(rows)]


def _by_clause(told: Sequence[Told]) -> list[list[Told]]:
    """Verdicts that follow from one clause stand together, so that it is quoted once."""
    return [list(together) for _, together in groupby(told, key=lambda one: (one.clause, one.says, one.strength, one.verified))]


def may_amend(actor: Actor, request: Request) -> bool:
    mine = request.owner_id == actor.person_id and rights.may(actor, "see", request)
    return request.state == Request.State.REGISTERED and (mine or rights.may(actor, "decide", request))


def may_replace(actor: Actor, request: Request) -> bool:
    mine = request.owner_id == actor.person_id and rights.may(actor, "see", request)
    return request.state in CHANGING and bool(request.sha256) and (mine or rights.may(actor, "decide", request))


def forms(actor: Actor, request: Request) -> dict[str, Any]:
    """The versions of a form, the newest first, each with what it changed against the one before it."""
    versions = list(request.forms.select_related("made_by"))
    before = [*versions[1:], None][: len(versions)]
    lines = [(one, difference(old.asks, one.asks) if old else None) for one, old in zip(versions, before, strict=True)]
    proposed = versions[0] if versions and versions[0].used_at is None else None
    used = next((one.number for one in versions if one.used_at), 1)
    needs_desk = proposed and request.goes_out and lines[0][1] and lines[0][1].new and not rights.may(actor, "decide", request)
    return {
        "asked": request, "lines": lines, "used": used, "proposed": proposed, "needs_desk": needs_desk,
        "may_replace": may_replace(actor, request), "offers": offers_of("form_version", actor.rights) if proposed else [],
    }  # fmt: skip


def check_amend(actor: Actor, request: Request) -> None:
    """A refusal for whoever sees a request that others mend."""
    if request.owner_id != actor.person_id:
        rights.check(actor, "decide", request)


def said_of(request: Request) -> dict[str, Any]:
    """What the form to mend a request begins with."""
    names = (
        "title asker frequency basis_number legal_ground purpose population as_of period_from period_to form_number issuing_body "
        "approval_number valid_until"
    ).split()
    said = {name: getattr(request, name) for name in names}
    due = timezone.localtime(request.due_at) if request.due_at else None
    return said | {"due_at": due, "areas": [area.code for area in request.areas.all()]}


def _row(line: Line, area: Area, language: str) -> Row:
    question = line.ask.asked.question if line.ask.asked else None
    sign, css = SIGNS[line.state]
    near = [(source, apart.in_words(engine_language(language))) for source, apart in line.near]
    return Row(
        line.ask.label, question_in_words(write_asked(line.ask.asked) if line.ask.asked else "", language),
        str(BLANKS[line.state]), sign, css, line.same, near, line.ask.sensitivity, line.ask.state is State.UNSURE,
        definitions.named_in(question, line.ask.label, area, language) if question else (), write(question) if question else "",
    )  # fmt: skip


def told_of(verdict: Verdict, language: str) -> Told:
    """A verdict in the reader's language, with where it is written."""
    tongue, clause = engine_language(language), verdict.rule.clause
    paper = " ".join(part for part in (label_in(clause.paper, tongue), clause.article) if part) if clause else ""
    return Told(
        verdict.outcome.value, label_in(verdict.rule.title, tongue), label_in(verdict.reason, tongue), paper,
        label_in(clause.says, tongue) if clause else "", verdict.rule.verified, verdict.strength.value,
    )  # fmt: skip


def _offers(actor: Actor, request: Request) -> list[Offer]:
    """What areas above offer for a request that has gone out, or that was merged and belongs to the actor."""
    if request.goes_out:
        return offers_of("request", actor.rights)
    own = request.owner_id == actor.person_id or rights.may(actor, "decide", request)
    return offers_of("merged_request", actor.rights) if request.state == request.State.MERGED and own else []
