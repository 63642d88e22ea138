"""Who still asks residents for paper becomes a demand in the register, with the clause that a letter can quote."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.http import Http404

from qingzhuang.site.accounts.errors import not_allowed
from qingzhuang.site.certificates import actions as certificates
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.requests import actions, queries
from qingzhuang.site.requests.models import Request
from qingzhuang.site.requests.passport import passport_for


@pytest.fixture
def sent_for(cast):
    """Two residents were sent for a paper that must not be issued, one for another."""
    for what, body, name in (("marriage", "bank", "农信社"), ("marriage", "bank", "农信社"), ("dog", "school", "")):
        certificates.ask(cast.alice, key=uuid4(), wish=certificates.Wish(what, body, name), area=cast.community)


def test_the_counts_come_from_the_register_of_certificates_the_needless_first(cast, sent_for):
    first, second = queries.papers_asked_for(cast.alice)
    assert (first.asker, first.paper, first.asked, first.needless) == ("农信社（银行）", "婚姻状况证明", 2, 2)
    assert second.asked == 1 and queries.papers_asked_for(cast.charlie) == []
    with pytest.raises(Http404):
        queries.papers_asked_for(cast.dan)


def test_one_click_makes_a_demand_whose_verdict_quotes_the_list(cast, sent_for, facts, sign_in):
    name = queries.papers_asked_for(cast.alice)[0].name
    client = sign_in(cast.alice)
    assert "农信社" in client.get("/requests/papers/").text
    answer = client.post("/requests/papers/", {"name": name})
    made = Request.objects.get()
    assert answer.headers["Location"].endswith(f"/{made.pk}/") and made.asker == "农信社（银行）" and "婚姻状况证明" in made.title
    verdict = next(one for one in passport_for(cast.alice, made).not_met if one.rule.id == "request-papers")
    assert (
        "婚姻状况证明" in verdict.reason["zh-Hans"]
        and verdict.rule.letter
        and "民发〔2020〕20号" in verdict.rule.clause.paper["zh-Hans"]
    )
    assert actions.register_paper(cast.alice, name=name) == made and "已登记" in client.get("/requests/papers/").text


def test_a_reader_looks_and_registers_nothing_and_a_guess_leads_nowhere(cast, sent_for):
    name = queries.papers_asked_for(cast.bob)[0].name
    with pytest.raises(Refusal) as refused:
        actions.register_paper(cast.bob, name=name)
    assert refused.value.code == not_allowed().code
    with pytest.raises(Http404):
        actions.register_paper(cast.charlie, name=name)


@pytest.mark.parametrize(
    ("title", "verdict"), [("请各社区为居民开具单身证明", "not_met"), ("收集居住证明", "met"), ("80岁以上老年人名单", None)]
)
def test_any_demand_that_speaks_of_a_paper_is_held_against_the_list(cast, facts, asked, title, verdict):
    told = {one.rule.id: one.outcome.value for one in passport_for(cast.dan, asked(title=title)).verdicts}
    assert told.get("request-papers") == verdict
