"""The files of the repository, and the parts of Python files that house rules look at."""

from __future__ import annotations

import ast
import functools
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINARY = frozenset(
    (
        ".png",
        ".jpg",
        ".xls",
        ".xlsx",
        ".xlsm",
        ".ods",
        ".docx",
        ".doc",
        ".et",
        ".wps",
        ".mo",
        ".parquet",
        ".woff2",
        ".ico",
        ".zip",
    )
)


def refuse(faults: Iterable[str]) -> None:
    """Fail with every fault on a line of its own."""
    listed = sorted(faults)
    assert not listed, f"{len(listed)} against the house rule:\n" + "\n".join(listed)


@functools.cache
def files() -> tuple[Path, ...]:
    """Every file that is or will be committed, relative to the root; what git ignores is left out."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if listed.returncode == 0:
        names = listed.stdout.decode().split("\0")
    else:  # an unpacked archive without git
        names = [
            str(path.relative_to(ROOT)) for path in ROOT.rglob("*") if not {".venv", "node_modules", "var"} & set(path.parts)
        ]
    return tuple(sorted(Path(name) for name in names if name and (ROOT / name).is_file()))


def texts() -> Iterator[tuple[Path, str]]:
    """Every text file with its text."""
    for path in files():
        if path.suffix.lower() not in BINARY:
            try:
                yield path, read(path)
            except UnicodeDecodeError:
                continue


def read(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def python_files() -> tuple[Path, ...]:
    """Our own Python, without generated migrations."""
    return tuple(path for path in files() if path.suffix == ".py" and "migrations" not in path.parts)


@functools.cache
def parse(path: Path) -> ast.Module:
    return ast.parse(read(path), filename=str(path))


@dataclass(frozen=True, slots=True)
class Function:
    path: Path
    name: str
    line: int
    lines: int


def functions(path: Path) -> Iterator[Function]:
    """Every function of a file with its length; the docstring does not count, it is meant to be long enough."""
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            doc = node.body[0] if ast.get_docstring(node, clean=False) is not None else None
            doc_lines = (doc.end_lineno or 0) - doc.lineno + 1 if doc else 0
            yield Function(path, node.name, node.lineno, (node.end_lineno or 0) - node.lineno + 1 - doc_lines)


@functools.cache
def imports(path: Path) -> tuple[tuple[int, str], ...]:
    """Line and dotted name of every import; `from a import b` gives `a.b`."""
    found: list[tuple[int, str]] = []
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [(node.lineno, f"{node.module}.{alias.name}") for alias in node.names]
    return tuple(found)


def site_areas() -> tuple[str, ...]:
    """Packages of the site that are areas: they have an `apps.py`."""
    return tuple(
        sorted({path.parts[2] for path in files() if path.parts[:2] == ("qingzhuang", "site") and path.name == "apps.py"})
    )
