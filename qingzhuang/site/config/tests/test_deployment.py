"""Whether the site is fit to run: checks, migrations, settings that are documented."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

DOCS = Path(settings.HOUSE) / "docs" / "reference" / "settings.md"


def test_django_has_nothing_to_complain_of():
    call_command("check", fail_level="WARNING")


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_variable_is_documented():
    source = "".join((Path(settings.SITE) / "config" / name).read_text("utf-8") for name in ("settings.py", "readers.py"))
    read = set(re.findall(r'"(QINGZHUANG_\w+)"', source))
    assert read == set(re.findall(r"`(QINGZHUANG_\w+)`", DOCS.read_text("utf-8").split("## Command line")[0]))


def test_the_policy_lets_nothing_in_from_outside():
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert {source for sources in directives.values() for source in sources} <= {"'self'", "'none'"}
