"""The catalogue as a whole: who asks what others ask, which reports can go, and what communities are asked in a month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils import timezone

from qingzhuang.site.accounts.queries import Actor, Area, Level
from qingzhuang.site.requests.costs import TIMES_A_YEAR
from qingzhuang.site.requests.counted import counted_in
from qingzhuang.site.requests.models import Kind
from qingzhuang.site.requests.queries.kinds import kinds_for, retired_count
from qingzhuang.site.requests.sources import Key, keys_with, words_now
from qingzhuang.tally.cover import Cover, cover

MUCH = 0.6  # of all that two reports ask together: they are proposed to be one


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
    """`a_month` is blanks asked of people in a month: blanks that the ledger cannot answer × communities × times a year ÷ 12, as counted
    at a moment; None before the first count."""

    in_force: int
    retired: int
    a_month: float | None
    at: datetime | None
    fresh: bool


def overview_for(actor: Actor) -> Overview:
    return Overview(tuple(kind for kind in kinds_for(actor) if kind.holds_on(timezone.localdate())))


def counters_for(actor: Actor, overview: Overview) -> Counters:
    """The counters as they were counted last: a page does not wait for them."""
    counted = counted_in(actor.area, overview.kinds)
    places = communities_by_kind(overview.kinds)
    each = [counted.blanks.get(kind.pk, 0) * places[kind.pk] * TIMES_A_YEAR[kind.frequency] / 12 for kind in overview.kinds]
    return Counters(len(overview.kinds), retired_count(actor), sum(each) if counted.at else None, counted.at, counted.fresh)


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
