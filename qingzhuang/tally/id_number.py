"""What a citizen ID number says: day of birth, sex, first division (GB 11643), for whole columns at once.

>>> [bool(ok) for ok in read(["990101198001010014", "990101198001010019", "990101800101001"]).sound]
[True, False, True]
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from qingzhuang.tally.columns import NO_DAY

WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], np.int32)
CHECKS = np.frombuffer(b"10X98765432", np.uint8)
FIRST_YEAR, LAST_YEAR = 1850, 2100
Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """The parts of ID numbers; only `sound` ones (right length, a real day, the right check digit) have parts."""

    sound: npt.NDArray[np.bool_]
    birth: npt.NDArray[np.int32]  # days since 1970-01-01, NO_DAY where not sound
    female: npt.NDArray[np.bool_]


def read(numbers: pa.Array | pa.ChunkedArray | Sequence[str | None]) -> Parts:
    """Read a column of ID numbers of 18 digits, or of 15 as they were until 1999 (those have no check digit)."""
    column = numbers if isinstance(numbers, (pa.Array, pa.ChunkedArray)) else pa.array(numbers, pa.string())
    column = pc.utf8_upper(pc.utf8_trim_whitespace(pc.fill_null(column.cast(pa.string()), "")))
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    length = np.asarray(pc.binary_length(column).to_numpy(zero_copy_only=False))
    if np.any((length != 18) & (length != 15) & (length != 0)):  # full-width digits, blanks inside, an apostrophe before
        column = pa.array([_narrow(text) for text in column.to_pylist()], pa.string())
        length = np.asarray(pc.binary_length(column).to_numpy(zero_copy_only=False))
    fits = np.isin(length, (15, 18))
    padded = pc.if_else(pa.array(length == 15), pc.binary_join_element_wise(column, "   ", ""), column)
    padded = pc.if_else(pa.array(fits), padded, " " * 18)
    fixed = padded.cast(pa.binary()).cast(pa.binary(18))
    signs = np.frombuffer(fixed.buffers()[1], np.uint8, 18 * len(fixed), 18 * fixed.offset).reshape(-1, 18)
    return _parts(signs, length)


def check_digits(digits: Bytes) -> Bytes:
    """The check digit (as ASCII) of rows of 17 digits given as numbers from 0 to 9."""
    checks: Bytes = CHECKS[(digits.astype(np.int32) @ WEIGHTS) % 11]
    return checks


def _narrow(text: str | None) -> str:
    return unicodedata.normalize("NFKC", text or "").strip().lstrip("'").replace(" ", "").upper()


def _parts(signs: Bytes, length: npt.NDArray[np.integer]) -> Parts:
    old = length == 15
    digits = signs - np.uint8(48)
    numeric = digits <= 9
    whole = np.where(old, numeric[:, :15].all(axis=1), numeric[:, :17].all(axis=1)) & ((length == 18) | old)
    digits = np.where(numeric, digits, 0).astype(np.uint8)
    year = np.where(old, 1900 + _number(digits[:, 6:8]), _number(digits[:, 6:10]))
    month = np.where(old, _number(digits[:, 8:10]), _number(digits[:, 10:12]))
    day = np.where(old, _number(digits[:, 10:12]), _number(digits[:, 12:14]))
    real, days = _days(year, month, day)
    checked = old | (check_digits(digits[:, :17]) == signs[:, 17])
    sound = whole & real & checked
    serial = np.where(old, digits[:, 14], digits[:, 16])
    return Parts(sound, np.where(sound, days, NO_DAY).astype(np.int32), sound & (serial % 2 == 0))


def _number(digits: Bytes) -> npt.NDArray[np.int32]:
    places = 10 ** np.arange(digits.shape[1] - 1, -1, -1, dtype=np.int32)
    numbers: npt.NDArray[np.int32] = digits.astype(np.int32) @ places
    return numbers


def _days(
    year: npt.NDArray[np.int32], month: npt.NDArray[np.int32], day: npt.NDArray[np.int32]
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.int64]]:
    """Which dates exist, and their days since 1970."""
    likely = (year >= FIRST_YEAR) & (year <= LAST_YEAR) & (month >= 1) & (month <= 12) & (day >= 1) & (day <= 31)
    months = np.where(likely, (year - 1970) * 12 + month - 1, 0).astype("datetime64[M]")
    days = months.astype("datetime64[D]").astype(np.int64) + np.where(likely, day, 1) - 1
    same_month = days.astype("datetime64[D]").astype("datetime64[M]") == months
    return likely & same_month, days
