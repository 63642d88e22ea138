"""Understanding forms: milliseconds a form, reading the file and saying what every blank asks.

Over all visible forms (the folder in QINGZHUANG_FORMS, else ../shared/forms/dev). `first` is the first time a form is seen,
the vocabulary being loaded; later times are the best of three, with the phrases of its labels known.
"""

from __future__ import annotations

import os
import statistics
import time
from dataclasses import dataclass
from pathlib import Path

FORMS = Path(os.environ.get("QINGZHUANG_FORMS", "../shared/forms/dev"))
KINDS = (".xlsx", ".xls", ".docx", ".ods", ".csv")
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Understood:
    """Milliseconds per form: to read it and to understand it, and how many blanks it has."""

    name: str
    first_ms: float
    read_ms: float
    understand_ms: float
    blanks: int


def measure(folder: Path = FORMS) -> list[Understood]:
    """Each form of a folder; empty where there is no such folder."""
    from qingzhuang.formfill import read, understand
    from qingzhuang.formfill.match.lexicon import lexicon

    lexicon()
    found = []
    for path in sorted(p for p in folder.glob("*") if p.suffix in KINDS) if folder.is_dir() else []:
        data = path.read_bytes()
        started = time.perf_counter()
        understand(read(data, path.name))
        first = 1000 * (time.perf_counter() - started)
        reading, reasoning = [], []
        for _ in range(ROUNDS):
            started = time.perf_counter()
            book = read(data, path.name)
            between = time.perf_counter()
            form = understand(book)
            reading.append(between - started)
            reasoning.append(time.perf_counter() - between)
        blanks = sum(len(table.blanks()) for table in form.tables)
        found.append(Understood(path.name, first, 1000 * min(reading), 1000 * min(reasoning), blanks))
    return found


def report(folder: Path = FORMS) -> str:
    """The lines of the benchmark page about understanding."""
    forms = measure(folder)
    if not forms:
        return "Understanding: skipped, no folder of forms.\n"
    whole = [form.read_ms + form.understand_ms for form in forms]
    slowest = max(forms, key=lambda form: form.read_ms + form.understand_ms)
    return (
        f"Understanding {len(forms)} forms ({sum(f.blanks for f in forms)} blanks): median {statistics.median(f.first_ms for f in forms):.1f} ms"
        f" the first time, {statistics.median(whole):.1f} ms again"
        f" (reading {statistics.median(f.read_ms for f in forms):.1f} ms), slowest"
        f" {slowest.name} {slowest.read_ms + slowest.understand_ms:.0f} ms.\n"
    )


if __name__ == "__main__":
    print(report())
