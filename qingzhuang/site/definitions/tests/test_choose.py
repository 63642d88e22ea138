"""An area chooses its version: the head and the town may, workers may not, and below it holds too."""

from __future__ import annotations

import pytest
from django.http import Http404
from django.urls import reverse

from qingzhuang.site.audit.models import Entry
from qingzhuang.site.definitions import actions, queries
from qingzhuang.site.definitions.models import Choice
from qingzhuang.site.kit.errors import Refusal

JUNE = "very_elderly@june-30"


def test_holds_in_the_area_and_below(cast):
    actions.choose(cast.tina, key=JUNE, area=cast.town, reason="县民政局 2025 年 3 号通知")
    found = queries.chosen_for(cast.alice, cast.community, "very_elderly")
    assert (found.version, found.area_name, found.own) == ("june-30", "晴川街道", False)
    assert queries.chosen_for(cast.alice, cast.community, "child") is None


def test_a_nearer_choice_goes_before_one_above(cast):
    actions.choose(cast.tina, key=JUNE, area=cast.town, reason="通知")
    actions.choose(cast.hana, key="very_elderly@year-end", area=cast.community, reason="本社区协议")
    assert queries.chosen_for(cast.alice, cast.community, "very_elderly").version == "year-end"
    assert queries.chosen_for(cast.charlie, cast.neighbour, "very_elderly").version == "june-30"
    actions.leave(cast.hana, key="very_elderly@year-end", area=cast.community)
    assert queries.chosen_for(cast.alice, cast.community, "very_elderly").version == "june-30"


def test_is_one_a_definition_and_written_down(cast):
    for key in (JUNE, "very_elderly@year-end"):
        actions.choose(cast.hana, key=key, area=cast.community, reason="通知")
    assert [choice.version for choice in Choice.objects.all()] == ["year-end"]
    entry = Entry.objects.latest("number")
    assert (entry.deed, entry.detail) == ("definition.chosen", {"version": "very_elderly@year-end", "area_name": "临江社区"})


@pytest.mark.parametrize("who", ["alice", "bob", "dan"])
def test_refuses_whoever_does_not_answer_for_the_area(who, cast):
    area = cast.town if who == "dan" else cast.community
    with pytest.raises(Refusal, match="岗位"):
        actions.choose(getattr(cast, who), key=JUNE, area=area, reason="通知")
    with pytest.raises(Refusal, match="岗位"):
        actions.leave(getattr(cast, who), key=JUNE, area=area)


def test_does_not_exist_for_the_neighbour(cast):
    with pytest.raises(Http404):
        actions.choose(cast.charlie, key=JUNE, area=cast.community, reason="通知")


@pytest.mark.parametrize(("key", "reason", "code"), [(JUNE, "  ", "no_reason"), ("very_elderly@9", "通知", "unknown")])
def test_refuses_a_choice_without_reason_or_definition(key, reason, code, cast):
    with pytest.raises(Refusal) as refusal:
        actions.choose(cast.hana, key=key, area=cast.community, reason=reason)
    assert refusal.value.code == f"definitions.{code}"


def test_is_made_and_taken_back_on_the_page(cast, sign_in):
    client, page = sign_in(cast.hana), reverse("definitions:choose")
    said = {"area": cast.community.code, "key": JUNE}
    shown = client.post(page, {**said, "reason": "通知"}, follow=True).content.decode()
    assert "临江社区现用" in shown and "撤回选定" in shown
    assert "临江社区现用" not in client.post(page, {**said, "leave": "1"}, follow=True).content.decode()


def test_the_page_offers_the_choice_to_whoever_may(cast, sign_in):
    page = reverse("definitions:index") + "?q=高龄"
    assert "选定" in sign_in(cast.hana).get(page).content.decode()
    assert "选定" not in sign_in(cast.alice).get(page).content.decode()
