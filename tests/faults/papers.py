"""Papers issued by a program that is killed: no number is used twice or lost without trace, and trying again gives the same paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4


def make_key(area: Any) -> None:
    """A key for the committee, once."""
    from qingzhuang.seal.authority import add_issuer, ceremony
    from qingzhuang.seal.key_file import packed
    from qingzhuang.site.certificates import actions

    now = datetime.now(UTC)
    key, authority = add_issuer(ceremony("轻装区", now), area.code, area.name, now)
    actions.bring_trust(None, token=authority.token())
    actions.bring_key(None, area=area, packed=packed(key))


def issue_papers(alice: Any, say: Callable[[str], None]) -> None:
    """One resident after the other gets a paper; each number is said when its paper is there."""
    from qingzhuang.site.certificates import actions
    from qingzhuang.site.ledger import actions as ledger

    for number in range(100_000):
        facts = {"name": f"陈{number}", "sex": "male", "residence_address": "1栋", "residence_type": "permanent",
                 "id_number": id_number(number)}  # fmt: skip
        record = ledger.add_record(alice, entity="person", area=alice.area, facts=facts)
        wish = actions.Wish("residence", "bank")
        paper = actions.issue(alice, application=actions.ask(alice, key=uuid4(), wish=wish, record=record))
        say(f"paper {paper.serial} {paper.sha256}")


def id_number(number: int) -> str:
    """Another one for each try: the process that was killed may have used some already."""
    from secrets import randbelow

    from qingzhuang.site.testing.facts import check_digit

    digits = f"990101{1930 + number % 80}{1 + randbelow(12):02d}{1 + randbelow(28):02d}{randbelow(1000):03d}"
    return digits + check_digit(digits)


def numbers_whole(alice: Any, said: Sequence[str]) -> str:
    """What is wrong with the numbers; empty where they are one to n, what was said is there, and the rest can be finished."""
    from qingzhuang.site.certificates import actions
    from qingzhuang.site.certificates.models import Certificate, Series

    papers = {paper.serial: paper for paper in Certificate.objects.order_by("serial")}
    last = sum(Series.objects.values_list("last", flat=True))
    if sorted(papers) != list(range(1, last + 1)):
        return f"the numbers are not one to {last}"
    for line in said:
        if line.startswith("paper"):
            _word, serial, digest = line.split()
            if papers[int(serial)].sha256 != digest:
                return f"paper {serial} was said to be issued and is another one"
    for paper in papers.values():
        if not paper.sha256:
            again = actions.issue(alice, application=paper.application)
            if (again.serial, again.code) != (paper.serial, paper.code):
                return f"paper {paper.serial} came out as another one"
        actions.hand_out(alice, paper=Certificate.objects.get(pk=paper.pk))
    return ""
