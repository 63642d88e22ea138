"""Understanding forms: milliseconds a form, reading the file and saying what every blank asks; and seconds for the command.

Over all visible forms (the folder in QINGZHUANG_FORMS, else ../shared/forms/dev). `first` is the first time a form is seen,
the vocabulary being loaded; later times are the best of three, with the phrases of its labels known. The command is
`qingzhuang understand FORM` in a process of its own, from nothing: its processor time, the least of some rounds.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.bars import Bar

FORMS = Path(os.environ.get("QINGZHUANG_FORMS", "../shared/forms/dev"))
KINDS = (".xlsx", ".xls", ".docx", ".ods", ".csv")
ROUNDS = 3
COMMANDS = 8  # forms that the command is started for


@dataclass(frozen=True, slots=True)
class Understood:
    """Milliseconds per form: to read it and to understand it, and how many blanks it has."""

    name: str
    first_ms: float
    read_ms: float
    understand_ms: float
    blanks: int


@dataclass(frozen=True, slots=True)
class Measured:
    """All forms, and seconds of processor time of the command for some of them."""

    forms: list[Understood]
    commands: list[float]

    @property
    def median_ms(self) -> float:
        """Milliseconds to read and understand a form the first time."""
        return statistics.median(form.first_ms for form in self.forms)


def measure(folder: Path = FORMS) -> Measured:
    """Each form of a folder; empty where there is no such folder."""
    from qingzhuang.formfill.match.lexicon import lexicon

    lexicon()
    paths = sorted(p for p in folder.glob("*") if p.suffix in KINDS) if folder.is_dir() else []
    chosen = paths[:: max(len(paths) // COMMANDS, 1)]
    return Measured([_understood(path) for path in paths], [_command(path) for path in chosen])


def _understood(path: Path) -> Understood:
    from qingzhuang.formfill import read, understand

    data = path.read_bytes()
    first, _ = _timed(lambda: understand(read(data, path.name)))
    reading, reasoning = [], []
    for _ in range(ROUNDS):
        took, book = _timed(lambda: read(data, path.name))
        reading.append(took)
        took, form = _timed(lambda book=book: understand(book))
        reasoning.append(took)
    blanks = sum(len(table.blanks()) for table in form.tables)
    return Understood(path.name, first, min(reading), min(reasoning), blanks)


def _timed(work: Callable[[], object]) -> tuple[float, object]:
    """Milliseconds, and what came of it."""
    started = time.perf_counter()
    made = work()
    return 1000 * (time.perf_counter() - started), made


def _command(path: Path) -> float:
    """Seconds of processor time of the command, everything loaded anew."""
    command = [sys.executable, "-c", "from qingzhuang.cli import main; main()", "understand", str(path)]
    best = float("inf")
    for _ in range(ROUNDS):
        before = _spent()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        best = min(best, _spent() - before)
    return best


def _spent() -> float:
    children = os.times()
    return children.children_user + children.children_system


# ---------------------------------------------------------------- the page
def bars(measured: Measured) -> list[Bar]:
    """What was promised of understanding."""
    if not measured.forms:
        return []
    return [
        Bar("read and understand a form, the first time (median)", measured.median_ms, "ms", most=50),
        Bar(
            "`qingzhuang understand FORM` from nothing, processor time (median)",
            statistics.median(measured.commands),
            "s",
            most=0.4,
        ),
    ]


def page(measured: Measured) -> str:
    """The lines of the benchmark page about understanding."""
    forms = measured.forms
    if not forms:
        return "Understanding: skipped, no folder of forms.\n"
    whole = [form.read_ms + form.understand_ms for form in forms]
    slowest = max(forms, key=lambda form: form.read_ms + form.understand_ms)
    return (
        f"Understanding {len(forms)} forms ({sum(f.blanks for f in forms)} blanks): median {measured.median_ms:.1f} ms"
        f" the first time, {statistics.median(whole):.1f} ms again"
        f" (reading {statistics.median(f.read_ms for f in forms):.1f} ms), slowest"
        f" {slowest.name} {slowest.read_ms + slowest.understand_ms:.0f} ms.\n"
        f"The command from nothing, {len(measured.commands)} forms: median {statistics.median(measured.commands):.2f} s of processor"
        f" time, longest {max(measured.commands):.2f} s. Half of it is Python making classes and patterns of the modules; YAML is not"
        " read, its result is kept.\n"
    )


if __name__ == "__main__":
    print(page(measure()))
