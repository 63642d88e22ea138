"""Read and fill damaged files by the thousand: nothing but a refusal in words may come of them.

`python -m qingzhuang.formfill.tests.fuzz 20000 7` runs 20,000 cases of seed 7 and keeps what fails in a folder.
"""

from __future__ import annotations

import io
import random
import sys
import time
import traceback
from collections import Counter
from datetime import date
from pathlib import Path

import openpyxl
import xlrd

from qingzhuang.formfill.edits import CellEdit, Edits, Growth
from qingzhuang.formfill.errors import FormError
from qingzhuang.formfill.grid import Book
from qingzhuang.formfill.read import read
from qingzhuang.formfill.tests.mutations import mutated, seeds
from qingzhuang.formfill.write import write

STRICT_EVERY = 20  # cases that other programs open too: they take longest
SECONDS = 10.0  # no case may take longer, even on a busy machine
_VALUES = ("张三", "=1+1", "110101199001011234", 7, 2.5, True, None, date(1990, 1, 1), "a\nb", " x ")


class Failure(AssertionError):
    """A damaged file did what none may do."""


def one(data: bytes, source: random.Random, strict: bool) -> str:
    """Read a file and fill it; says how it ended. `strict`: other programs must still open what they opened before."""
    start = time.perf_counter()
    try:
        book = read(data)
        edits = _edits(book, source)
        written = write(data, book, edits)
    except FormError as error:
        return error.code
    finally:
        if time.perf_counter() - start > SECONDS:
            raise Failure(f"took {time.perf_counter() - start:.1f} s")
    try:
        again = read(written.data)
    except FormError as error:
        if error.code == "no_table" and book.format in ("csv", "html"):
            return "emptied"  # a table of text only, and its last text was taken out
        raise
    if len(again.grids) != len(book.grids):
        raise Failure("the written file has other grids")
    if strict and _opens(book.format, data) and not _opens(book.format, written.data):
        raise Failure("the written file no longer opens elsewhere")
    return "written"


def _edits(book: Book, source: random.Random) -> Edits:
    index = source.randrange(len(book.grids))
    grid = book.grids[index]
    rows, columns = max(1, grid.rows), max(1, grid.columns)
    cells = tuple(
        CellEdit(index, source.randint(1, rows), source.randint(1, columns), source.choice(_VALUES))
        for _ in range(source.randint(1, 6))
    )
    if source.random() < 0.5:
        return Edits(cells)
    first = source.randint(1, rows)
    last = min(rows, first + source.randint(0, 3))
    return Edits(cells, (Growth(index, first, last, last - first + 1 + source.randint(1, 5)),))


def _opens(format_: str, data: bytes) -> bool:
    """Does the program that people use in Python open the file?"""
    try:
        if format_ in ("xlsx", "xlsm"):
            openpyxl.load_workbook(io.BytesIO(data))
        elif format_ == "xls":
            xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
        return True
    except Exception:  # whatever it raises, it does not open
        return False


def run(cases: int, seed: int, real: bool = False, keep: Path | None = None) -> Counter[str]:
    """So many cases; how they ended. Raises Failure with the number of the case; `keep` takes the file."""
    ended: Counter[str] = Counter()
    originals = seeds(real)
    for number in range(cases):
        source = random.Random(seed * 1_000_003 + number)
        data = mutated(source.choice(originals), source)
        try:
            ended[one(data, source, strict=number % STRICT_EVERY == 0)] += 1
        except Exception as error:
            if keep is None:
                raise Failure(f"seed {seed}, case {number}: {type(error).__name__}: {error}") from error
            keep.mkdir(parents=True, exist_ok=True)
            (keep / f"{seed}-{number}.bin").write_bytes(data)
            (keep / f"{seed}-{number}.txt").write_text(traceback.format_exc(), encoding="utf-8")
            ended[f"FAILED {type(error).__name__}"] += 1
    return ended


if __name__ == "__main__":
    count, first = (
        (int(argument) for argument in (*sys.argv[1:3], "20000", "1")[:2])
        if len(sys.argv) > 2
        else (int((*sys.argv[1:], "20000")[0]), 1)
    )
    print(run(count, first, real=True, keep=Path("var/fuzz")))
