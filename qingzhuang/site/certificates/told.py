"""What applications and certificates keep of people, sealed: typed values, who claims to ask, the words of the paper."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from qingzhuang.site.ledger.queries import known as ledger


@dataclass(slots=True)
class Told:
    """What was said for an application: values of `Kind.asked`, the paragraphs they make, and for the phone who claims to ask."""

    said: dict[str, str] = field(default_factory=dict)
    paragraphs: list[str] = field(default_factory=list)
    claim: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Letter:
    """What a paper says, fixed when its number was drawn. Days as ISO text, `id` is the covered ID number."""

    title: str
    paragraphs: list[str]
    language: str
    number: str
    code: str
    issued: str
    until: str
    recipient: str
    use: str
    name: str
    id: str
    layout: str = ""  # Typst source of an area's own kind
    discloses: dict[str, Any] = field(default_factory=dict)


def seal(thing: Told | Letter) -> bytes:
    return ledger.seal_bytes(json.dumps(asdict(thing), ensure_ascii=False).encode())


def told(sealed: bytes) -> Told:
    """What `seal` sealed; empty where it was removed."""
    return Told(**json.loads(ledger.open_bytes(bytes(sealed)))) if sealed else Told()


def letter(sealed: bytes) -> Letter | None:
    return Letter(**json.loads(ledger.open_bytes(bytes(sealed)))) if sealed else None
