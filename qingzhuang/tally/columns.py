"""From Arrow columns, as files hold them, to arrays that conditions are tested on.

Codes may be written as names, Chinese words or national codes, yes/no as 是, 有, 1 …, days as 2012-3-2, 2012/03/02 or
20120302. What cannot be read counts as empty and is kept as a fault of the data, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from typing import Any, Union

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from qingzhuang.tally.bits import Flags
from qingzhuang.tally.buffers import filled, same_words
from qingzhuang.tally.resolve import UNSTATED
from qingzhuang.vocabulary import CodeList, Field, UnknownName, fold

NO_DAY = np.iinfo(np.int32).min
EPOCH = date(1970, 1, 1)
YES = frozenset("是 有 对 已 yes true y t 1 √ ✓ ☑ ■".split())
NOT = frozenset("否 无 没有 未 不是 no false n f 0 × ✗ ☐ □".split())
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:T?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$|(\d{4})(\d{2})(\d{2})$")
SEVERAL = re.compile(r"[;；,，、|]")
MOST_CODED = 65535
FEW = 4  # values compared one by one; more are looked up in a table, which costs as much as about eight comparisons


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """One of few values a record: `words[index]`; index `len(words)` is empty, and so is a word that is None.

    Yes/no is `yes` and `no`; several values in one cell are one word, joined by ';'.
    """

    index: npt.NDArray[Any]
    words: tuple[str | None, ...]

    @property
    def empty(self) -> int:
        return len(self.words)


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """A number a record; NaN is empty."""

    values: npt.NDArray[np.float64]

    empty = np.nan


@dataclass(frozen=True, slots=True, eq=False)
class Days:
    """Days since 1970-01-01; NO_DAY is empty."""

    values: npt.NDArray[np.int32]

    empty = NO_DAY


Column = Union[Coded, Numbers, Days]


@dataclass(frozen=True, slots=True)
class Fault:
    """A value of the data that cannot be read as what its field should hold."""

    path: str
    value: str
    records: int


def column_of(field: Field, array: pa.ChunkedArray) -> tuple[Column, tuple[Fault, ...]]:
    """The column of a field, in the order of the file, and what could not be read."""
    array = _plain(array)
    match field.type:
        case "boolean" if pa.types.is_boolean(array.type):
            return Coded(filled(array.chunks, np.uint8, 2), ("no", "yes")), ()
        case "boolean":
            return _coded(field, array, _yes_no)
        case "code" | "codes" if field.codes is not None:
            return _coded(field, array, _code_reader(field.codes, several=field.type == "codes"))
        case "text" if field.codes is not None:  # free text that may name a value: 户籍地区划 is 本省 or 四川省成都市
            return _coded(field, array, _code_reader(field.codes, several=False))[0], ()
        case "integer" | "number" if _is_number(array.type):
            numeric = array if not pa.types.is_decimal(array.type) else array.cast(pa.float64())
            return Numbers(filled(numeric.chunks, np.float64, np.nan)), ()
        case "integer" | "number":
            coded, faults = _coded(field, array, _number)
            numbers = np.array([np.nan if w is None else float(w) for w in (*coded.words, None)])
            return Numbers(numbers[coded.index]), faults
        case "date" if pa.types.is_temporal(array.type):
            return Days(filled(array.cast(pa.date32(), safe=False).cast(pa.int32()).chunks, np.int32, NO_DAY)), ()
        case "date":
            coded, faults = _coded(field, array, _day)
            numbered = np.array([NO_DAY if w is None else int(w) for w in (*coded.words, None)], np.int32)
            return Days(numbered[coded.index]), faults
    return _coded(field, array, lambda text: text or None)


def read_day(text: str) -> date | None:
    """A whole day as Chinese files write it; None where it is none (also for a month without a day).

    >>> read_day("2012年3月2日"), read_day("20120302"), read_day("1953年10月")
    (datetime.date(2012, 3, 2), datetime.date(2012, 3, 2), None)
    """
    match = DAY.match(fold(text))
    if match is None:
        return None
    year, month, day = (int(part) for part in (match.groups()[:3] if match.group(1) else match.groups()[3:]))
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_number(day: date) -> int:
    """Days since 1970-01-01.

    >>> day_number(date(1970, 1, 2))
    1
    """
    return (day - EPOCH).days


def day_of(number: int) -> date:
    """The day of a number of days since 1970-01-01."""
    return EPOCH + timedelta(days=int(number))


def read_code(codes: CodeList, text: str) -> str | None:
    """The name of a code value from its name, national code or Chinese word; None where it is none of them.

    A number that lost its leading zeros in a spreadsheet is the code padded to its length.
    """
    folded = fold(text)
    try:
        return codes.value(text.strip()).name
    except UnknownName:
        found = codes.find(folded)
    if found is None and folded.isdigit():
        padded = [v for v in codes.values if v.code.isdigit() and int(v.code) == int(folded)]
        found = padded[0] if len(padded) == 1 else None
    return found.name if found else None


def is_empty(column: Column) -> Flags:
    """Which slots have no value."""
    found: Flags
    match column:
        case Coded(index=index, words=words):
            blank = [column.empty, *(place for place, word in enumerate(words) if word is None)]
            found = is_one_of(index, blank, len(words))
        case Numbers(values=values):
            found = np.isnan(values)
        case Days(values=days):
            found = days == NO_DAY
    return found


def is_one_of(index: npt.NDArray[Any], places: list[int], most: int) -> Flags:
    """Where an index is one of some places; `most` is the greatest it can be."""
    found: Flags
    if not places:
        found = np.zeros(len(index), np.bool_)
    elif len(places) <= FEW:
        found = reduce(np.logical_or, (index == place for place in places))
    else:
        table = np.zeros(most + 1, np.bool_)
        table[places] = True
        found = table[index]
    return found


# ---------------------------------------------------------------- single values
def _yes_no(text: str) -> str | None:
    word = fold(text).lower()
    return "yes" if word in YES else "no" if word in NOT else None


def _number(text: str) -> str | None:
    folded = fold(text).replace(",", "")
    try:
        return folded if folded and np.isfinite(float(folded)) else None
    except ValueError:
        return None


def _day(text: str) -> str | None:
    day = read_day(text)
    return None if day is None else str(day_number(day))


def _code_reader(codes: CodeList, several: bool) -> Callable[[str], str | None]:
    def one(text: str) -> str | None:
        name = read_code(codes, text)
        return None if name in UNSTATED else name

    def many(text: str) -> str | None:
        whole = one(text)
        if whole is not None:
            return whole
        names = [one(part) for part in SEVERAL.split(text) if part.strip()]
        return None if not names or None in names else ";".join(dict.fromkeys(n for n in names if n))

    return many if several else one


# ---------------------------------------------------------------- arrays
def _plain(array: pa.ChunkedArray | pa.Array) -> pa.ChunkedArray:
    """Lists as texts joined by ';'; everything else as it is."""
    chunked = array if isinstance(array, pa.ChunkedArray) else pa.chunked_array([array])
    if pa.types.is_list(chunked.type) or pa.types.is_large_list(chunked.type):
        return pc.binary_join(chunked.cast(pa.list_(pa.string())), ";")
    return chunked


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))


def _coded(field: Field, array: pa.ChunkedArray, read: Callable[[str], str | None]) -> tuple[Coded, tuple[Fault, ...]]:
    if not pa.types.is_dictionary(array.type):
        array = (array if pa.types.is_string(array.type) else _as_text(array)).dictionary_encode()
    array = same_words(array)
    dictionary = array.chunk(0).dictionary if array.num_chunks else pa.array([], pa.string())
    texts = _as_text(dictionary).to_pylist()
    words = tuple(None if text is None or not text.strip() else read(text) for text in texts)
    small = np.uint8 if len(words) < 255 else np.uint16 if len(words) < MOST_CODED else np.int32
    index = filled([chunk.indices for chunk in array.chunks], small, len(words))
    lost = [place for place, text in enumerate(texts) if words[place] is None and text is not None and text.strip()]
    faults = tuple(
        Fault(field.path, texts[place], int(np.count_nonzero(index == place)))
        for place in lost
        if not (field.codes and read_code(field.codes, texts[place]) in UNSTATED)
    )
    return Coded(index, words), faults


def _as_text(array: pa.Array) -> pa.Array:
    """Numbers and days as they would be typed; whole floats without their '.0'."""
    if pa.types.is_boolean(array.type):
        return pc.if_else(array, "true", "false")
    if pa.types.is_floating(array.type):
        whole = pc.and_kleene(pc.equal(pc.floor(array), array), pc.less(pc.abs(array), 1e15))
        return pc.if_else(
            whole, pc.if_else(whole, array, 0).cast(pa.int64(), safe=False).cast(pa.string()), array.cast(pa.string())
        )
    return array.cast(pa.string())
