"""What do I owe, and one return, with 50 workers at once: 192 kinds of reports sent to every community of a county.

The rounds are sent and filled once, in the county that the other parts use. Each worker then goes round: what is owed, a return that
nobody has opened yet (it is worked out in full and its form kept), the same return again, what is owed again.
"""

from __future__ import annotations

import re
from collections.abc import Generator
from dataclasses import dataclass

from benchmarks.bars import Bar
from benchmarks.county import PASSWORD, USERS, county, run_code
from benchmarks.site_pages import Measured as Clicked
from benchmarks.site_pages import kept_in, lines_of, p95, work

KINDS = 192
OWED, FIRST, AGAIN = "what do I owe", "a return, opened for the first time", "a return, again"

SEND = """
import time
from datetime import date
from itertools import islice
from django.utils import timezone
from qingzhuang.demo.kinds import kinds, workbook
from qingzhuang.site.accounts import actions as accounts
from qingzhuang.site.accounts.models import Area, Post, User
from qingzhuang.site.accounts.queries import Role
from qingzhuang.site.requests import actions as requests
from qingzhuang.site.returns import actions
from qingzhuang.site.returns.models import Return, Round
if not User.objects.filter(username="benchdesk").exists():
    person = accounts.create_account(None, username="benchdesk", name="测台", password="{password}")
    top = Area.objects.filter(level="county").first() or Area.objects.order_by("code").first()
    accounts.give_post(None, person=person, area=top, role=Role.DISTRICT, begins=date(2020, 1, 1))
desk = Post.objects.select_related("area", "person").get(person__username="benchdesk")
sent = set(Round.objects.filter(state="open", area=desk.area).values_list("title", flat=True))
begun, started = [], time.perf_counter()
for kind in kinds({kinds}):
    if kind.title not in sent:
        told = requests.Told(title=kind.title, asker=kind.asker, as_of=timezone.localdate(), basis_number="〔2026〕12号", purpose="统计")
        request = requests.register_request(desk, told=told, name=kind.name, data=workbook(kind))
        requests.decide_request(desk, request=request, verdict=requests.Verdict.SEND)
        begun.append(actions.begin_round(desk, request=request))
for one in Round.objects.filter(state="filling").values_list("pk", flat=True):
    actions.fill_round(one)
ours = Return.objects.filter(rolled=False).exclude(state="void")
print("R", ours.count(), ours.values("area").distinct().count(), sep="\\t")
"""


@dataclass
class Measured:
    clicked: Clicked
    returns: int
    communities: int


def measure() -> Measured:
    there = county()
    said = run_code(SEND.format(kinds=KINDS, password=PASSWORD), there.environment)
    told = next(line.split("\t") for line in said.splitlines() if line.startswith("R\t"))
    clicked = Clicked(there, {})
    work(clicked, _clicks)
    return Measured(clicked, int(told[1]), int(told[2]))


def _clicks(number: int) -> Generator[tuple[str, str], str, None]:
    """What is owed; the next return of the list; the same again; and so on. Workers of one community begin at different places."""
    turn = number
    while True:
        text = yield OWED, "/returns/"
        addresses = list(dict.fromkeys(re.findall(r'href="(/returns/[0-9a-f-]{36}/)"', text.partition('id="signed"')[0])))
        if addresses:
            address = addresses[turn % len(addresses)]
            yield FIRST, address
            yield AGAIN, address
        turn += USERS


def page(measured: Measured) -> str:
    """The lines of the benchmark page."""
    clicked = measured.clicked
    words = (
        f"{clicked.county.people:,} people in {kept_in(clicked.county)}, {KINDS} kinds sent to {measured.communities} communities: "
        f"{measured.returns:,} returns are owed, {measured.returns // measured.communities} by each.\n"
    )
    return "\n".join([words, *lines_of(clicked)])


def bars(measured: Measured) -> list[Bar]:
    clicked = measured.clicked
    each = f"{clicked.county.people:,} people, {measured.returns:,} returns, {USERS} users"
    looked = [*clicked.pages.get(FIRST, []), *clicked.pages.get(AGAIN, [])]
    return [
        Bar(f"what do I owe p95, {each}", p95(clicked.pages.get(OWED, [])), "ms", most=200),
        Bar(f"a return p95, {each}", p95(looked), "ms", most=200),
    ]


if __name__ == "__main__":
    found = measure()
    print(page(found))
    print(bars(found))
