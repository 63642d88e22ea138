"""What a committee must not certify: the national list and what a province or city has changed of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import yaml

from qingzhuang.site.certificates.logic.kinds import CONTENT, likeness

NATIONAL = "national"


@dataclass(frozen=True, slots=True)
class Item:
    """A paper that must not be issued. Pairs are (Chinese, English); `sign` is what the resident can declare herself, or empty."""

    id: str
    clause: str
    names: tuple[str, ...]
    also: tuple[str, ...]
    english: str
    goes_to: tuple[str, str]
    bring: tuple[str, str]
    sign: tuple[str, str]
    document: str

    @property
    def name(self) -> str:
        return self.names[0]


@dataclass(frozen=True, slots=True)
class Listing:
    """The list that holds in a place: `version` names every layer, so that a decision can be read again years later.

    `listed` are kinds that a positive list of the place names; `third_class`: what stands on no list but lies within the committee's
    duties and can be verified may be issued truthfully. `notes` say what of it nobody could check yet.
    """

    place: str
    version: str
    items: Mapping[str, Item]
    listed: frozenset[str]
    third_class: bool
    notes: tuple[tuple[str, str], ...]

    def find(self, words: str) -> Item | None:
        """The item that somebody means by these words; None where the list says nothing of it."""
        found = max(self.items.values(), key=lambda item: likeness(words, (*item.names, *item.also)))
        return found if likeness(words, (*found.names, *found.also)) else None


def listing_for(code: str) -> Listing:
    """The list of a place by its division code: the national one, then each layer whose prefix the code begins with.

    >>> "alive" in listing_for("420102001001").items, "alive" in listing_for("110101001001").items
    (False, True)
    """
    layers = [layer for layer in _files() if layer["id"] == NATIONAL or code.startswith(layer["place"])]
    return _merged(tuple(sorted((layer["id"] for layer in layers), key=lambda name: (len(_by_id()[name]["place"]), name))))


@cache
def _merged(names: tuple[str, ...]) -> Listing:
    items: dict[str, Item] = {}
    listed: set[str] = set()
    third, notes, versions = False, list[tuple[str, str]](), list[str]()
    for name in names:
        layer = _by_id()[name]
        for gone in layer.get("drops", ()):
            del items[gone]
        for one, new in layer.get("renames", {}).items():
            items[one] = replace(items[one], names=tuple(new), also=(*items[one].also, *items[one].names))
        for one, more in layer.get("also", {}).items():
            items[one] = replace(items[one], also=(*items[one].also, *more))
        for told in (*layer.get("items", ()), *layer.get("adds", ())):
            items[told["id"]] = _item(told, layer["document"])
        listed |= set(layer.get("listed", ()))
        third = third or bool(layer.get("third_class"))
        notes += [tuple(layer["note"])] if "note" in layer else []
        versions.append(f"{layer['name']}@{layer['version']}")
    return Listing(_by_id()[names[-1]]["place"], " + ".join(versions), items, frozenset(listed), third, tuple(notes))


def _item(told: Mapping[str, Any], document: str) -> Item:
    goes, bring, sign = (tuple(told.get(name) or ("", "")) for name in ("goes_to", "bring", "sign"))
    return Item(
        told["id"], told["clause"], tuple(told["names"]), tuple(told.get("also", ())), told["en"],
        (goes[0], goes[1]), (bring[0], bring[1]), (sign[0], sign[1]), document,
    )  # fmt: skip


@cache
def _files() -> tuple[Mapping[str, Any], ...]:
    folder = CONTENT / "lists"
    found = (yaml.safe_load(path.read_text(encoding="utf-8")) for path in folder.iterdir() if path.name.endswith(".yaml"))
    return tuple(sorted(found, key=lambda layer: (len(layer["place"]), layer["id"])))


@cache
def _by_id() -> Mapping[str, Mapping[str, Any]]:
    return {layer["id"]: layer for layer in _files()}
