"""Files of GB/T 31000 given and taken: marked with who, when and what for; ID numbers covered unless there is a purpose for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from qingzhuang.formfill.errors import FormError
from qingzhuang.site.accounts import queries as accounts
from qingzhuang.site.accounts.queries import Actor, Area
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.exchange import errors
from qingzhuang.site.exchange.actions.batches import record_rows
from qingzhuang.site.exchange.actions.second_keys import by_second_keys
from qingzhuang.site.exchange.logic import gbt31000, workbook
from qingzhuang.site.exchange.logic.gbt31000 import Loss, Read, Table
from qingzhuang.site.exchange.logic.rows import Answer, KeyOf, Row
from qingzhuang.site.exchange.logic.second_keys import key_of
from qingzhuang.site.kit import masking
from qingzhuang.site.ledger import queries as ledger
from qingzhuang.site.ledger.actions import Source

SENDER = "gbt31000"
MOST = 50_000  # rows of a file
HEADS = ("head", "self")  # what the head is to the head
LOSSES = "损失清单"
ENTITIES = ("person", "dwelling", "grid", "building")


@dataclass(frozen=True, slots=True)
class Given:
    """A file that was made: its name, its bytes, how many records are in it, in how many cells something was lost."""

    name: str
    data: bytes
    records: int
    losses: int


@dataclass(slots=True)
class Taken:
    """What became of a file: of its rows, and of the cells that could not be read."""

    answer: Answer
    losses: list[Loss] = field(default_factory=list)
    rows: list[tuple[str, int]] = field(default_factory=list)  # of each row of the answer: table and line


@transaction.atomic
def give_standard_file(actor: Actor, *, area: str, purpose: str, whole: bool = False) -> Given:
    """The records of an area as tables of GB/T 31000. Whole numbers need the right to export and a purpose. 404 outside the area."""
    where = accounts.area_for(actor, area)
    if not actor.may("see_facts"):
        raise Http404
    if whole and not actor.may("export_facts"):
        raise errors.numbers_stay_covered()
    if not purpose.strip():
        raise errors.no_purpose()
    sheets: dict[str, list[list[str]]] = {name: [] for name in gbt31000.tables()}
    losses: list[Loss] = []
    left_out: dict[tuple[str, str], int] = {}
    for entity in ENTITIES:
        for _record, facts, told in _records(actor, where, entity, whole):
            for table in gbt31000.table_of(entity, facts):
                if table.name == "楼栋长" and not facts.get("leader.name"):
                    continue
                cells, lost = gbt31000.cells(table, len(sheets[table.name]) + 1, facts, told)
                sheets[table.name].append(cells)
                losses += lost
                for name in gbt31000.left_out(table, facts):
                    left_out[table.name, name] = left_out.get((table.name, name), 0) + 1
    count = sum(len(rows) for rows in sheets.values())
    audit.record(
        actor.person, deed="file.given", area=where.code, subject=f"area:{where.code}", count=count, purpose=purpose.strip()[:100],
        area_name=where.name, whole=whole,
    )  # fmt: skip
    name, data = _file(actor, where, purpose.strip(), whole, sheets, losses, left_out)
    return Given(name, data, count, len(losses))


def _records(actor: Actor, where: Area, entity: str, whole: bool) -> Iterable[tuple[int, dict[str, Any], dict[str, Any]]]:
    asked = ledger.records_in_for(actor, entity, area_code=where.code, states=("present",)).order_by("pk")
    households = _households(actor, where, whole) if entity == "person" else {}
    for record in asked.iterator(2000):
        facts = _open(record.facts, whole)
        home = facts.pop("household", None)
        facts.pop(ledger.place_name(entity), None)
        yield record.pk, facts, households.get(home, {"household": str(home)} if home else {})


def _households(actor: Actor, where: Area, whole: bool) -> dict[int, dict[str, Any]]:
    """Of each household its number and what is told of its head."""
    found: dict[int, dict[str, Any]] = {}
    asked = ledger.records_in_for(actor, "household", area_code=where.code).order_by("pk")
    heads = {record.pk: record.facts.get("head") for record in asked.iterator(2000)}
    people = {record.pk: record for record in ledger.records_numbered(head for head in heads.values() if head)}
    for pk, head in heads.items():
        facts = _open(people[head].facts, whole) if head in people else {}
        found[pk] = {"household": str(pk), **{f"head.{name}": facts.get(name) for name in ("id_number", "name", "phone")}}
    return found


def _open(facts: Mapping[str, Any], whole: bool) -> dict[str, Any]:
    plain = ledger.plain_facts(facts)
    return plain if whole else {name: masking.covered(str(v)) if ledger.is_secret(name) and v else v for name, v in plain.items()}


def _file(
    actor: Actor, where: Area, purpose: str, whole: bool, sheets: Mapping[str, list[list[str]]], losses: Sequence[Loss],
    left_out: Mapping[tuple[str, str], int],
) -> tuple[str, bytes]:  # fmt: skip
    at = timezone.localtime()
    numbers = _("numbers whole") if whole else _("numbers covered")
    mark = _("Personal information. GB/T 31000-2015; %(area)s; taken by %(who)s at %(at)s for: %(purpose)s; %(numbers)s.") % {
        "area": where.name, "who": actor.person.name, "at": f"{at:%Y-%m-%d %H:%M}", "purpose": purpose, "numbers": numbers,
    }  # fmt: skip
    tables = gbt31000.tables()
    book: dict[str, workbook.Sheet] = {
        name: ([column.name for column in tables[name].columns], rows) for name, rows in sheets.items() if rows
    }
    lines = [[loss.table, str(loss.row), loss.column, loss.kind, loss.value] for loss in losses]
    lines += [[table, "", name, "no_column", str(count)] for (table, name), count in sorted(left_out.items())]
    book[LOSSES] = (["表", "行", "列", "损失", "值"], lines)
    kind = "明文" if whole else "遮盖"
    return f"GBT31000-{where.code}-{at:%Y%m%d}-{kind}-内含个人信息.xlsx", workbook.written(mark, book)


# ---------------------------------------------------------------- in
@transaction.atomic
def take_standard_file(actor: Actor, *, name: str, data: bytes, area: str) -> Taken:
    """Record the tables of a file as an import into an area; each row is answered, each cell that could not be read is told."""
    where = accounts.area_for(actor, area)
    if not actor.may("import_facts"):
        raise errors.left_to_others()
    known = {table.name: frozenset(column.name for column in table.columns) for table in gbt31000.tables().values()}
    try:
        found = workbook.sheets_in(data, name, known)
    except FormError as fault:
        raise errors.unreadable_file(fault.what, fault.todo) from None
    losses: list[Loss] = []
    read: list[tuple[Table, int, Read]] = []
    for sheet in found:
        table = gbt31000.tables()[sheet.name]
        rows, lost = gbt31000.facts_of(table, sheet.headings, sheet.rows)
        read += [(table, sheet.first + row.row - 1, row) for row in rows]
        losses += lost
    if not read:
        raise errors.no_such_tables()
    if len(read) > MOST:
        raise errors.too_many_rows(MOST)
    rows, places = _rows(read, where.code)
    losses += _covered(rows, places)
    answer = _recorded(actor, where, rows, name)
    totals = answer.totals()
    audit.record(
        actor.person, deed="file.taken", area=where.code, subject=f"recording:{answer.recording or 0}", rows=len(rows),
        refused=totals["refused"] + totals.get("asked", 0),
    )  # fmt: skip
    return Taken(answer, losses, places)


def _recorded(actor: Actor, where: Area, rows: Sequence[Row], name: str) -> Answer:
    """All rows but those about which a person must be asked; each answered in its place."""
    led, asked = by_second_keys(where, rows)
    places = [place for place in range(len(led)) if place not in asked]
    answer = record_rows(actor, sender=SENDER, source=Source.IMPORT, rows=[led[place] for place in places], title=name[:200])
    told = [replace(outcome, row=places[outcome.row]) for outcome in answer.rows]
    told += [reason.outcome(place, "asked") for place, reason in asked.items()]
    return Answer(answer.recording, sorted(told, key=lambda outcome: outcome.row))


def _covered(rows: Sequence[Row], places: Sequence[tuple[str, int]]) -> list[Loss]:
    """Numbers whose middle is covered: they help to find the record, and are no values."""
    return [
        Loss(*places[at], name, "covered", value)
        for at, row in enumerate(rows)
        for name, value in row.facts.items()
        if isinstance(value, str) and "*" in value and row.entity == "person"
    ]


def _rows(read: Sequence[tuple[Table, int, Read]], area: str) -> tuple[list[Row], list[tuple[str, int]]]:
    """Rows as a batch has them: somebody who stands in two tables is one row, households come from their members."""
    rows: dict[str, Row] = {}
    places: dict[str, tuple[str, int]] = {}
    heads: dict[str, str] = {}
    for table, line, one in read:
        key = _key(table, one.facts)
        sign = f"{table.entity}\n{key}" if key else f"{table.name}\n{line}"
        facts: dict[str, Any] = {**one.facts, **(rows[sign].facts if sign in rows else {})}
        if one.household:
            facts["household"] = KeyOf(one.household)
            if key and facts.get("relation_to_head") in HEADS or one.household not in heads:
                heads[one.household] = key if facts.get("relation_to_head") in HEADS else ""
        rows[sign] = Row(table.entity, facts, key=key, area=area)
        places.setdefault(sign, (table.name, line))
    for number, head in heads.items():
        sign = f"household\n{number}"
        rows[sign] = Row("household", {"head": KeyOf(head)} if head else {}, key=number, area=area)
        places[sign] = ("户", 0)
    return list(rows.values()), [places[sign] for sign in rows]


def _key(table: Table, facts: Mapping[str, Any]) -> str:
    if table.entity == "person":
        number = str(facts.get("id_number", ""))
        return number if number and "*" not in number else key_of(facts)
    if table.entity == "dwelling":
        return str(facts.get("code") or facts.get("address") or "")
    return " ".join(str(facts[name]) for name in ("address", "number", "name") if facts.get(name))
