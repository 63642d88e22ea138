"""Every link of the documentation leads somewhere, and every page can be found."""

from __future__ import annotations

import os
from pathlib import Path

from tests.docs.pages import anchor, exists, headings, links, pages
from tests.house.tree import refuse


def target(page: Path, link: str) -> tuple[Path, str]:
    name, _, place = link.partition("#")
    return (Path(os.path.normpath(page.parent / name)) if name else page), place


def inside() -> list[tuple[Path, str]]:
    return [(page, link) for page in pages() for link in links(page) if "://" not in link and not link.startswith("mailto:")]


def test_links_lead_to_files():
    refuse(f"{page}: {link}" for page, link in inside() if not exists(target(page, link)[0]))


def test_links_lead_to_headings():
    wrong = []
    for page, link in inside():
        path, place = target(page, link)
        if place and path.suffix == ".md" and exists(path) and place not in {anchor(text) for _, text in headings(path)}:
            wrong.append(f"{page}: {link}")
    refuse(wrong)


def test_every_page_is_linked_from_another():
    linked = {target(page, link)[0] for page, link in inside()}
    free = {Path("docs/README.md")}
    refuse(str(page) for page in pages() if page.parts[0] == "docs" and page not in linked | free)


def test_every_page_has_one_title():
    refuse(str(page) for page in pages() if [level for level, _ in headings(page)].count(1) != 1)


def test_each_decision_has_a_number_of_its_own_and_stands_in_the_list():
    decisions = [page for page in pages() if page.match("docs/decisions/0*.md")]
    numbers = [page.name[:4] for page in decisions]
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]
    listed = {target(page, link)[0] for page, link in inside() if page == Path("docs/decisions/README.md")}
    refuse(
        f"{page}: its title and the list" for page in decisions if page not in listed or headings(page)[0][1][:4] != page.name[:4]
    )
