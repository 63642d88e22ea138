"""A question on the page: alice and bob see the list covered, a department numbers only, charlie nothing of alice's."""

from __future__ import annotations

import pytest
from django.urls import reverse

from qingzhuang.site.audit.models import Entry

PAGE = reverse("asking:page")
DAY = {"day": "2025-12-31"}


def test_shows_examples_before_anything_is_asked(town, cast, sign_in):
    page = sign_in(cast.alice).get(PAGE)
    assert page.status_code == 200 and "found" not in page.context and "名单" in page.content.decode()


@pytest.mark.parametrize("who", ["alice", "bob"])
def test_answers_with_a_number_and_the_question_in_words(who, town, cast, sign_in):
    page = sign_in(getattr(cast, who)).get(PAGE, {"q": "80岁以上 多少人", **DAY})
    found = page.context["found"]
    assert (found.asking.sure, found.figure.text, found.said) == (True, "3", "80 周岁及以上的人数")
    assert "80 周岁及以上的人数" in page.content.decode()


def test_lists_people_covered(town, cast, sign_in):
    page = sign_in(cast.alice).get(PAGE, {"q": "80岁以上 女 名单", **DAY})
    text = page.content.decode()
    assert page.context["found"].rows[0][0] == "李**" and "138" not in text
    assert "李桂兰" not in text and "990101194209300024" not in text and "13900000002" not in text and "139****0002" in text


def test_parts_by_grid_with_a_chart(town, cast, sign_in):
    page = sign_in(cast.alice).get(PAGE, {"q": "各网格党员", **DAY})
    assert [(bar.label, bar.figure.text) for bar in page.context["found"].bars] == [("临江一网格", "4"), ("临江二网格", "1")]
    widths = [bar.width for bar in page.context["found"].bars]
    assert widths == [560, 140] and "<svg" in page.content.decode() and "style=" not in page.content.decode()


def test_writes_down_that_a_list_was_seen_without_words_or_names(town, cast, sign_in):
    sign_in(cast.alice).get(PAGE, {"q": "80岁以上 女 名单 张小明", **DAY, "mean": "张小明="})
    entry = Entry.objects.filter(deed="question.listed").latest("number")
    assert (entry.area, entry.detail) == (cast.community.code, {"count": 1})


def test_shows_a_department_no_people_and_no_small_figures(town, cast, sign_in):
    client = sign_in(cast.dan)
    page = client.get(PAGE, {"q": "80岁以上 名单", **DAY})
    assert page.context["found"].rows == () and page.context["found"].figure.text == "少于 5"
    page = client.get(PAGE, {"q": "各网格党员", **DAY})
    assert page.context["found"].figure.text == "6"
    assert {bar.figure.text for bar in page.context["found"].bars} == {"少于 5"} and not any(
        b.width for b in page.context["found"].bars
    )
    assert not Entry.objects.filter(deed="question.listed").exists()


def test_of_the_neighbours_area_nobody_learns_anything(town, cast, sign_in):
    client = sign_in(cast.charlie)
    assert client.get(PAGE, {"q": "党员", "area": cast.community.code}).status_code == 404
    assert client.get(PAGE, {"q": "党员", **DAY}).context["found"].figure.text == "1"


@pytest.mark.parametrize("who", ["ada", "otto"])
def test_is_closed_to_those_who_may_not_ask(who, town, cast, sign_in):
    assert sign_in(getattr(cast, who)).get(PAGE, {"q": "党员"}).status_code == 404


def test_names_the_word_that_was_not_understood_and_offers_others(town, cast, sign_in):
    page = sign_in(cast.alice).get(PAGE, {"q": "80岁以上独居老头", **DAY})
    found = page.context["found"]
    assert not found.asking.sure and "老头" in found.asking.unknown and "“老头”没有看懂" in page.content.decode()


def test_takes_a_meaning_that_is_offered_and_no_other(town, cast, sign_in):
    client = sign_in(cast.alice)
    asked = {"q": "独居老人", **DAY}
    offered = next(word for word in client.get(PAGE, asked).context["found"].words if word.choices).choices[-1].population
    assert client.get(PAGE, {**asked, "mean": f"独居老人={offered}"}).context["found"].asking.sure
    refused = client.get(PAGE, {**asked, "mean": "独居老人=person where name=张小明"})
    assert refused.status_code == 400 and "不能是这个意思" in refused.content.decode()


def test_a_word_can_be_left_out(town, cast, sign_in):
    page = sign_in(cast.alice).get(PAGE, {"q": "飞天党员", **DAY, "mean": "飞天="})
    assert page.context["found"].asking.sure and page.context["found"].figure.text == "5"


@pytest.mark.parametrize("wrong", [{"q": ""}, {"q": "党员", "day": "soon"}, {"q": "x" * 300}])
def test_shows_what_was_typed_wrongly(wrong, town, cast, sign_in):
    page = sign_in(cast.alice).get(PAGE, wrong)
    assert page.status_code == 200 and "found" not in page.context


def test_the_first_page_has_the_box_for_who_may_ask(town, cast, sign_in):
    assert 'action="/ask/"' in sign_in(cast.alice).get(reverse("desk:home")).content.decode()
    assert 'action="/ask/"' not in sign_in(cast.otto).get(reverse("desk:home")).content.decode()


def test_a_word_is_read_by_the_definition_that_the_area_chose(town, cast, sign_in):
    from qingzhuang.site.definitions import actions as definitions

    definitions.choose(cast.hana, key="very_elderly@90", area=cast.community, reason="市民政局 2025 年 3 号文")
    found = sign_in(cast.alice).get(PAGE, {"q": "高龄老人", **DAY}).context["found"]
    assert found.asking.sure and "本地选用的口径" in " ".join(word.means for word in found.words) and found.figure.text == "0"
    assert sign_in(cast.charlie).get(PAGE, {"q": "高龄老人", **DAY}).context["found"].figure.text == "1"
