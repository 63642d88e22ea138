"""What may be asked and what was decided, in words: for the desk and for the phone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from qingzhuang.site.accounts.queries import Area
from qingzhuang.site.certificates import errors, signing, told, wording
from qingzhuang.site.certificates.logic.decide import Case, Decision, Outcome, decide
from qingzhuang.site.certificates.logic.kinds import Kind
from qingzhuang.site.certificates.logic.lists import Item
from qingzhuang.site.certificates.models import Application, Certificate
from qingzhuang.site.certificates.queries.deciding import community_of
from qingzhuang.site.certificates.queries.kinds import kind_in, kinds_in, listing_in, named
from qingzhuang.site.certificates.queries.register import Asker

NAMED = re.compile(r"[\u4e00-\u9fff]{2,16}?证明(?!人|材料|信)")


@dataclass(frozen=True, slots=True)
class Choice:
    """A paper that may be asked."""

    name: str
    title: str
    use: str
    forbidden: bool = False


def choices(area: Area, words: str) -> list[Choice]:
    """Papers by the words that somebody typed; without words those that may be issued."""
    if not words:
        return [_of_kind(kind) for kind in kinds_in(area).values()]
    kinds, items = named(area, words)
    return [_of_item(item) for item in items] + [_of_kind(kind) for kind in kinds]


def forbidden(area: Area) -> list[Choice]:
    return [_of_item(item) for item in listing_in(area).items.values()]


def _of_kind(kind: Kind) -> Choice:
    return Choice(kind.id, wording.pair(kind.title), wording.pair(kind.use))


def _of_item(item: Item) -> Choice:
    return Choice(item.id, wording.pair((item.name, item.english)), wording.pair(("、".join(item.also[:4]), "")), True)


def reasons_shown(reasons: Iterable[Mapping[str, Any]]) -> list[tuple[str, str, bool]]:
    """Words, clause, whether it was checked against the official text."""
    return [(wording.pair(one["words"]), one["clause"] if one["code"] != "basis" else "", one["sure"]) for one in reasons]


def asker_words(one: Asker) -> tuple[str, str]:
    """Who asks, and for which paper, in the language of the page."""
    return wording.body_words(one.body, one.name), wording.paper_words(one.kind or one.item)


def papers_named(area: Area, text: str) -> tuple[list[str], list[str]]:
    """The papers that a text speaks of, and those of them that must not be issued in this area, by their names on the list.

    Every run of signs that ends in 证明 is one; what it is called on the list is looked for in it.
    """
    words = list(dict.fromkeys(NAMED.findall(text)))
    listing = listing_in(area)
    return words, list(dict.fromkeys(item.name for word in words if (item := listing.find(word)) is not None))


def notes_of(area: Area) -> list[str]:
    return [wording.pair(note) for note in listing_in(area).notes]


def item_words(item: Item) -> dict[str, Any]:
    """An item of the list with where to go, what to bring, what to declare."""
    return {
        "name": wording.pair((item.name, item.english)), "clause": item.clause, "document": item.document,
        "goes_to": wording.pair(item.goes_to), "bring": wording.pair(item.bring), "sign": wording.pair(item.sign) if item.sign[0] else "",
        "sign_chinese": item.sign[0],
    }  # fmt: skip


# ---------------------------------------------------------------- without anybody in particular
def decision_at_large(area: Area, what: str, body: str) -> Decision | None:
    """Whether a paper is to be had at all, before anybody is looked up; None for a name that is none."""
    kind, item = kind_in(area, what), listing_in(area).items.get(what)
    if kind is None and item is None:
        return None
    return decide(Case(community_of(area).code, timezone.localdate(), lambda _condition: None, kind, item, body))


def advice(area: Area, what: str, body: str) -> dict[str, Any]:
    """What the phone says of a paper: whether it is to be had, why not, where to go instead. Empty for a name that is none."""
    decision = decision_at_large(area, what, body)
    if decision is None:
        return {}
    kind, item = kind_in(area, what), listing_in(area).items.get(what)
    hidden = () if decision.may_issue else decision.reasons
    return {
        "title": wording.pair(kind.title) if kind else wording.pair((item.name, item.english)) if item else "",
        "outcome": wording.outcome_words(decision.outcome.value), "may_issue": decision.may_issue,
        "sign": wording.outcome_sign(decision.outcome.value), "item": item and item_words(item),
        "reasons": reasons_shown([{"words": one.words, "clause": one.clause, "sure": one.sure, "code": one.code} for one in hidden]),
        "at_desk": decision.outcome is Outcome.VERIFY, "issuer": signing.committee_of(community_of(area)),
    }  # fmt: skip


def progress(one: Application) -> dict[str, Any]:
    """What whoever has the link is told: no fact of the ledger, and the same for whoever is not in it."""
    kind = kind_in(one.area, one.kind) if one.kind else None
    item = listing_in(one.area).items.get(one.item) if one.item else None
    paper = getattr(one, "certificate", None)
    ready = paper is not None and bool(paper.kept_as) and paper.revoked_at is None
    return {
        "title": wording.title_of(one, kind), "issuer": signing.committee_of(one.area), "body": wording.body_words(one.body, one.body_name),
        "step": "ready" if ready else {"ended": "ended", "refused": "refused"}.get(one.stage, "waits"), "desk_code": one.desk_code,
        "reason": one.reason, "item": item and item_words(item), "number": paper.number if ready and paper else "",
        "void": paper is not None and paper.revoked_at is not None, "facts": facts_to_show(paper) if ready and paper else [],
    }  # fmt: skip


def bodies_offered() -> list[tuple[str, str]]:
    return wording.bodies_words()


def trust_file() -> bytes:
    """Whom checkers elsewhere believe, with signed status lists."""
    return signing.trust_file(timezone.now())


def facts_to_show(paper: Certificate) -> list[tuple[str, str]]:
    """What can be shown of a paper by itself: name and words."""
    kept = told.letter(paper.letter)
    return [(name, wording.fact_by_itself(name)) for name, holds in (kept.discloses if kept else {}).items() if holds is True]


def offline_page() -> str:
    """The page that checks papers without a network, with the keys and status lists of now. Raises the refusal `certificates.no_key`."""
    from qingzhuang.seal import KeyFault
    from qingzhuang.seal.offline import page

    try:
        return page(trust_file())
    except KeyFault as fault:
        raise errors.no_key() from fault
