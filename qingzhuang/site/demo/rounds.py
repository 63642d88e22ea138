"""A round to look at: the town has asked its communities for a statistics form, it is filled, and one thing waits for a person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from qingzhuang.site.accounts.queries import Actor, Role
from qingzhuang.site.demo.samples import sample
from qingzhuang.site.requests import actions as requests
from qingzhuang.site.returns import actions, queries

FORM = "sd_city_allowance_stat.xlsx"
DAYS = 7


def make_round(say: Callable[[str], None]) -> None:
    """Register the form, send it, and have it filled; does nothing the second time, or where nobody works in a town."""
    town = Actor.objects.filter(role=Role.TOWN.value).select_related("area", "person").first()
    form = sample(FORM)
    if town is None or form is None or queries.rounds_for(town, 1):
        return
    say("having a form filled by the communities of a town")
    told = requests.Told(
        title=form.name, asker="区民政局", basis_number="〔2026〕12号", purpose="核定本季度低保资金",
        due_at=timezone.now() + timedelta(days=DAYS), as_of=timezone.localdate(),
    )  # fmt: skip
    asked = requests.register_request(town, told=told, name=form.saved_as, data=form.data())
    requests.decide_request(town, request=asked, verdict=requests.Verdict.SEND)
    actions.fill_round(actions.begin_round(town, request=asked).pk)
