"""The catalogue as a whole: who asks what others ask, which reports can go, and what communities are asked in a month."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.core.cache import cache
from django.utils import timezone

from qingzhuang import __version__
from qingzhuang.formfill.asks import Ask
from qingzhuang.site.accounts.queries import Actor, Area, Level
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.ledger.queries import own_fields_mark
from qingzhuang.site.requests import logic
from qingzhuang.site.requests.costs import TIMES_A_YEAR
from qingzhuang.site.requests.known import ASK, NOT_OURS, states_of
from qingzhuang.site.requests.models import Kind
from qingzhuang.site.requests.queries.kinds import kinds_for, retired_count
from qingzhuang.site.requests.sources import Key, keys_with, words_now
from qingzhuang.site.warehouse import queries as warehouse
from qingzhuang.tally import Scope
from qingzhuang.tally.cover import Cover, cover

MUCH = 0.6  # of all that two reports ask together: they are proposed to be one
DAY = 24 * 60 * 60


@dataclass(frozen=True)
class Overview:
    """The kinds in force with what each asks."""

    kinds: tuple[Kind, ...]

    @cached_property
    def keys(self) -> dict[Kind, frozenset[Key]]:
        words = words_now()
        return {kind: frozenset(keys_with(kind.asks, words)) for kind in self.kinds}

    def share(self, a: Kind, b: Kind) -> int:
        """How many of a hundred questions of one the other asks too."""
        return share_of(self.bits[a], self.bits[b])

    @cached_property
    def bits(self) -> dict[Kind, int]:
        """The questions of each as bits: a map looks at every pair."""
        places: dict[Key, int] = {}
        return {kind: sum(1 << places.setdefault(key, len(places)) for key in own) for kind, own in self.keys.items()}

    @cached_property
    def elsewhere(self) -> dict[Kind, int]:
        """How many of a hundred questions of each are asked by any other."""
        counted: dict[Key, int] = {}
        for own in self.keys.values():
            for key in own:
                counted[key] = counted.get(key, 0) + 1
        return {
            kind: round(100 * sum(counted[key] > 1 for key in own) / len(own)) if own else 0 for kind, own in self.keys.items()
        }

    @cached_property
    def cover(self) -> Cover:
        """The smallest set of reports that still answers every question; what fewer people are asked by goes first."""
        return cover(self.keys)

    @cached_property
    def proposals(self) -> list[Proposal]:
        """What can go: reports whose every question the kept ones ask; then pairs that are nearly one."""
        kept = [kind for kind in self.kinds if kind in set(self.cover.keep)]
        gone = [Proposal(kind, self._covering(kind, kept), merge=False) for kind in self.kinds if kind not in set(kept)]
        return gone + self._pairs(kept)

    def _covering(self, kind: Kind, kept: Sequence[Kind]) -> tuple[Kind, ...]:
        """The kept reports that ask what one asks, those with most first, until nothing is left."""
        left, found = set(self.keys[kind]), []
        for other in sorted(kept, key=lambda other: -len(self.keys[other] & self.keys[kind])):
            if left & self.keys[other]:
                found.append(other)
                left -= self.keys[other]
        return tuple(found)

    def _pairs(self, kept: Sequence[Kind]) -> list[Proposal]:
        found = []
        for at, a in enumerate(kept):
            for b in kept[at + 1 :]:
                both, all_ = self.keys[a] & self.keys[b], self.keys[a] | self.keys[b]
                if all_ and len(both) / len(all_) >= MUCH:
                    small, large = sorted((a, b), key=lambda kind: len(self.keys[kind]))
                    found.append(Proposal(small, (large,), merge=True))
        return found


def share_of(own: int, other: int) -> int:
    """How many of a hundred bits of one stand in the other."""
    return round(100 * (own & other).bit_count() / own.bit_count()) if own else 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """A report that can be retired because others ask the same, or merged with one that asks nearly the same."""

    kind: Kind
    instead: tuple[Kind, ...]
    merge: bool

    @property
    def unsure(self) -> bool:
        """Whether it is not sure of any question what it asks, or of whom: a person must look before it goes."""
        return any(entry["state"] == "unsure" for entry in self.kind.asks)


@dataclass(frozen=True, slots=True)
class Counters:
    """`a_month` is blanks asked of people in a month: blanks that the ledger cannot answer × communities × times a year ÷ 12."""

    in_force: int
    retired: int
    a_month: float


def overview_for(actor: Actor) -> Overview:
    return Overview(tuple(kind for kind in kinds_for(actor) if kind.holds_on(timezone.localdate())))


def counters_for(actor: Actor, overview: Overview) -> Counters:
    asked = asked_blanks(actor, overview.kinds)
    places = communities_by_kind(overview.kinds)
    a_month = sum(asked[kind.pk] * places[kind.pk] * TIMES_A_YEAR[kind.frequency] / 12 for kind in overview.kinds)
    return Counters(len(overview.kinds), retired_count(actor), a_month)


def communities_by_kind(kinds: Sequence[Kind]) -> dict[object, int]:
    """How many communities each kind goes to."""
    codes = list(Area.objects.filter(level=Level.COMMUNITY).values_list("code", flat=True))
    counted: dict[str, int] = {}
    found: dict[object, int] = {}
    for kind in kinds:
        prefixes = [area.code_prefix for area in kind.areas.all()] or [kind.area.code_prefix]
        for prefix in prefixes:
            counted.setdefault(prefix, sum(code.startswith(prefix) for code in codes))
        found[kind.pk] = sum(counted[prefix] for prefix in prefixes)
    return found


def asked_blanks(actor: Actor, kinds: Sequence[Kind]) -> Mapping[object, int]:
    """How many blanks of each kind nobody can fill from the ledger: all of them where there are no facts.

    What was counted is remembered until the facts, the day or the program are others, also by the next process.
    """
    name = _name("asked", actor.area.code, warehouse.mark_of(actor.area), timezone.localdate(), __version__, own_fields_mark())
    marks = {kind: _name(kind.pk, kind.sha256, len(kind.asks)) for kind in kinds}
    held: dict[str, int] = cache.get(name) or {}
    new = [kind for kind in kinds if marks[kind] not in held]
    if new:
        counted = _count(actor, new)
        held = {mark: held[mark] if mark in held else counted[kind] for kind, mark in marks.items()}
        cache.set(name, held, DAY)
    return {kind.pk: held[marks[kind]] for kind in kinds}


def _sample_of(actor: Actor) -> str:
    """The community whose lists are looked at: the first below the actor's area, else that area itself."""
    below = Area.objects.filter(level=Level.COMMUNITY, code__startswith=actor.area.code_prefix)
    return below.order_by("code").values_list("code", flat=True).first() or actor.area.code


def _name(*parts: object) -> str:
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()


def _count(actor: Actor, kinds: Sequence[Kind]) -> dict[Kind, int]:
    """All kinds in one pass over the facts."""
    each = [logic.asks_from(kind.asks) for kind in kinds]
    flat: list[Ask] = [ask for asks in each for ask in asks]
    try:
        scope = Scope(actor.area.code, timezone.localdate())
        states = states_of(flat, warehouse.dataset_for(actor, actor.area.code), scope, replace(scope, area=_sample_of(actor)))
    except Refusal:
        states = [ASK] * len(flat)
    found, at = {}, 0
    for kind, asks in zip(kinds, each, strict=True):
        found[kind] = sum(state in (ASK, NOT_OURS) for state in states[at : at + len(asks)])
        at += len(asks)
    return found
