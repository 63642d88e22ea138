"""The two READMEs say the same, and what they say is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.pages import exists, headings, links
from tests.house.tree import read, refuse

ENGLISH, CHINESE = Path("README.md"), Path("README.zh-Hans.md")
CODE = re.compile(r"`([^`\n]+)`")
INDENTED = re.compile(r"^ {4}(\S+)", re.M)


def test_both_have_the_same_sections():
    assert [level for level, _ in headings(ENGLISH)] == [level for level, _ in headings(CHINESE)]


def test_both_link_to_the_same_pages():
    assert set(links(ENGLISH)) - {str(CHINESE)} == set(links(CHINESE)) - {str(ENGLISH)}


def test_both_show_the_same_commands():
    def commands(path: Path) -> list[str]:
        return INDENTED.findall(read(path))

    assert commands(ENGLISH) == commands(CHINESE)


def test_pictures_are_there():
    if not exists(Path("docs/images")) or not exists(Path("scripts/screenshots.py")):
        pytest.skip("no pictures yet: `make screenshots` makes them")
    refuse(link for link in links(ENGLISH) if link.endswith(".png") and not exists(Path(link)))


def test_make_targets_named_in_pages_exist():
    targets = set(re.findall(r"^([a-z-]+):", read(Path("Makefile")), re.M))
    named = {
        (page, target)
        for page in (ENGLISH, CHINESE, Path("CONTRIBUTING.md"))
        for code in (*CODE.findall(read(page)), *re.findall(r"^ {4}(make [a-z-]+)", read(page), re.M))
        for target in re.findall(r"^make ([a-z-]+)", code)
    }
    refuse(f"{page}: make {target}" for page, target in named if target not in targets)


def test_folders_of_the_layout_exist():
    block = read(ENGLISH).split("## Layout")[1].split("##")[0]
    refuse(path for path in re.findall(r"^ {4}(qingzhuang/\w+)", block, re.M) if not exists(Path(path)))
