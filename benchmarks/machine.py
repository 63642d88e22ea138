"""What the figures were measured on: processor, memory, versions. No names of machines."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = (
    "numpy",
    "pyarrow",
    "duckdb",
    "polars",
    "pandas",
    "openpyxl",
    "lxml",
    "django-import-export",
    "typst",
    "pyhanko",
    "weasyprint",
)


def facts() -> list[tuple[str, str]]:
    """Pairs of what and how much."""
    found = [
        ("processor", f"{_processor()}, {os.cpu_count()} cores"),
        ("memory", _memory()),
        ("Python", platform.python_version()),
    ]
    for package in PACKAGES:
        try:
            found.append((package, version(package)))
        except PackageNotFoundError:
            continue
    return found


def load() -> float | None:
    """How many processes wanted to run during the last minute; more than one means that others were at work."""
    try:
        return os.getloadavg()[0]
    except OSError:
        return None


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _memory() -> str:
    path = Path("/proc/meminfo")
    if not path.exists():
        return "unknown"
    total = next(line for line in path.read_text("ascii").splitlines() if line.startswith("MemTotal"))
    return f"{int(total.split()[1]) / 1024**2:.0f} GB"
