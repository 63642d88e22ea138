"""A request that was merged with a report gets its own columns of it, as the places have signed them."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.http import Http404
from django.urls import reverse

from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.requests import actions as requests
from qingzhuang.site.requests.logic import Verdict
from qingzhuang.site.returns import actions, queries
from qingzhuang.site.returns.models import Use
from qingzhuang.site.testing.forms import workbook

pytestmark = pytest.mark.django_db


def women() -> bytes:
    """Fewer columns, called otherwise, than the report asks."""
    rows = [
        ["老人情况汇总表", "", ""],
        ["年龄段", "女性人数", "总人数"],
        ["60-79岁", "", ""],
        ["80岁以上", "", ""],
        ["合计", "", ""],
    ]
    return workbook(rows, ("A1:C1",), 2)


@pytest.fixture
def merged(cast, known, begin):
    """The report of the round is a kind; dan's later request was merged with it."""
    found = begin()
    kind = requests.enter_kind(cast.tina, request=found.request)
    asked = requests.register_request(cast.dan, told=requests.Told(asker="老龄办"), name="老人.xlsx", data=women())
    return found, requests.decide_request(cast.tina, request=asked, verdict=Verdict.MERGE, kind=kind)


def signed(cast, found, sign):
    sign(cast.alice, found)
    sign(cast.charlie, found)
    actions.roll_up(found.returns.get(area=cast.town).pk)
    return sign(cast.tina, found)


def cells(client, asked):
    page = client.get(reverse("returns:view", args=[asked.pk]))
    return list(openpyxl.load_workbook(io.BytesIO(page.content)).active.values)


def test_gives_the_askers_columns_with_the_signed_numbers(cast, merged, sign, sign_in):
    found, asked = merged
    signed(cast, found, sign)
    rows = cells(sign_in(cast.dan), asked)
    assert rows[1:] == [("项目", "人数", "女"), ("60-79岁", 2, 1), ("80岁以上", 3, 1), ("合计", 5, 2)]
    assert queries.view_for(cast.dan, asked.pk).given.left == ()


def test_what_the_signed_report_did_not_ask_yet_is_named(cast, known, begin, sign, sign_in):
    found = begin()
    kind = requests.enter_kind(cast.tina, request=found.request)
    rows = [
        ["老人情况汇总表", "", ""],
        ["年龄段", "总人数", "党员人数"],
        ["60-79岁", "", ""],
        ["80岁以上", "", ""],
        ["合计", "", ""],
    ]
    more = workbook(rows, ("A1:C1",), 2)
    asked = requests.register_request(cast.dan, told=requests.Told(asker="组织科"), name="党员.xlsx", data=more)
    asked = requests.decide_request(cast.tina, request=asked, verdict=Verdict.MERGE, kind=kind)
    signed(cast, found, sign)
    page = sign_in(cast.dan).get(reverse("returns:view", args=[asked.pk]))
    table, left = openpyxl.load_workbook(io.BytesIO(page.content)).worksheets
    assert [cell.value for cell in table[2]] == ["项目", "人数"]
    assert [cell.value for cell in left["A"]] == ["这份报表里没有的", "党员人数"]


def test_nothing_before_it_is_signed(cast, merged):
    with pytest.raises(Refusal) as refused:
        actions.take_view(cast.dan, request=merged[1].pk)
    assert refused.value.code == "returns.nothing_signed"


def test_whoever_took_it_is_told_of_a_correction(cast, merged, sign):
    found, asked = merged
    version = signed(cast, found, sign)
    actions.take_view(cast.dan, request=asked.pk)
    assert Use.objects.filter(version=version, post=cast.dan, how=Use.How.DOWNLOAD).count() == 1


def test_only_for_whoever_asked_and_for_whoever_decides(cast, merged, sign):
    found, asked = merged
    signed(cast, found, sign)
    assert actions.take_view(cast.tina, request=asked.pk)[1]
    with pytest.raises((Http404, Refusal)):
        actions.take_view(cast.alice, request=asked.pk)
    with pytest.raises(Http404):
        actions.take_view(cast.charlie, request=asked.pk)


def test_a_request_that_was_not_merged_has_none(cast, merged):
    with pytest.raises(Http404):
        actions.take_view(cast.tina, request=merged[0].request_id)


def test_the_passport_offers_it(cast, merged, sign_in):
    address = reverse("returns:view", args=[merged[1].pk])
    assert address in sign_in(cast.dan).get(reverse("requests:request", args=[merged[1].pk])).content.decode()
