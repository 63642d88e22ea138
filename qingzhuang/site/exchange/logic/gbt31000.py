"""Tables of GB/T 31000-2015: facts to cells and back, with a warning for every cell in which something is lost.

The tables stand in `content/exchange/gbt31000.yaml`. Pure functions: no database, no files but that one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from qingzhuang.vocabulary import CodeList, fold, load, read_id_number

OWN_SEXES = {"0": "male", "1": "female"}  # of some systems; GB/T 2261.1 has 0 unknown, 1 male, 2 female


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the field it holds, or (`told`) a fact of the head of the household that is told along."""

    name: str
    field: str
    type: str  # C text, D day, N number
    length: int
    required: bool = False
    told: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)  # number → value, where it is not the field's own list
    words: Mapping[str, str] = field(default_factory=dict)  # number → word of a field that is text here


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the standard; `rest` takes whoever stands in no other, `also` whoever stands in another too."""

    name: str
    entity: str
    columns: tuple[Column, ...]
    where: Mapping[str, tuple[Any, ...]]
    implies: Mapping[str, Any]
    rest: bool = False
    also: bool = False


@dataclass(frozen=True, slots=True)
class Loss:
    """A cell in which something does not go over: `no_code`, `coarser`, `too_long`, `no_column`, `unreadable`, `unsure_sex`, `missing`."""

    table: str
    row: int
    column: str
    kind: str
    value: str = ""


@lru_cache(maxsize=1)
def tables() -> Mapping[str, Table]:
    """The tables by name."""
    data = yaml.safe_load((files("qingzhuang.content") / "exchange" / "gbt31000.yaml").read_text("utf-8"))
    return {name: _table(name, told) for name, told in data["tables"].items()}


def _table(name: str, told: Mapping[str, Any]) -> Table:
    where = {field: tuple(values) for field, values in told.get("where", {}).items()}
    columns = tuple(_column(one) for one in _flat(told["columns"]))
    return Table(name, told["entity"], columns, where, told.get("implies", {}), told.get("rest", False), told.get("also", False))


def _flat(columns: Sequence[Any]) -> Iterator[Mapping[str, Any]]:
    for one in columns:
        yield from one if isinstance(one, list) else (one,)


def _column(told: Mapping[str, Any]) -> Column:
    return Column(
        told["column"], told.get("field", ""), told["type"], told["length"], told.get("required", False), told.get("from", ""),
        told.get("codes", {}), told.get("words", {}),
    )  # fmt: skip


def table_of(entity: str, facts: Mapping[str, Any]) -> list[Table]:
    """The tables in which a record stands.

    >>> [table.name for table in table_of("person", {"residence_type": "floating", "left_behind": True})]
    ['流动人口', '留守人员']
    """
    of_kind = [table for table in tables().values() if table.entity == entity]
    found = [t for t in of_kind if all(facts.get(name) in values for name, values in t.where.items())]
    if not any(not table.also for table in found):
        found += [table for table in of_kind if table.rest]
    return found


def left_out(table: Table, facts: Mapping[str, Any]) -> set[str]:
    """The facts of a record that no column of the table holds."""
    return set(facts) - {column.field for column in table.columns} - set(table.where) - set(table.implies)


# ---------------------------------------------------------------- out
def cells(table: Table, row: int, facts: Mapping[str, Any], told: Mapping[str, Any]) -> tuple[list[str], list[Loss]]:
    """A record as a row of the table; `told` are facts of the head and the household's number (`household`)."""
    found: list[str] = []
    losses: list[Loss] = []
    for column in table.columns:
        name = column.told or column.field
        value = told.get(name) if column.told or name == "household" else facts.get(name)
        text, kind = _cell(table.entity, column, value)
        found.append(text)
        if kind:
            losses.append(Loss(table.name, row, column.name, kind, _short(value)))
        elif column.required and not text and name != "household":
            losses.append(Loss(table.name, row, column.name, "missing"))
    for name, value in table.implies.items():
        if name in facts and facts[name] != value and not _told_by_column(table, name, facts[name]):
            losses.append(Loss(table.name, row, name, "coarser", _short(facts[name])))
    return found, losses


def _told_by_column(table: Table, name: str, value: Any) -> bool:
    return any(column.field == name and value in column.codes.values() for column in table.columns)


def _cell(entity: str, column: Column, value: Any) -> tuple[str, str]:
    """The text of a cell, and what was lost."""
    if value is None or value == "":
        return "", ""
    if column.words:
        by_word = {word: number for number, word in column.words.items()}
        return (by_word[value], "") if value in by_word else ("", "no_code")
    codes = _codes(entity, column)
    if column.codes or codes is not None:
        return _number_of(column, codes, str(value))
    if column.type == "D":
        return str(value).replace("-", ""), ""
    text = _plain(value)
    return text[: column.length], "too_long" if len(text) > column.length else ""


def _number_of(column: Column, codes: CodeList | None, value: str) -> tuple[str, str]:
    """The number of a value; of one that has none, the number of what it is a kind of."""
    by_name = {name: number for number, name in column.codes.items()}
    if codes is not None and not by_name:
        by_name = {one.name: one.code for one in codes.values if one.code}
    if value in by_name:
        return by_name[value], ""
    while codes is not None and value and value not in by_name:
        value = next((one.within for one in codes.values if one.name == value), "")
    if value in by_name:
        return by_name[value], "coarser"
    return "", "" if column.codes and column.field == "residence_type" else "no_code"


def _codes(entity: str, column: Column) -> CodeList | None:
    found = load().entities[entity].fields.get(column.field)
    return found.codes if found is not None else None


def _plain(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _short(value: Any) -> str:
    return "" if value is None else str(value)[:20]


# ---------------------------------------------------------------- in
@dataclass(frozen=True, slots=True)
class Read:
    """A row that was read: facts, the number of its household, and the ID number that serves as its key."""

    row: int
    facts: Mapping[str, Any]
    household: str = ""


def facts_of(table: Table, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[list[Read], list[Loss]]:
    """The facts of the rows of a table; cells that cannot be read are told and left out."""
    places = {heading.strip(): place for place, heading in enumerate(headings)}
    unknown = [heading for heading in places if heading and heading not in {column.name for column in table.columns}]
    losses = [Loss(table.name, 0, heading, "no_column") for heading in unknown]
    sexes = {column.name: _sexes(column, places, rows) for column in table.columns if _is_sex(table.entity, column)}
    found = []
    for number, row in enumerate(rows, 1):
        facts: dict[str, Any] = dict(table.implies)
        household = ""
        for column in table.columns:
            place = places.get(column.name)
            text = row[place].strip() if place is not None and place < len(row) else ""
            if not text or column.told:
                continue
            if column.field == "household":
                household = text
                continue
            value, kind = _value(table.entity, column, text, sexes.get(column.name))
            if kind:
                losses.append(Loss(table.name, number, column.name, kind, text[:20]))
            else:
                facts[column.field] = value
        if len(facts) > len(table.implies):
            found.append(Read(number, facts, household))
    return found, losses


def _value(entity: str, column: Column, text: str, sexes: Mapping[str, str] | None) -> tuple[Any, str]:
    if column.words:
        return (
            (column.words[text], "")
            if text in column.words
            else (text, "")
            if text in column.words.values()
            else (None, "no_code")
        )
    if column.codes and text in column.codes:
        return column.codes[text], ""
    codes = _codes(entity, column)
    if codes is not None:
        if codes.name == "sex" and text in ("0", "1"):
            if sexes is None:
                return None, "unsure_sex"
            return (sexes[text], "") if text in sexes else (None, "no_code")
        one = next((one for one in codes.values if one.code == text), None) or codes.find(fold(text).casefold())
        return (one.name, "") if one is not None else (None, "no_code")
    try:
        return _read(column, text), ""
    except ValueError:
        return None, "unreadable"


def _read(column: Column, text: str) -> Any:
    if column.type == "D":
        return date.fromisoformat(text if "-" in text else f"{text[:4]}-{text[4:6]}-{text[6:]}").isoformat()
    if column.type == "N":
        return float(text) if "." in text or "e" in text.casefold() else int(text)
    return text


def _is_sex(entity: str, column: Column) -> bool:
    codes = _codes(entity, column)
    return codes is not None and codes.name == "sex"


def _sexes(column: Column, places: Mapping[str, int], rows: Sequence[Sequence[str]]) -> Mapping[str, str] | None:
    """What 0 and 1 mean in this file. Where 2 occurs it is the standard's list; else ID numbers decide; None: nobody can tell.

    A file with 0 男 1 女 read by the standard would make women men and men unknown.
    """
    sex, number = places.get(column.name), places.get("公民身份号码", places.get("证件号码")) if column.field == "sex" else None
    if sex is None:
        return {}
    standard = {"0": "unknown", "1": "male"}
    told = [
        (row[sex].strip(), row[number].strip() if number is not None and number < len(row) else "")
        for row in rows
        if sex < len(row)
    ]
    if any(text in ("2", "9") for text, _id in told) or not any(text == "0" for text, _id in told):
        by_id = [(text, _sex_in(one)) for text, one in told if text == "1"]
        women = sum(found == "female" for _text, found in by_id)
        men = sum(found == "male" for _text, found in by_id)
        return OWN_SEXES if women > men and not any(text == "2" for text, _id in told) else standard
    votes = [OWN_SEXES[text] == found for text, one in told if text in OWN_SEXES and (found := _sex_in(one))]
    if not votes:
        return None
    return OWN_SEXES if sum(votes) * 2 > len(votes) else standard


def _sex_in(number: str) -> str:
    return str(read_id_number(number).sex or "") if number else ""
