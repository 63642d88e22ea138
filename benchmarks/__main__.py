"""Measure everything and write docs/benchmarks.md: `python -m benchmarks [PART …] [--out FILE]`.

A part is a module of this folder named `form_…`, `seal_…`, `site_…` or `tally_…`. It has either `measure()` with `page(measured)` and
`bars(measured)`, or `report()`, which measures and gives its lines. A part that fails is named on the page, not left out.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
import time
import traceback
from pathlib import Path
from types import ModuleType

import benchmarks
from benchmarks import machine
from benchmarks.bars import Bar

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
KINDS = ("form_", "seal_", "site_", "tally_")
HEAD = """\
# Benchmarks

Made by `make bench`. All ratios of a part were measured in one run, on the machine below; figures of another machine differ, ratios
less so.
"""


def main(arguments: list[str]) -> int:
    """Run the parts, write the page; 1 where a part failed or a bar was missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="measure, and write docs/benchmarks.md")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"only these of: {', '.join(parts())}")
    parser.add_argument("--out", type=Path, default=PAGE, help="where to write the page")
    options = parser.parse_args(arguments)
    unknown = set(options.parts) - set(parts())
    if unknown:
        parser.error(f"no such part: {', '.join(sorted(unknown))}; known: {', '.join(parts())}")
    sections, bars, failed = [], [], False
    for name in options.parts or parts():
        print(f"measuring {name} …", flush=True)
        started = time.perf_counter()
        title, text, found, wrong = _part(importlib.import_module(f"benchmarks.{name}"))
        print(f"  {time.perf_counter() - started:.0f} s", flush=True)
        sections.append(f"## {title}\n\n{text.strip()}\n")
        bars.extend(found)
        failed = failed or wrong
    for bar in bars:
        print(f"{'holds ' if bar.holds else 'MISSED'}  {bar.what}: {bar.measured:.3g} {bar.unit}, bar {bar.bar}")
    options.out.write_text("\n".join([HEAD, _machine(), *([_bars(bars)] if bars else []), *sections]), "utf-8")
    print(f"written: {options.out}")
    return 1 if failed or not all(bar.holds for bar in bars) else 0


def parts() -> list[str]:
    """The names of all parts, in order."""
    return sorted(part.name for part in pkgutil.iter_modules(benchmarks.__path__) if part.name.startswith(KINDS))


def _part(module: ModuleType) -> tuple[str, str, list[Bar], bool]:
    """Title, text and bars of a part, and whether it went wrong."""
    title = (module.__doc__ or module.__name__).strip().split("\n", 1)[0].split(":", 1)[0].rstrip(".")
    try:
        if hasattr(module, "page"):
            measured = module.measure()
            return title, module.page(measured), module.bars(measured), False
        return title, module.report(), [], False
    except Exception as error:
        traceback.print_exc()
        return title, f"Failed: {type(error).__name__}: {error}", [], True


def _machine() -> str:
    lines = ["| | |", "| --- | --- |", *(f"| {what} | {how} |" for what, how in machine.facts())]
    busy = machine.load()
    if busy is not None:
        lines.append(f"| processes that wanted to run when the measuring began | {busy:.1f} |")
    return "\n".join(lines) + "\n"


def _bars(bars: list[Bar]) -> str:
    lines = ["## Bars\n", "| what | bar | measured | |", "| --- | --- | --- | --- |"]
    lines += [
        f"| {bar.what} | {bar.bar} | {bar.measured:.3g} {bar.unit} | {'holds' if bar.holds else '**missed**'} |" for bar in bars
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
