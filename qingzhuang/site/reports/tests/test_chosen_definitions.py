"""The version of a definition that an area has chosen is the one that its forms are read and answered by."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.urls import reverse

from qingzhuang.site.definitions import actions as definitions
from qingzhuang.site.reports import actions, logic, queries
from qingzhuang.site.testing import forms

REASON = "长寿津贴通知"


def statistics(heading: str = "高龄老人人数", title: str = "人口情况统计表") -> bytes:
    return forms.workbook([[title, "", ""], ["单位", heading, "总人数"], *[["", "", ""]] * 2], ("A1:C1",), 2)


def bring(cast, data: bytes):
    return actions.bring_form(cast.alice, name="人口.xlsx", data=data)


def in_file(client, review, cell: str) -> object:
    data = client.post(reverse("reports:fill", args=[review.pk])).content
    return openpyxl.load_workbook(io.BytesIO(data)).active[cell].value


@pytest.fixture
def from_90(cast, facts):
    definitions.choose(cast.hana, key="very_elderly@90", area=cast.community, reason=REASON)


def test_fills_the_file_by_the_usual_version_where_nobody_chose(cast, facts, sign_in):
    assert in_file(sign_in(cast.alice), bring(cast, statistics()), "B3") == 4


def test_fills_the_file_by_the_chosen_version(cast, from_90, sign_in):
    assert in_file(sign_in(cast.alice), bring(cast, statistics()), "B3") == 0


def test_a_form_brought_before_the_choice_follows_it_and_follows_it_back(cast, facts, sign_in):
    client, review = sign_in(cast.alice), bring(cast, statistics())
    assert in_file(client, review, "B3") == 4
    definitions.choose(cast.hana, key="very_elderly@90", area=cast.community, reason=REASON)
    assert in_file(client, review, "B3") == 0
    definitions.leave(cast.hana, key="very_elderly@90", area=cast.community)
    assert in_file(client, review, "B3") == 4


def test_the_page_names_definition_and_version_and_who_differs(cast, from_90, sign_in):
    client, review = sign_in(cast.alice), bring(cast, statistics())
    page = client.get(reverse("reports:review", args=[review.pk]) + "?blank=1")
    assert [(one.label, one.version) for one in page.context["panel"].definitions] == [("高龄老人", "90")]
    text = page.content.decode()
    assert "90 周岁及以上" in text and "按本地选用的口径：高龄老人（90）" in text
    versions = client.get(reverse("reports:versions", args=[review.pk, 1]))
    (word,) = versions.context["versions"]
    counted = {row.version.definition.version: (row.number, row.used) for row in word.rows}
    assert (counted["1"], counted["90"]) == ((4, False), (0, True))
    assert "a=very_elderly%4090&amp;b=very_elderly%401" in versions.content.decode()


def test_a_title_lists_the_people_of_the_chosen_version(cast, facts, sign_in):
    rows = [["高龄老人花名册", "", ""], ["序号", "姓名", "身份证号"], *[["", "", ""]] * 5]
    review = bring(cast, forms.workbook(rows, ("A1:C1",), 2))
    client = sign_in(cast.alice)
    assert in_file(client, review, "B3") == "老赵"
    definitions.choose(cast.hana, key="very_elderly@90", area=cast.community, reason=REASON)
    assert in_file(client, review, "B3") is None


@pytest.mark.parametrize("heading", ["高龄老人（80岁以上）人数", "80岁以上老年人数", "总人数"])
def test_what_a_heading_says_itself_stays(heading, cast, facts, sign_in):
    client, review = sign_in(cast.alice), bring(cast, statistics(heading))
    before = in_file(client, review, "B3")
    definitions.choose(cast.hana, key="very_elderly@90", area=cast.community, reason=REASON)
    assert in_file(client, review, "B3") == before


def test_what_a_person_said_of_a_blank_stays(cast, from_90, sign_in):
    review = bring(cast, statistics())
    actions.decide(cast.alice, review=review, number=1, verb=logic.Verb.MEANS, concept="count(person where age>=80)")
    assert in_file(sign_in(cast.alice), review, "B3") == 4


def test_confirming_teaches_the_word_and_not_the_version(cast, from_90):
    review = bring(cast, statistics())
    decision = actions.decide(cast.alice, review=review, number=1, verb=logic.Verb.RIGHT)
    assert decision.concept == "count(person where age>=80)"
    assert queries.work_for(cast.alice, review).entries[1][0].blank.concept == "count(person where very_elderly@90)"


def test_the_choice_of_the_town_holds_below_and_the_neighbours_does_not(cast, facts, sign_in):
    client, review = sign_in(cast.alice), bring(cast, statistics())
    definitions.choose(cast.tina, key="very_elderly@90", area=cast.neighbour, reason=REASON)
    assert in_file(client, review, "B3") == 4
    definitions.choose(cast.tina, key="very_elderly@90", area=cast.town, reason=REASON)
    assert in_file(client, review, "B3") == 0
