"""Every word on a page is there in simplified Chinese, traditional Chinese and English; a missing one fails the build."""

from __future__ import annotations

import pytest
from babel.messages.catalog import Catalog

from qingzhuang.site.kit import messages
from tests.house.tree import refuse

# signs that only simplified writing has; 后, 里, 台, 面 … are both and are left out
ONLY_SIMPLIFIED = frozenset(
    "们个这来时对会说点还进过没与为发现问实开见长经头觉东间样单学业务区县镇报级网页检账册户认识别选请输错误"
)
BOTH = frozenset("与为个说账户")


def strings(language: str) -> list[str]:
    found = []
    for message in messages.read_catalogue(language):
        if message.id:
            found += message.string if isinstance(message.string, (tuple, list)) else [message.string]
    return [text for text in found if text]


def test_catalogues_say_all_that_pages_say():
    refuse(messages.faults())


def test_there_is_something_to_say():
    assert all(len(strings(language)) > 50 for language in messages.LANGUAGES)


def test_traditional_chinese_is_not_left_in_simplified_signs():
    refuse(text for text in strings("zh_Hant") if set(text) & (ONLY_SIMPLIFIED - BOTH))


def test_chinese_catalogues_hold_chinese():
    """A first draft that repeats the English is no translation."""
    english = {text.strip() for text in strings("en") if len(text.split()) > 2}
    refuse(f"{language}: {text}" for language in ("zh_Hans", "zh_Hant") for text in strings(language) if text.strip() in english)


@pytest.mark.parametrize("fault", ["missing", "untranslated", "placeholder"])
def test_a_fault_in_a_catalogue_is_found(fault, monkeypatch):
    """The check itself bites."""

    def spoilt(language: str) -> Catalog:
        catalog = Catalog(locale=language)
        if fault != "missing":
            catalog.add("%(n)s forms", "" if fault == "untranslated" else "%(m)s 张表")
        return catalog

    def gathered() -> Catalog:
        catalog = Catalog()
        catalog.add("%(n)s forms")
        return catalog

    monkeypatch.setattr(messages, "read_catalogue", spoilt)
    monkeypatch.setattr(messages, "gathered", gathered)
    assert messages.faults()
