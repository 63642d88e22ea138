"""What no ledger knows is asked of each community: typed beside the blank, or said why it stays empty."""

from __future__ import annotations

import pytest
from django.urls import reverse

from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.requests import actions as requests
from qingzhuang.site.requests.logic import Verdict
from qingzhuang.site.returns import actions, kept
from qingzhuang.site.returns.logic.found import Found
from qingzhuang.site.returns.models import Return
from qingzhuang.site.returns.tests.conftest import NOVEMBER
from qingzhuang.site.testing import forms

pytestmark = pytest.mark.django_db
ROWS = [["老年人口统计表", "", "", "", ""], ["类别", "人数", "棋牌桌数", "书画桌数", "男"], ["60岁以上", "", "", "", ""]]


@pytest.fixture
def shortened(cast, known):
    """A round of a form with two blanks that nobody knows, of which only they are asked."""
    data = forms.workbook(ROWS, ("A1:E1",), 2)
    request = requests.register_request(cast.dan, told=requests.Told(asker="老龄办", as_of=NOVEMBER), name="桌.xlsx", data=data)
    requests.decide_request(cast.tina, request=request, verdict=Verdict.SHORTEN)
    found = actions.begin_round(cast.tina, request=request)
    actions.fill_round(found.pk)
    return found


def asked(owed) -> dict[str, int]:
    return {one.label.split(" › ")[-1]: one.number for one in Found.from_json(owed.found).asked}


def test_only_new_blanks_are_asked_and_what_was_typed_is_added_up(cast, shortened, of, sign, sign_in):
    for post, tables, pictures in ((cast.alice, "3", "1"), (cast.charlie, "4", "0")):
        owed = actions.keep_fresh(of(shortened, post.area))
        assert owed.state == Return.State.OPEN and set(asked(owed)) == {"棋牌桌数", "书画桌数"}
        numbers = asked(owed)
        client, address = sign_in(post), reverse("returns:show", args=[owed.pk])
        typed = {f"blank-{numbers['棋牌桌数']}": tables, f"blank-{numbers['书画桌数']}": ""}
        assert f'name="blank-{numbers["棋牌桌数"]}"' in client.get(address).content.decode()
        client.post(f"{address}answer/", typed)
        owed = of(shortened, post.area)
        assert set(asked(owed)) == {"书画桌数"} and owed.state == Return.State.OPEN
        client.post(f"{address}answer/", {f"blank-{asked(owed)['书画桌数']}": pictures})
        assert of(shortened, post.area).state == Return.State.READY
        sign(post, shortened)
    actions.roll_up(of(shortened, cast.town).pk)
    lines = kept.load(sign(cast.tina, shortened).content).edits
    assert {(cell.row, cell.column): cell.value for cell in lines.cells} == {(3, 2): 5, (3, 3): 7, (3, 4): 1, (3, 5): 3}


def test_a_column_of_statistics_is_typed_row_by_row_and_its_total_added_up(cast, known, begin, of, sign):
    rows = [
        ["老年人口统计表", "", ""],
        ["类别", "人数", "棋牌桌数"],
        ["60-79岁", "", ""],
        ["80岁以上", "", ""],
        ["合计", "", ""],
    ]
    found = begin(forms.workbook(rows, ("A1:C1",), 2))
    for post, first, second in ((cast.alice, ["2", ""], ["2", "5"]), (cast.charlie, ["0", "1"], None)):
        owed = actions.keep_fresh(of(found, post.area))
        (item,) = Found.from_json(owed.found).asked
        assert [label for label, _value in item.rows] == ["60-79岁", "80岁以上"]
        owed = actions.answer(post, owed=owed, typed={item.number: first})
        if second:
            (item,) = Found.from_json(owed.found).asked
            assert item.rows == [["60-79岁", "2"], ["80岁以上", ""]] and owed.state == Return.State.OPEN
            owed = actions.answer(post, owed=owed, typed={item.number: second})
        assert owed.state == Return.State.READY
        sign(post, found)
    actions.roll_up(of(found, cast.town).pk)
    whole = kept.load(sign(cast.tina, found).content).edits
    assert [cell.value for cell in whole.cells if cell.column == 3] == [2, 6, 8]


def test_a_shortened_request_still_has_what_is_unsure_confirmed(cast, known, of):
    rows = [
        ["困难老人统计表", "", ""],
        ["年龄段", "老人数", "棋牌桌数"],
        ["60岁以上", "", ""],
    ]  # what 困难 means is not understood
    data = forms.workbook(rows, ("A1:C1",), 2)
    request = requests.register_request(cast.dan, told=requests.Told(asker="老龄办", as_of=NOVEMBER), name="困.xlsx", data=data)
    requests.decide_request(cast.tina, request=request, verdict=Verdict.SHORTEN)
    found = actions.begin_round(cast.tina, request=request)
    actions.fill_round(found.pk)
    told = Found.from_json(actions.filling.opened(of(found, cast.community)).found)
    assert [one.label.split(" › ")[-1] for one in told.unsure] == ["老人数"] and len(told.asked) == 1


def test_one_sentence_says_why_all_that_is_left_stays_empty(cast, shortened, of, sign):
    owed = of(shortened, cast.community)
    said = actions.explain(cast.alice, owed=owed, subject="rest", text="没有活动室")
    assert {one.text for one in said} == {"没有活动室"} and len(said) == 2
    assert sign(cast.alice, shortened).number == 1
    with pytest.raises(Refusal):
        actions.explain(cast.charlie, owed=of(shortened, cast.neighbour), subject="rest", text=" ")


def test_a_blank_that_was_set_aside_is_not_asked_again(cast, shortened, of):
    from qingzhuang.site.reports import actions as reports

    owed = actions.keep_fresh(of(shortened, cast.community))
    owed = actions.filling.opened(owed)
    reports.decide(cast.alice, review=owed.review, number=asked(owed)["书画桌数"], verb=reports.Verb.NOT_OURS)
    assert set(asked(actions.keep_fresh(of(shortened, cast.community)))) == {"棋牌桌数"}


def test_refuses_what_is_not_asked(cast, shortened, of):
    owed = of(shortened, cast.community)
    for typed, code in (({}, "reports.nothing_typed"), ({0: ["5"]}, "returns.not_now")):
        with pytest.raises(Refusal) as refused:
            actions.answer(cast.alice, owed=owed, typed=typed)
        assert refused.value.code == code
    for other in (cast.bob, cast.tina):
        with pytest.raises(Refusal):
            actions.answer(other, owed=owed, typed={number: ["1"] for number in asked(owed).values()})
