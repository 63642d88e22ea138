"""How a record stands to the rule of shredding, which records go with it, and whose time is over."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Min, Q
from django.http import Http404
from django.utils import timezone
from django.utils.functional import Promise

from qingzhuang.site.accounts.queries import Actor, Area, area_for
from qingzhuang.site.ledger.keys import ring
from qingzhuang.site.ledger.logic.retention import Term, term_of
from qingzhuang.site.ledger.logic.sealing import opened
from qingzhuang.site.ledger.logic.shredding import Standing, standing
from qingzhuang.site.ledger.logic.sources import MERGED_INTO, STATE, State
from qingzhuang.site.ledger.logic.traces import Traces
from qingzhuang.site.ledger.models import Conflict, Erasure, Record, Recording, Statement
from qingzhuang.site.ledger.queries.journal import held_of, in_chunks, said_of

LIFE = ("birth", "death")
NAMES = ("name", "former_name")
NUMBERS = (
    "id_number",
    "phone",
    "phone_other",
    "bank.account_number",
    "disability.certificate_number",
    "preferential.certificate_number",
)
SHORTEST, AT_ONCE, MOST = 5, 500, 10_000
Matter = Callable[[Collection[int]], set[int]]
_matters: list[tuple[str | Promise, Matter]] = []


def register_matter(words: str | Promise, open_of: Matter) -> None:
    """Said once when the site starts: of which of some records something is still open, so that their values must stay."""
    _matters.append((words, open_of))


def matters_of(numbers: Collection[int]) -> dict[int, str | Promise]:
    """What is still open of records, in words; those of whom nothing is are not in it."""
    found: dict[int, str | Promise] = {}
    for words, open_of in _matters:
        found |= dict.fromkeys(open_of(numbers) - found.keys(), words)
    return found


def differing(numbers: Collection[int]) -> set[int]:
    """Records of which two values wait for a decision."""
    return set(Conflict.objects.filter(record__in=numbers, settled_by__isnull=True).values_list("record_id", flat=True))


def standing_of(record: Record) -> Standing:
    """Whether a record is gone, since when, and from when on its time is over; of one that was taken back since that day."""
    held = held_of([record.pk], timezone.localdate()).get(record.pk, {})
    last = Statement.objects.filter(record=record).select_related("recording").order_by("-pk").first()
    told = timezone.localtime(last.recording.at).date() if last else None
    since = held[STATE].since if STATE in held else told
    empty = not Statement.objects.filter(record=record).exclude(facts={}, contested__isnull=True).exists()
    return standing(record.state, since, kept_days(record.state), empty)


def kept_days(state: str) -> int:
    """Days for which values are kept after somebody is gone: what this installation says, else the book of rules."""
    return settings.FACTS_KEPT_DAYS or term_of(state, timezone.localdate()).days


def goes_with(record: Record) -> list[Record]:
    """Doubles that were merged into it, and the births and deaths that tell of the same person, of its own area and below."""
    near = Record.objects.filter(area__code__startswith=record.area.code[:12]).exclude(pk=record.pk).select_related("area")
    doubles = near.filter(entity=record.entity, state=State.MERGED.value, **{f"facts__{MERGED_INTO}": record.pk})
    if record.entity != "person":
        return list(doubles)
    number = opened(ring(), record.facts).get("id_number")
    life = [one for one in near.filter(Q(entity__in=LIFE)) if number and opened(ring(), one.facts).get("id_number") == number]
    return [*doubles, *life]


# ---------------------------------------------------------------- whose time is over
@dataclass(frozen=True, slots=True)
class Over:
    """A record whose time is over: since when it is gone, by which term, and what still stands in the way."""

    record: Record
    since: date
    term: Term
    matter: str | Promise = ""


def time_over(area: Area, most: int = MOST) -> list[Over]:
    """The records of an area and below whose time is over, at most so many, those gone longest first. Guards nothing."""
    gone = Record.objects.filter(area__code__startswith=area.code_prefix).exclude(state=State.PRESENT.value).exclude(facts={})
    today, found, last = timezone.localdate(), list[Over](), 0
    while len(found) < most and (chunk := list(gone.filter(pk__gt=last).select_related("area").order_by("pk")[:AT_ONCE])):
        last = chunk[-1].pk
        held = held_of([one.pk for one in chunk], today)
        for record in chunk:
            since = held[record.pk][STATE].since if STATE in held.get(record.pk, {}) else None
            stands = standing(record.state, since, kept_days(record.state), False)
            if since is not None and stands.free_on is not None and stands.free_on <= today:
                found.append(Over(record, since, term_of(record.state, today)))
    matters = matters_of([one.record.pk for one in found])
    told = [Over(one.record, one.since, one.term, matters.get(one.record.pk, "")) for one in found[:most]]
    return sorted(told, key=lambda one: (one.since, one.record.pk))


def time_over_for(actor: Actor, area_code: str = "") -> tuple[Area, list[Over]]:
    """The same for whoever may take values out; 404 for others."""
    if not actor.may("shred_facts"):
        raise Http404
    area = area_for(actor, area_code or actor.area.code)
    return area, time_over(area)


def erasures_for(actor: Actor, most: int = 20) -> list[Erasure]:
    """The last takings out of the actor's areas, with how far each has come."""
    if not actor.may("shred_facts"):
        raise Http404
    found = Erasure.objects.filter(area__code__startswith=actor.area.code_prefix).select_related("area").order_by("-pk")
    return list(found.defer("words")[:most])


# ---------------------------------------------------------------- what is looked for
def words_of(records: Sequence[Record]) -> tuple[set[str], set[str]]:
    """All names and numbers by which records were ever told; a name that somebody else of the area bears points at nobody."""
    names, numbers = set[str](), set[str]()
    keys, own = ring(), [record.pk for record in records]
    people = {record.pk for record in records if record.entity in ("person", *LIFE)}
    for pk, said in said_of(own).items():
        for one in said:
            facts = opened(keys, one.facts)
            names |= {str(facts[name]) for name in NAMES if pk in people and len(str(facts.get(name) or "")) > 1}
            numbers |= {str(facts[name]) for name in NUMBERS if len(str(facts.get(name) or "")) >= SHORTEST}
    near = records[0].area.code[:12]
    shared = Record.objects.filter(area__code__startswith=near, entity="person", name__in=names).exclude(pk__in=own)
    old = {number[:6] + number[8:17] for number in numbers if len(number) == 18}
    return names - set(shared.values_list("name", flat=True)), numbers | old


def sealed_words(erasure: Erasure, more: tuple[set[str], set[str]]) -> bytes:
    """What an erasure looks for, with more."""
    traces = traces_of(erasure)
    told = {"names": sorted(traces.names | more[0]), "numbers": sorted(traces.numbers | more[1])}
    return ring().seal_bytes(json.dumps(told, ensure_ascii=False).encode())


def traces_of(erasure: Erasure) -> Traces:
    words = bytes(erasure.words)
    told = json.loads(ring().open_bytes(words)) if words else {"names": (), "numbers": ()}
    return Traces(frozenset(int(pk) for pk, _at in erasure.records), frozenset(told["names"]), frozenset(told["numbers"]))


def begun_of(numbers: Iterable[int]) -> dict[int, str]:
    """The moment of the first recording of each record: with its number it tells it from all others."""
    found: dict[int, str] = {}
    for chunk in in_chunks(list(numbers), AT_ONCE):
        first = Statement.objects.filter(record__in=chunk).values("record_id").annotate(at=Min("recording__at")).order_by()
        found |= {row["record_id"]: row["at"].isoformat() for row in first}
    return found


def taken_out() -> list[dict[str, Any]]:
    """All that was ever taken out, without a name: what a backup carries, so that an older one can be put right."""
    rows = Erasure.objects.order_by("pk").values_list("area__code", "ground", "basis", "ordered_at", "records")
    return [
        {"area": code, "ground": ground, "basis": basis, "ordered_at": at.isoformat(), "records": records}
        for code, ground, basis, at, records in rows
        if records
    ]


def erasures_at_work() -> list[int]:
    return list(Erasure.objects.filter(done_at__isnull=True).order_by("pk").values_list("pk", flat=True))


def in_reach(areas: Collection[int]) -> list[int]:
    """The areas whose files may hold records of these: their own, those above them and those below."""
    own = list(Area.objects.filter(pk__in=areas))
    return [area.pk for area in Area.objects.all() if any(area.contains(one) or one.contains(area) for one in own)]


def titles_of(areas: Collection[int]) -> Any:
    """Recordings with a title, of these areas."""
    return Recording.objects.filter(area__in=areas).exclude(title="").values_list("pk", "title")
