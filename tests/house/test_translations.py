"""Every word on a page is there in simplified Chinese, traditional Chinese and English; a missing one fails the build."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tests.house.tree import ROOT, files, refuse

SITE = Path("qingzhuang/site")
LANGUAGES = ("zh_Hans", "zh_Hant")  # the words in the source are English
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
SOURCES = (".py", ".html", ".txt")


def catalogues() -> list[Path]:
    return [path for path in files() if path.suffix == ".po" and path.is_relative_to(SITE)]


def catalogue(path: Path) -> Catalog:
    with (ROOT / path).open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def messages(path: Path) -> dict[tuple[str | None, str], tuple[tuple[str, ...], tuple[str, ...]]]:
    """(context, id) → (forms of the id, forms of the translation), without the heading."""
    found = {}
    for message in catalogue(path):
        if message.id:
            ids = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
            texts = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
            found[message.context, ids[0]] = (tuple(ids), () if message.fuzzy else tuple(texts))
    return found


@pytest.fixture(autouse=True)
def _site_with_catalogues():
    if not catalogues():
        pytest.skip("the site has no catalogues yet")


def test_every_language_has_a_catalogue():
    refuse(name for name in LANGUAGES if not any(name in path.parts for path in catalogues()))


def test_no_translation_is_missing_or_fuzzy():
    refuse(
        f"{path}: {key[1]}"
        for path in catalogues()
        if "en" not in path.parts
        for key, (_, texts) in messages(path).items()
        if not texts or not all(texts)
    )


def test_placeholders_are_the_same():
    refuse(
        f"{path}: {key[1]} → {text}"
        for path in catalogues()
        for key, (ids, texts) in messages(path).items()
        for text in texts
        if text and set(PLACEHOLDER.findall(text)) not in [set(PLACEHOLDER.findall(one)) for one in ids]
    )


def test_traditional_chinese_is_not_simplified():
    """Words left in simplified characters: what OpenCC would still change."""
    from opencc import OpenCC

    # one character at a time, so that turns of phrase (軟件, 軟體) are left to the translator
    turn = OpenCC("s2t")
    only_simplified = {
        sign
        for sign in "们个这来时对会说点还进过没与为发现问实开后见长经头觉东间样单学业务区县镇报级网页检账册"
        if turn.convert(sign) != sign
    }
    refuse(
        f"{path}: {text}"
        for path in catalogues()
        if "zh_Hant" in path.parts
        for _, texts in messages(path).values()
        for text in texts
        if only_simplified & set(text) - set("后里")
    )


def test_catalogues_hold_what_the_pages_say(tmp_path):
    """Gather the messages anew from a copy of the source; what `make messages` would add is missing."""
    if shutil.which("xgettext") is None:
        pytest.skip("gettext is not installed")
    for path in files():
        if path.is_relative_to(SITE) and path.suffix in (*SOURCES, ".po") and "tests" not in path.parts:
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / path, tmp_path / path)
    folder = sorted({path.parents[3] for path in catalogues()})[0]
    command = [sys.executable, "-m", "django", "makemessages", "--no-location", "--no-obsolete", "--locale", "zh_Hans"]
    done = subprocess.run(command, cwd=tmp_path / folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    missing = []
    for path in catalogues():
        if "zh_Hans" in path.parts:
            with (tmp_path / path).open("rb") as file:
                fresh = {
                    (m.context, m.id[0] if isinstance(m.id, (tuple, list)) else m.id)
                    for m in read_po(file, locale="zh_Hans")
                    if m.id
                }
            missing += [f"{path}: {key[1]}" for key in fresh - set(messages(path))]
            missing += [f"{path}: no longer said: {key[1]}" for key in set(messages(path)) - fresh]
    refuse(missing)


def test_all_languages_hold_the_same_messages():
    by_folder: dict[Path, dict[str, set]] = {}
    for path in catalogues():
        if "en" not in path.parts:
            by_folder.setdefault(path.parents[2], {})[path.parts[-3] + path.name] = set(messages(path))
    refuse(
        f"{folder}: {name} lacks {key[1]}"
        for folder, found in by_folder.items()
        for name, keys in found.items()
        for key in set().union(*found.values()) - keys
        if name.endswith("django.po")
    )
