"""Every package that is asked for is used, and every package that is used is asked for."""

from __future__ import annotations

import re
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.house.tree import files, imports, python_files, read, refuse

# programs, plug-ins and types: used without being imported
TOOLS = {"django-stubs", "import-linter", "lxml-stubs", "mypy", "pytest-django", "pytest-xdist", "ruff", "types-pyyaml"}
BEHIND = {
    "python-pkcs11": "import pkcs11",
    "argon2-cffi": "Argon2PasswordHasher",
    "psycopg": "django.db.backends.postgresql",
    "duckdb": "ibis.duckdb",
    "tzdata": "TIME_ZONE",
    "pyspark": "pyspark.sql",
    "clickhouse-connect": "clickhouse_connect",
}  # package → the word that calls for it
TO_COME = {
    "django-allauth",
}  # users under way
COMPARED = {"pandas", "polars", "weasyprint"}  # what `make bench` compares with, from the day it is there
OURS = {"qingzhuang", "tests", "benchmarks", "scripts"}
BUILD = {"hatchling"}
# what an extra brings may be imported here only; everything else runs without it
IN_HSM = {Path("qingzhuang/seal/suites/hardware.py")}
IN_SQL = {Path("qingzhuang/tally") / place for place in ("compile.py", "engines/ibis_engine.py", "engines/database.py")}


def project() -> dict:
    return tomllib.loads(read(Path("pyproject.toml")))["project"]


def names(wishes: list[str]) -> set[str]:
    return {re.split(r"[\[<>=~!; ]", wish)[0].lower() for wish in wishes} - {"qingzhuang"}


@cache
def modules() -> dict[str, set[str]]:
    """Package → the modules that it brings."""
    found: dict[str, set[str]] = {}
    for module, packages in packages_distributions().items():
        for package in packages:
            found.setdefault(re.sub(r"[-_.]+", "-", package).lower(), set()).add(module)
    return found


def brought_by(package: str) -> set[str]:
    """Its modules; where it is not installed yet (`make setup-test`), the one of its own name."""
    return modules().get(package) or {package.replace("-", "_")}


def imported(inside: Path, tests: bool) -> dict[str, str]:
    """Module → a file that imports it."""
    found = {}
    for path in python_files():
        is_test = bool({"tests", "testing", "testing.py", "conftest.py"} & set(path.parts))
        if path.is_relative_to(inside) and is_test == tests:
            found.update({name.split(".")[0]: str(path) for _, name in imports(path)})
    return {name: path for name, path in found.items() if name not in sys.stdlib_module_names and name not in OURS}


def test_nothing_is_asked_for_that_is_not_used():
    wanted = names(
        [*project()["dependencies"], *(wish for extra in project()["optional-dependencies"].values() for wish in extra)]
    )
    text = "\n".join(read(path) for path in files() if path.suffix == ".py" and path.name != Path(__file__).name)
    used = {name for path in python_files() for _, name in imports(path)}
    used = {name.split(".")[0] for name in used} | set(re.findall(r"[\"'](\w+)(?:\.\w+)*[\"'],", read_settings()))
    tools = TOOLS | TO_COME if Path("benchmarks/__main__.py") in files() else TOOLS | TO_COME | COMPARED
    refuse(package for package in wanted - tools if not (brought_by(package) & used) and BEHIND.get(package, "\0") not in text)


def test_engines_use_only_what_the_core_asks_for():
    allowed = set().union(*(brought_by(package) for package in names(project()["dependencies"])))
    site = Path("qingzhuang/site")
    found = {name: path for name, path in imported(Path("qingzhuang"), tests=False).items() if name not in allowed}
    engines = {name: path for name, path in found.items() if not Path(path).is_relative_to(site)}
    optional = {"ibis": IN_SQL, "pkcs11": IN_HSM}
    refuse(f"{path}: {name}" for name, path in engines.items() if Path(path) not in optional.get(name, set()))


def test_only_the_sql_engine_imports_ibis():
    ours = [path for path in python_files() if path.parts[0] == "qingzhuang" and "tests" not in path.parts]
    users = {path for path in ours for _, name in imports(path) if name.split(".")[0] in ("ibis", "duckdb")}
    refuse(str(path) for path in users - IN_SQL)


def test_the_site_uses_only_what_it_asks_for():
    brings = modules()
    wishes = names([*project()["dependencies"], *project()["optional-dependencies"]["site"]])
    allowed = set().union(*(brings.get(package, set()) for package in wishes))
    refuse(
        f"{path}: {name}"
        for name, path in imported(Path("qingzhuang/site"), tests=False).items()
        if name not in allowed | {"pytest"}
    )


def read_settings() -> str:
    settings = Path("qingzhuang/site/config/settings.py")
    return read(settings) if settings in files() else ""
