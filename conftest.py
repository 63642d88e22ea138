"""Tests of the site find its settings here; tests of the engines run where neither Django nor the site is installed."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A law is no slower on a busy machine, so none fails by the clock. `make test-thorough` asks for the other profile.
settings.register_profile("quick", deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", settings.get_profile("quick"), max_examples=100)
settings.load_profile("quick")
# whoever told Python to keep no byte code would wait twice as long for every process that the tests start
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
ROOT = Path(__file__).parent
SITE = ROOT / "qingzhuang" / "site"
OF_ENGINES = (ROOT / "tests" / "forms",)

if (SITE / "config" / "testing.py").exists() and find_spec("django"):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qingzhuang.site.config.testing")


def pytest_configure(config: pytest.Config) -> None:
    """Read the settings, unless only engines are asked for; pytest-django then sets the site up."""
    asked = [Path(config.invocation_params.dir, argument.split("::")[0]).resolve() for argument in config.args]
    if "DJANGO_SETTINGS_MODULE" in os.environ and any(holds_site_tests(path) for path in asked):
        from django.conf import settings

        assert settings.DATABASES


def pytest_collection_finish() -> None:
    """What is there before the first test stays to the end: collecting garbage need not go through it again and again."""
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """SQLite in memory begins as a copy of a database that is migrated already."""
    from qingzhuang.site.testing import migrated

    with migrated.in_memory():
        yield


def holds_site_tests(path: Path) -> bool:
    """The site, what holds it, or tests about the whole."""
    whole = ROOT / "tests"
    return path in (*SITE.parents, SITE) or path.is_relative_to(SITE) or (path.is_relative_to(whole) and path not in OF_ENGINES)
