"""What import-linter cannot say of the order of imports; its contracts stand in `.importlinter`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT, files, imports, python_files, read, refuse, site_areas

OPEN = ("actions", "queries", "errors")  # what an area offers to others
OFFERED = {"accounts": ("rights",), "audit": ("deeds",)}  # predicates to build on, and the register of deeds
FRONT = ("desk", "portal")  # may show the forms of an area too: they bring areas together
GROUND = ("kit", "ui")  # open as a whole: small tools and parts of pages
ENGINES = ("vocabulary", "tally", "formfill", "intake", "demo", "rulebook", "seal", "timetable", "content")
SQL = ("qingzhuang.tally.compile", "qingzhuang.tally.engines.ibis_engine")  # need the extra `sql`

ENGINES_ALONE = """
import importlib, pkgutil, sys
sys.modules["django"] = sys.modules["ibis"] = None
for engine in {engines!r}:
    package = importlib.import_module("qingzhuang." + engine)
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if ".tests" not in module.name and module.name not in {sql!r}:
            importlib.import_module(module.name)
sys.exit(any(name.startswith("qingzhuang.site") for name in sys.modules))
"""


def test_engines_run_where_django_is_not_installed():
    present = [engine for engine in ENGINES if Path("qingzhuang", engine, "__init__.py") in files()]
    done = subprocess.run(
        [sys.executable, "-c", ENGINES_ALONE.format(engines=present, sql=SQL)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_an_area_uses_only_actions_queries_and_errors_of_another():
    if not site_areas():
        pytest.skip("the site has no area yet")
    found = []
    for path in python_files():
        if (
            path.parts[:2] != ("qingzhuang", "site")
            or len(path.parts) < 4
            or "tests" in path.parts
            or path.parts[2] in ("config", "testing")
        ):
            continue
        for line, name in imports(path):
            parts = name.split(".")
            if parts[:2] != ["qingzhuang", "site"] or len(parts) < 4 or parts[2] in (path.parts[2], *GROUND):
                continue
            shown = ("forms",) if path.parts[2] in FRONT else ()
            if parts[2] in site_areas() and parts[3] not in (*OPEN, *shown, *OFFERED.get(parts[2], ())):
                found.append(f"{path}:{line} imports {name}")
    refuse(found)


def test_the_contracts_cover_every_area():
    """A new area must be named in .importlinter, both in the order of areas and in the order inside an area."""
    contracts = read(Path(".importlinter"))
    missing = [area for area in site_areas() if f"({area})" not in contracts and f"\n    {area}\n" not in contracts]
    inside = [
        area
        for area in site_areas()
        if Path("qingzhuang", "site", area, "actions.py") in files() and f"qingzhuang.site.{area}\n" not in contracts
    ]
    refuse([f"no place among the areas: {area}" for area in missing] + [f"no order inside: {area}" for area in inside])
