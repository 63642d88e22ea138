"""Papers for the table of pages: one issued, one from the phone, a batch, a drawn kind; and what the pages of certificates are sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

CLAIM = {"what": "residence", "body": "bank", "name": "某人", "id_number": "990101195003020044", "consent": "on"}
DRAWN = {
    "title": "社区食堂就餐证明",
    "use": "就餐",
    "basis": "社区公约",
    "text": "{姓名}可在社区食堂就餐。",
    "valid_days": "30",
    "eyes": "2",
}


@dataclass
class Papers:
    """Numbers that the addresses name, and the secret of a link."""

    application: int
    batch: int
    kind: int
    ticket: str


def make_papers(cast: Any) -> Papers:
    """Made by alice and hana in their community, with a key of its own."""
    from qingzhuang.seal.authority import add_issuer, ceremony
    from qingzhuang.seal.key_file import packed
    from qingzhuang.site.certificates import actions
    from qingzhuang.site.ledger import actions as ledger

    now = datetime(2026, 1, 2, tzinfo=UTC)
    key, authority = add_issuer(ceremony("轻装区", now), cast.community.code, "临江社区居民委员会", now)
    actions.bring_trust(None, token=authority.token())
    actions.bring_key(None, area=cast.community, packed=packed(key))
    facts = {
        "name": "陈秀兰",
        "sex": "female",
        "id_number": "990101194003020028",
        "residence_address": "1栋",
        "residence_type": "permanent",
    }
    record = ledger.add_record(cast.alice, entity="person", area=cast.community, facts=facts)
    wish = actions.Wish("residence", "bank")
    made = actions.ask(cast.alice, key=uuid4(), wish=wish, record=record)
    actions.issue(cast.alice, application=made)
    batch = actions.begin_batch(cast.alice, wanted=actions.of_lines(["无此人"]), wish=wish)
    actions.work_through(batch.pk)
    said = {name: value for name, value in DRAWN.items() if name in ("title", "use", "basis")}
    kind = actions.draw_kind(cast.hana, drawn=actions.Drawn(**said, paragraphs=[DRAWN["text"]]))
    _claimed, ticket = actions.claim(area=cast.community, said=actions.Claim(**{**CLAIM, "consent": True}))
    return Papers(made.pk, batch.pk, kind.pk, ticket)


def arguments(papers: Papers, name: str, person: int, area: str) -> list[Any]:
    """What an address of certificates or of the portal names."""
    area_name, _, page = name.partition(":")
    if area_name == "portal":
        return {
            "scanned": ["NOCODE"],
            "apply": [area],
            "follow": [papers.ticket],
            "fetch": [papers.ticket],
            "only": [papers.ticket],
        }.get(page, [])
    if page in ("home", "new", "register", "askers", "many", "kinds", "draw"):
        return []
    of: dict[str, list[Any]] = {
        "empty_list": ["volunteer"],
        "export": ["csv"],
        "export_askers": ["csv"],
        "new_for": [person, "paper"],
        "papers": [person],
        "batch": [papers.batch],
        "batch_file": [papers.batch],
        "kind": [papers.kind],
    }
    return of.get(page, [papers.application])


def sent(name: str) -> dict[str, Any]:
    """What a page is sent."""
    return {
        "certificates:new": {"key": str(uuid4()), "what": "marriage", "body": "bank"},
        "certificates:act": {"do": "issue"},
        "certificates:only": {"fact": "lives_here"},
        "certificates:void": {"reason": "wrong"},
        "certificates:many": {"what": "residence", "body": "bank", "lines": "无此人"},
        "certificates:draw": DRAWN | {"title": "另一种证明"},
        "certificates:kind": {"do": "check"},
        "portal:check": {"text": "x"},
        "portal:apply": CLAIM,
    }.get(name, {})
