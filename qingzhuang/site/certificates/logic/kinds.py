"""Kinds of certificates as content: what each says, which facts it needs, how long it holds, who must look at it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from qingzhuang.vocabulary import fold

CONTENT = files("qingzhuang.content") / "certificates"
LANGUAGES = ("zh-Hans", "zh-Hant", "en")
TYPES = ("text", "date", "number")
Text = Mapping[str, str]  # language → words
PLACE = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the ledger that the paper states: `path` from the person (`household.member_count`), `months` it may stand unconfirmed."""

    name: str
    path: str
    months: int | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What the ledger does not hold and a named person verifies and types."""

    name: str
    type: str
    label: Text


@dataclass(frozen=True, slots=True)
class Condition:
    """A question about the resident in the question language; `otherwise` says what follows where it is not met."""

    when: str
    why: Text
    otherwise: str  # unmet | verify


@dataclass(frozen=True, slots=True)
class Unneeded:
    """Bodies that can look it up themselves, where the condition holds (always, if there is none)."""

    bodies: frozenset[str]
    why: Text
    when: str = ""


@dataclass(frozen=True, slots=True)
class Basis:
    """A law or list; `checked` is false where nobody has compared it with the official text (待核对)."""

    text: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind. `stand` is `listed` (filled at once) or `verify` (a second look); `eyes` how many people; `once`: void when used once."""

    id: str
    title: Text
    names: tuple[str, ...]
    use: Text
    stand: str
    eyes: int
    valid_days: int
    basis: tuple[Basis, ...]
    facts: tuple[Fact, ...]
    wording: Mapping[str, tuple[str, ...]]
    asked: tuple[Asked, ...] = ()
    conditions: tuple[Condition, ...] = ()
    unneeded: tuple[Unneeded, ...] = ()
    discloses: tuple[str, ...] = ()
    once: bool = False
    rank: int = 50  # the most frequent first
    version: str = "1"
    layout: str = ""  # Typst source, where an area drew the page itself
    own: bool = False  # drawn by an area, not part of the content


def kind_of(name: str, told: Mapping[str, Any], *, own: bool = False) -> Kind:
    """A kind from its file or from what an area drew. Raises KeyError, TypeError for what is missing."""
    return Kind(
        id=name,
        title=told["title"],
        names=tuple(told.get("names", ())),
        use=told["use"],
        stand=told["stand"],
        eyes=int(told["eyes"]),
        valid_days=int(told["valid_days"]),
        basis=tuple(Basis(one["text"], bool(one["checked"])) for one in told["basis"]),
        facts=tuple(
            Fact(one["name"], one.get("path", one["name"]), one.get("months"), bool(one.get("optional"))) for one in told["facts"]
        ),
        wording={language: tuple(lines) for language, lines in told["wording"].items()},
        asked=tuple(Asked(one["name"], one["type"], one["label"]) for one in told.get("asked", ())),
        conditions=tuple(Condition(one["when"], one["why"], one["otherwise"]) for one in told.get("conditions", ())),
        unneeded=tuple(Unneeded(frozenset(one["bodies"]), one["why"], one.get("when", "")) for one in told.get("unneeded", ())),
        discloses=tuple(told.get("discloses", ())),
        once=bool(told.get("once")),
        rank=int(told.get("rank", 50)),
        version=str(told.get("version", "1")),
        layout=str(told.get("layout", "")),
        own=own,
    )


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds of the content by name, the most frequent first."""
    paths = (path for path in (CONTENT / "kinds").iterdir() if path.name.endswith(".yaml"))
    found = [kind_of(path.name.removesuffix(".yaml"), yaml.safe_load(path.read_text(encoding="utf-8"))) for path in paths]
    return {kind.id: kind for kind in sorted(found, key=lambda kind: (kind.rank, kind.id))}


@cache
def bodies() -> Mapping[str, Mapping[str, Any]]:
    """Who asks for papers: name → label and whether it is bound by data sharing."""
    found: Mapping[str, Mapping[str, Any]] = yaml.safe_load((CONTENT / "bodies.yaml").read_text(encoding="utf-8"))
    return found


def likeness(words: str, names: Iterable[str]) -> int:
    """How well what somebody typed fits one of these names; 0 for not at all. That it is part of a name counts more than the reverse.

    >>> likeness("单身证明", ["婚姻状况证明", "单身证明"]) > likeness("单身证明要盖章", ["单身证明"]) > 0
    True
    >>> likeness("居住", ["居住证明"]) > 0, likeness("证明", ["居住证明"])
    (True, 0)
    """
    typed = fold(words)
    asked = typed.removesuffix("证明")
    if not asked:
        return 0
    found = [0]
    for name in map(fold, names):
        stem = name.removesuffix("证明")
        if asked in name:
            found.append(100 + len(asked))
        elif len(stem) > 1 and stem in typed:
            found.append(len(stem))
    return max(found)
