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
    version: str = "1"
    layout: str = ""  # Typst source, where an area drew the page itself
    own: bool = False  # drawn by an area, not part of the content

    @property
    def names_of_places(self) -> set[str]:
        """Everything a wording may name."""
        return {one.name for one in (*self.facts, *self.asked)}


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
        version=str(told.get("version", "1")),
        layout=str(told.get("layout", "")),
        own=own,
    )


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds of the content, by name."""
    found = sorted((path for path in (CONTENT / "kinds").iterdir() if path.name.endswith(".yaml")), key=lambda path: path.name)
    return {
        (name := path.name.removesuffix(".yaml")): kind_of(name, yaml.safe_load(path.read_text(encoding="utf-8")))
        for path in found
    }


@cache
def bodies() -> Mapping[str, Mapping[str, Any]]:
    """Who asks for papers: name → label and whether it is bound by data sharing."""
    found: Mapping[str, Mapping[str, Any]] = yaml.safe_load((CONTENT / "bodies.yaml").read_text(encoding="utf-8"))
    return found


def named_alike(words: str, names: Iterable[str]) -> bool:
    """Whether what somebody typed means one of these names: it is part of one, or one of it.

    >>> named_alike("单身证明", ["婚姻状况证明", "单身证明"]), named_alike("居住", ["居住证明"]), named_alike("证明", ["居住证明"])
    (True, True, False)
    """
    asked = fold(words).removesuffix("证明") or fold(words)
    if asked in ("", "证明"):
        return False
    return any(asked in fold(name) or fold(name).removesuffix("证明") in fold(words) for name in names)
