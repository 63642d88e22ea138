"""The passport of a request: what of it is known, who asks it already, what is missing, and what it would cost; on one page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from qingzhuang.formfill.asks import Ask
from qingzhuang.formfill.notice import read_notice
from qingzhuang.rulebook import Outcome, Verdict, load
from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.certificates import queries as certificates
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.kit.workdays import WorkingTime, working_time
from qingzhuang.site.ledger.queries import names_special_group
from qingzhuang.site.requests import logic
from qingzhuang.site.requests.costs import Cost, cost_of
from qingzhuang.site.requests.known import ASK, DERIVED, KNOWN, NOT_OURS, states_of
from qingzhuang.site.requests.models import Request
from qingzhuang.site.requests.queries.requests import communities_of, earlier_of
from qingzhuang.site.requests.sources import Key, Source, Sources, keys_of, sources_for
from qingzhuang.site.requests.uses import uncovered
from qingzhuang.site.warehouse import queries as warehouse
from qingzhuang.tally import Scope
from qingzhuang.tally.overlap import Canonical, Difference

MOST_ALIKE, MOST_ASKED = 5, 3  # kinds and earlier requests that the page names
MOST_NEAR = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One question of the request: its state, who asks the same, and who nearly the same."""

    ask: Ask
    key: Key
    state: str
    same: tuple[Source, ...]
    near: tuple[tuple[Source, Difference], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole passport. `counts` are blanks by state; `alike` other reports with the share of a hundred that they ask already;
    `kinds` all kinds among them, the most alike first; `earlier` the same report as it was asked before."""

    lines: tuple[Line, ...]
    counts: dict[str, int]
    duplicate_percent: int
    known_percent: int
    alike: tuple[tuple[Source, int], ...]
    kinds: tuple[tuple[Source, int], ...]
    earlier: tuple[Request, ...]
    verdicts: tuple[Verdict, ...]
    time: WorkingTime | None
    overdue: bool
    cost: Cost

    @property
    def total(self) -> int:
        return len(self.lines)

    @property
    def not_met(self) -> list[Verdict]:
        return [verdict for verdict in self.verdicts if verdict.outcome is Outcome.NOT_MET]

    @property
    def blocks(self) -> bool:
        return any(verdict.blocks for verdict in self.verdicts)

    @property
    def new(self) -> list[Line]:
        """What nobody knows and nobody asks yet: all that is left to be asked."""
        return [line for line in self.lines if line.state in (ASK, NOT_OURS) and not line.same]


def passport_for(actor: Actor, request: Request) -> Sheet:
    """The passport of a request that the actor has been given by `request_for`."""
    asks = logic.asks_from(request.asks)
    earlier = tuple(earlier_of(actor, request))
    sources = sources_for(actor, request, earlier)
    states = _states(actor, request, asks)
    lines = tuple(
        _line(ask, key, state, sources) for ask, key, state in zip(asks, keys_of(request), states, strict=True)
    )  # fmt: skip
    counts = {state: states.count(state) for state in (KNOWN, DERIVED, ASK, NOT_OURS)}
    total = len(lines)
    known = round(100 * (counts[KNOWN] + counts[DERIVED]) / total) if total else 0
    duplicate = sources.duplicated(line.key for line in lines)
    shares = sources.shares(line.key for line in lines) if lines else []
    kinds = tuple(pair for pair in shares if pair[0].is_kind)
    asked = [pair for pair in shares if not pair[0].is_kind]
    alike = tuple(sorted((*kinds[:MOST_ALIKE], *asked[:MOST_ASKED]), key=lambda pair: -pair[1]))
    today = timezone.localdate()
    due = timezone.localdate(request.due_at) if request.due_at else None
    time = working_time(today, due) if due else None
    facts = _facts(request, asks, alike, duplicate, known, time) if lines else _facts(request, asks, (), None, None, time)
    return Sheet(
        lines, counts, duplicate, known, alike, kinds, earlier, load("china").judge(facts, today, about="request"), time,
        overdue=request.due_at is not None and request.due_at < timezone.now(),
        cost=cost_of(request, counts, len(communities_of(request)), today),
    )  # fmt: skip


def _line(ask: Ask, key: Key, state: str, sources: Sources) -> Line:
    same = tuple(sources.asking(key))
    near = tuple(sources.index.near(key, MOST_NEAR)) if isinstance(key, Canonical) and not same else ()
    return Line(ask, key, state, same, near)


def _states(actor: Actor, request: Request, asks: tuple[Ask, ...]) -> list[str]:
    """What the ledger of the actor's area knows; where there are no facts yet, everything of ours has to be asked."""
    try:
        dataset = warehouse.dataset_for(actor, actor.area.code)
    except Refusal:
        return [ASK if ask.ours else NOT_OURS for ask in asks]
    period = (request.period_from, request.period_to) if request.period_from and request.period_to else None
    communities = communities_of(request)
    near = Scope(communities[0].code if communities else actor.area.code, request.as_of, period)
    return states_of(asks, dataset, Scope(actor.area.code, request.as_of, period), near)


def _facts(
    request: Request, asks: tuple[Ask, ...], alike: tuple[tuple[Source, int], ...], duplicate: int | None, known: int | None,
    time: WorkingTime | None,
) -> dict[str, Any]:  # fmt: skip
    """What the rulebook is asked about: docs/reference/rulebook.md."""
    notice = read_notice(request.message, timezone.localtime(request.created_at).replace(tzinfo=None))
    personal = [_short(ask.label) for ask in asks if ask.sensitivity != "none"]
    figures = sum(ask.asked is not None and ask.sensitivity == "none" for ask in asks)
    names = [_short(ask.label) for ask in asks]
    papers, not_to_be_issued = certificates.papers_named(request.area, f"{request.title}\n{request.message}")
    return {
        "basis": request.basis_number or request.legal_ground,
        "due_day": timezone.localdate(request.due_at) if request.due_at else None,
        "working_days": time.days if time else None,
        "is_survey": bool(asks) and not personal and figures * 2 > len(asks),
        "form_number": request.form_number,
        "issuing_body": request.issuing_body,
        "approval_number": request.approval_number,
        "valid_until": request.valid_until,
        "duplicate_percent": duplicate,
        "most_alike": alike[0][0].title if alike else "",
        "known_percent": known,
        "feedback_words": list(notice.feedback),
        "inspection_words": list(notice.inspection),
        "personal_fields": personal,
        "personal_count": len(personal),
        "purpose": request.purpose,
        "uncovered_fields": uncovered(asks, f"{request.purpose}{request.legal_ground}"),
        "papers": papers,
        "forbidden_papers": not_to_be_issued,
        "forbidden_fields": [name for name in names if names_special_group(name)],
    }


def _short(label: str) -> str:
    return label.rsplit(" › ", 1)[-1].strip("*＊ ")
