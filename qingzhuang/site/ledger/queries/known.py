"""Known records for whoever compares a list with the ledger: many at once, a bounded number in memory. Guards nothing by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Max

from qingzhuang.seal import Keyring
from qingzhuang.site.accounts.queries import Area
from qingzhuang.site.ledger.keys import ring
from qingzhuang.site.ledger.logic.drafts import IDENTITIES, Draft, compare, identity_of
from qingzhuang.site.ledger.logic.finding import ADDRESS, LETTERS, LONGEST, NAME, address_form, letters_of
from qingzhuang.site.ledger.logic.sealing import is_secret, opened
from qingzhuang.site.ledger.logic.sources import TRUST, Source
from qingzhuang.site.ledger.models import Record, Sign, Statement
from qingzhuang.site.ledger.queries.journal import AT_ONCE, HeldFact, held_of
from qingzhuang.vocabulary import fold

COLUMNS = ("pk", "entity", "area_id", "name", "born", "identity", "state", "facts")


@dataclass(frozen=True, slots=True)
class Known:
    """A record as the picture has it; `facts` as they are stored (`plain` opens what is sealed)."""

    pk: int
    entity: str
    area: int
    name: str
    born: date | None
    identity: str
    state: str
    facts: Mapping[str, Any]

    def plain(self) -> dict[str, Any]:
        return opened(ring(), self.facts)


def known_by_identity(entity: str, numbers: Iterable[str]) -> dict[str, Known]:
    """Number (ID number, credit code, dwelling code) → who has it, anywhere in the installation: digests only are compared."""
    keys = ring()
    name = IDENTITIES.get(entity, "")
    wanted = {digest: number for number in set(numbers) if (digest := identity_of(keys, entity, {name: number}))}
    found: dict[str, Known] = {}
    for chunk in _chunks(list(wanted)):
        for row in Record.objects.filter(identity__in=chunk, entity=entity).order_by("-pk").values_list(*COLUMNS):
            known = Known(*row)
            if known.state != "merged" or wanted[known.identity] not in found:
                found[wanted[known.identity]] = known  # of several the oldest that was not merged
    return found


def known_by_name(entity: str, area: Area, names: Iterable[str]) -> dict[str, list[Known]]:
    """Name → who bears it, or one that sounds alike, in an area or below."""
    signs: dict[str, tuple[str, ...]] = {}
    for name in set(names):
        plain = fold(name).casefold().strip()
        sounds = (LETTERS + letters for letters in letters_of(plain) if len(letters) > len(plain))
        if plain:
            signs[name] = (NAME + plain, *sounds)
    return _by_sign(entity, area, signs)


def is_known(entity: str, area: Area) -> bool:
    """Whether there is any record of an entity in an area or below."""
    areas = list(Area.objects.filter(code__startswith=area.code_prefix).values_list("pk", flat=True))
    return Record.objects.filter(entity=entity, area__in=areas).exists()


def known_by_address(entity: str, area: Area, addresses: Iterable[str]) -> dict[str, list[Known]]:
    """Address, however spelt → the records at it in an area or below."""
    return _by_sign(entity, area, {text: (ADDRESS + form,) for text in set(addresses) if (form := address_form(text))})


def known_records(numbers: Iterable[int]) -> dict[int, Known]:
    """Number of a record → the record."""
    found: dict[int, Known] = {}
    for chunk in _chunks(list(set(numbers))):
        found |= {row[0]: Known(*row) for row in Record.objects.filter(pk__in=chunk).values_list(*COLUMNS)}
    return found


@dataclass(frozen=True, slots=True)
class Effect:
    """What a draft would do: `facts` that come to hold, `older` ones that are history only, `contested` ones, `confirms`."""

    facts: Mapping[str, Any]
    older: Mapping[str, Any]
    contested: Mapping[str, Any]
    confirms: tuple[str, ...]


def would_change(drafts: Sequence[Draft], source: Source, today: date, read: Mapping[int, Known] | None = None) -> list[Effect]:
    """What `actions.append` would make of drafts about known records, without writing; `read` are those at hand already.

    `confirms` are only the fields whose last confirmation is older than the draft; a value is `older` where another one that
    began later is held. Where the picture says all of it already, the journal of a record need not be read.
    """
    last = _last_said(_as_pictured(drafts, read or {}))
    rest = [draft for draft in drafts if draft.record not in last]
    held = held_of([draft.record for draft in rest], today)
    found: list[Effect] = []
    for draft in drafts:
        if draft.record in last:
            fresh = tuple(draft.facts) if last[draft.record] < draft.valid_from else ()
            found.append(Effect({}, {}, {}, fresh))
        else:
            found.append(_effect(draft, held.get(draft.record, {}), TRUST[source]))
    return found


def _effect(draft: Draft, now: Mapping[str, HeldFact], trust: int) -> Effect:
    split = compare(draft, now, trust)
    older = {name: value for name, value in split.facts.items() if name in now and now[name].since > draft.valid_from}
    facts = {name: value for name, value in split.facts.items() if name not in older}
    fresh = tuple(name for name in split.confirms if now[name].confirmed < draft.valid_from)
    return Effect(facts, older, split.contested, fresh)


def _as_pictured(drafts: Sequence[Draft], read: Mapping[int, Known]) -> list[int]:
    """The records of which the drafts say nothing but what the picture says."""
    keys, found = ring(), list[int]()
    said = {draft.record: draft.facts for draft in drafts}
    pictures = {pk: read[pk] for pk in said if pk in read}
    pictures |= known_records(pk for pk in said if pk not in read)
    for pk, picture in pictures.items():
        facts, stored = said[pk], picture.facts
        if all(name in stored and (stored[name] == value or is_secret(name)) for name, value in facts.items()):
            secrets = opened(keys, {name: stored[name] for name in facts if is_secret(name)})
            if all(secrets[name] == facts[name] for name in secrets):
                found.append(pk)
    return found


def _last_said(records: Sequence[int]) -> dict[int, date]:
    """The latest first day of what was said of each record."""
    found: dict[int, date] = {}
    for chunk in _chunks(records):
        rows = Statement.objects.filter(record__in=chunk).order_by().values("record").annotate(last=Max("valid_from"))
        found |= dict(rows.values_list("record", "last"))
    return found


def keyring() -> Keyring:
    """The keys of this installation."""
    return ring()


def keys_kept() -> Path:
    """Where the keys lie, for a process beside this one."""
    return Path(settings.LEDGER_KEYS)


@lru_cache(maxsize=2)
def keys_of(path: str) -> Keyring:
    """The keys of a file, in a process beside."""
    return Keyring.kept_in(Path(path))


def seal_bytes(data: bytes) -> bytes:
    """Bytes sealed with the keys of this installation, for files that hold what residents must not fear lying open."""
    return ring().seal_bytes(data)


def open_bytes(sealed: bytes) -> bytes:
    """What `seal_bytes` sealed."""
    return ring().open_bytes(sealed)


def _by_sign(entity: str, area: Area, signs: Mapping[str, tuple[str, ...]]) -> dict[str, list[Known]]:
    areas = list(Area.objects.filter(code__startswith=area.code_prefix).values_list("pk", flat=True))
    words: dict[str, list[str]] = defaultdict(list)
    for word, several in signs.items():
        for sign in several:
            words[sign[:LONGEST]].append(word)
    pairs: list[tuple[str, int]] = []
    for chunk in _chunks(list(words)):
        pairs += Sign.objects.filter(area__in=areas, text__in=chunk).values_list("text", "record_id")
    records = known_records(number for _, number in pairs)
    found: dict[str, dict[int, Known]] = defaultdict(dict)
    for sign, number in pairs:
        record = records.get(number)
        if record is not None and record.entity == entity and record.state != "merged":
            for word in words[sign]:
                found[word][number] = record
    return {word: list(several.values()) for word, several in found.items()}


def _chunks(things: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (things[start : start + AT_ONCE] for start in range(0, len(things), AT_ONCE))
