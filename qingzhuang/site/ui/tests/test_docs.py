"""What docs/reference/site.md promises is what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override

from qingzhuang.site.audit import deeds

SITE = Path(settings.SITE)


@pytest.fixture(scope="module")
def page() -> str:
    return (Path(settings.HOUSE) / "docs" / "reference" / "site.md").read_text("utf-8")


def test_every_deed_is_there_with_its_sentence(page):
    with override("en"):
        told = {name: str(sentence) for name, sentence in deeds.all_deeds().items()}
    assert dict(re.findall(r"^\| `(\w+\.\w+)` \| ([^|]+) \|$", page, re.M)) == told


def test_every_refusal_is_there(page):
    raised = {code for path in SITE.rglob("errors.py") for code in re.findall(r'Refusal\(\s*"([\w.]+)"', path.read_text("utf-8"))}
    assert sorted(re.findall(r"^\| `(\w+\.\w+)` \| \d{3} \|", page, re.M)) == sorted(raised)  # each once


def test_every_key_is_there(page):
    templates = " ".join(path.read_text("utf-8") for path in SITE.rglob("*.html"))
    bound = set(re.findall(r'data-key="([^"]+)"', templates)) | {"?"}
    assert set(re.findall(r"^\| `([^`]{1,5})` \| ", page, re.M)) >= bound
