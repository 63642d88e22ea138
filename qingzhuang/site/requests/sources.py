"""Who asks what already: kinds in force and requests of the last year, by their questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.utils import timezone

from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.kit.recent import Recent
from qingzhuang.site.ledger.queries import whole_vocabulary
from qingzhuang.site.requests.models import Kind, Passport, Request
from qingzhuang.site.requests.queries.kinds import kinds_for
from qingzhuang.site.requests.queries.requests import asked_lately
from qingzhuang.tally.overlap import Canonical, Index, canonical
from qingzhuang.tally.syntax import parse_asked
from qingzhuang.vocabulary import fold

LATELY = 400  # days that a request is remembered as asked already
Key = Canonical | tuple[str, str]  # of a blank that is no fact of the ledger: its words


@dataclass(frozen=True, slots=True)
class Source:
    """A report that asks something: a kind of the catalogue, or an earlier request."""

    number: UUID
    title: str
    asker: str
    day: date
    is_kind: bool

    @property
    def address(self) -> str:
        return "requests:kind" if self.is_kind else "requests:request"


@dataclass(frozen=True)
class Sources:
    """Everything that is asked already and that somebody may see."""

    index: Index[Source]
    keys: Mapping[Source, frozenset[Key]]

    def shares(self, keys: Iterable[Key]) -> list[tuple[Source, int]]:
        """The reports that ask most of some questions, and how many of a hundred each asks."""
        wanted = set(keys)
        counted = [(source, len(wanted & own)) for source, own in self.keys.items()]
        found = [(source, round(100 * count / len(wanted))) for source, count in counted if count]
        return sorted(found, key=lambda pair: (-pair[1], not pair[0].is_kind, pair[0].title))

    def asking(self, key: Key) -> list[Source]:
        return [source for source, own in self.keys.items() if key in own]

    def duplicated(self, keys: Iterable[Key]) -> int:
        """How many of some questions anybody asks already, of a hundred."""
        wanted = set(keys)
        known = frozenset().union(*self.keys.values()) if self.keys else frozenset()
        return round(100 * len(wanted & known) / len(wanted)) if wanted else 0


_kept: Recent[Sources] = Recent(8)


def sources_for(actor: Actor, besides: Request, earlier: Iterable[Request] = ()) -> Sources:
    """What others ask already in the registers that reach the actor: neither a request itself, nor its own kind, nor the same
    report asked before. Nothing repeats itself."""
    own = {besides.pk, besides.own_kind_id, *(one.pk for one in earlier)}
    things: list[Passport] = [*kinds_for(actor), *asked_lately(actor, timezone.localdate() - timedelta(days=LATELY))]
    things = [thing for thing in things if thing.pk not in own]
    mark = tuple((source_of(thing), thing.sha256, len(thing.asks)) for thing in things)
    return _kept.get(mark, lambda: _sources(things))


def _sources(things: Iterable[Passport]) -> Sources:
    words = words_now()
    keys = {source_of(thing): frozenset(keys_with(thing.asks, words)) for thing in things}
    return Sources(Index({source: [key for key in own if isinstance(key, Canonical)] for source, own in keys.items()}), keys)


def source_of(thing: Passport) -> Source:
    is_kind = isinstance(thing, Kind)
    day = (thing.last_used or thing.begun) if isinstance(thing, Kind) else timezone.localdate(thing.created_at)
    return Source(thing.pk, thing.title, thing.asker, day, is_kind)


def keys_of(thing: Passport) -> list[Key]:
    """What a report asks, each question in its one form; what is no fact of the ledger by its words."""
    return keys_with(thing.asks, words_now())


def keys_with(asks: Iterable[Mapping[str, Any]], words: _Words) -> list[Key]:
    """The same for stored questions, with the vocabulary looked up once for many of them (`words_now`)."""
    return [_key(entry, words) for entry in asks]


def words_now() -> _Words:
    return _Words(whole_vocabulary())


def _key(entry: Mapping[str, Any], words: _Words) -> Key:
    if entry["question"] and entry.get("unclear"):  # whom it is about is not understood: equal only where the title is
        return (fold(entry["unclear"]), entry["question"])
    if entry["question"]:
        return _canonical_kept(entry["question"], words)
    return ("words", fold(entry["label"].rsplit(" › ", 1)[-1]))


class _Words:
    """The vocabulary as part of a key: the same object counts as the same words."""

    def __init__(self, vocabulary: Any) -> None:
        self.vocabulary = vocabulary

    def __hash__(self) -> int:
        return id(self.vocabulary)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Words) and other.vocabulary is self.vocabulary


@lru_cache(maxsize=65_536)
def _canonical_kept(question: str, words: _Words) -> Canonical:
    return canonical(parse_asked(question), words.vocabulary)
