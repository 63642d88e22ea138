"""Arrow columns from arrays of choices: the small set of ways in which made-up facts are written down."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Rng = np.random.Generator
EPOCH = date(1970, 1, 1)


def rng_for(topic: str, seed: int, people: int) -> Rng:
    """Chance for one topic: a topic added later changes nothing in the others."""
    return np.random.default_rng((seed, people, zlib.crc32(topic.encode())))


def words(index: Ints | npt.NDArray[np.integer], values: Sequence[str]) -> pa.Array:
    """One of few texts a record; -1 is empty."""
    different = list(dict.fromkeys(values))  # Parquet cannot write a dictionary that names a value twice
    where_now = {value: place for place, value in enumerate(different)}
    places = np.array([*(where_now[value] for value in values), -1], np.int32)[index]
    return pa.DictionaryArray.from_arrays(pa.array(places, mask=places < 0), pa.array(different, pa.string()))


def where(flags: Flags, value: str) -> pa.Array:
    """The same text for some records, empty for the others."""
    return words(np.where(flags, 0, -1), (value,))


def yes_no(flags: Flags, known: Flags | None = None) -> pa.Array:
    """Yes or no; empty where it is not known."""
    return pa.array(flags, pa.bool_(), mask=None if known is None else ~known)


def yes(flags: Flags) -> pa.Array:
    """Yes for some; empty, which means no, for all others."""
    return pa.array(np.ones(len(flags), np.bool_), pa.bool_(), mask=~flags)


def days(numbers: npt.NDArray[np.integer], known: Flags | None = None) -> pa.Array:
    """Days since 1970; empty where it is not known."""
    return pa.array(numbers.astype(np.int32), pa.int32(), mask=None if known is None else ~known).cast(pa.date32())


def numbers(values: npt.NDArray[np.generic], known: Flags | None = None) -> pa.Array:
    """Numbers, whole or not as they come; empty where they are not known."""
    return pa.array(values, mask=None if known is None else ~known)


def digits(values: npt.NDArray[np.integer], width: int) -> pa.Array:
    """Numbers with leading zeros."""
    return pc.utf8_lpad(pa.array(values).cast(pa.string()), width, "0")


def joined(*parts: pa.Array | str) -> pa.Array:
    """Texts put together record by record; empty where one of them is."""
    plain = [part.cast(pa.string()) if isinstance(part, pa.Array) else part for part in parts]
    return pc.binary_join_element_wise(*plain, "")


def only(flags: Flags, column: pa.Array) -> pa.Array:
    """A column emptied where it does not apply."""
    return pc.if_else(pa.array(flags), column, pa.scalar(None, column.type))


def of(column: pa.Array, index: npt.NDArray[np.integer]) -> pa.Array:
    """The values of other records: of each person that of the household; -1 is empty."""
    places = np.asarray(index).astype(np.int64)
    return column.take(pa.array(places, mask=places < 0))


def pick(rng: Rng, size: int, weights: Sequence[float]) -> Ints:
    """A choice for each record, by weights."""
    shares = np.cumsum(np.asarray(weights, np.float64))
    return np.searchsorted(shares / shares[-1], rng.random(size), side="right").astype(np.int64)


def chance(rng: Rng, size: int, share: float | npt.NDArray[np.floating]) -> Flags:
    """Yes for a share of the records."""
    return rng.random(size) < share


def day_number(day: date) -> int:
    """Days since 1970."""
    return (day - EPOCH).days
