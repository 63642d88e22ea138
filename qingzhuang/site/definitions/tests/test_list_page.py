"""The list of definitions: who sees it, and what it says."""

from __future__ import annotations

import pytest
from django.urls import reverse

PAGE = reverse("definitions:index")


@pytest.mark.parametrize("who", ["alice", "bob", "charlie", "hana", "tina", "dan"])
def test_is_open_to_whoever_may_ask_questions(who, cast, sign_in):
    assert sign_in(getattr(cast, who)).get(PAGE).status_code == 200


@pytest.mark.parametrize("who", ["ada", "otto"])
def test_is_closed_to_others(who, cast, sign_in):
    assert sign_in(getattr(cast, who)).get(PAGE).status_code == 404


def test_shows_the_neighbours_area_to_nobody(cast, sign_in):
    assert sign_in(cast.charlie).get(PAGE, {"area": cast.community.code}).status_code == 404


def test_names_version_text_and_source(cast, sign_in):
    page = sign_in(cast.alice).get(PAGE, {"q": "高龄"}).content.decode()
    assert "80 周岁及以上，按当年 6 月 30 日" in page and "june-30" in page and "某县高龄津贴办法〔111〕" in page
    assert "留守儿童</h2>" not in page


def test_puts_words_with_several_versions_first(cast, sign_in):
    words = sign_in(cast.alice).get(PAGE).context["page"].object_list
    assert all(word.several for word in words[:10])


@pytest.mark.parametrize(("language", "said"), [("zh-hant", "按當年 6 月 30 日"), ("en", "on 30 June of the year")])
def test_speaks_the_language_of_the_reader(language, said, cast, sign_in):
    client = sign_in(cast.alice)
    client.cookies["language"] = language
    assert said in client.get(PAGE, {"q": "高龄"}).content.decode()


def test_says_so_where_no_word_is_found(cast, sign_in):
    assert "这个词没有口径" in sign_in(cast.alice).get(PAGE, {"q": "没有这个词"}).content.decode()


def test_shows_allowances_and_bands_after_the_words(cast, sign_in):
    client = sign_in(cast.alice)
    page = client.get(PAGE, {"q": "高龄津贴"}).content.decode()
    assert "每月：80 至 89 周岁 10 元；按当年 6 月 30 日；死亡次月停发" in page and "这个词没有口径" not in page
    assert "45 周岁归下一段" in client.get(PAGE, {"page": "99"}).content.decode()
    assert "tables" not in client.get(PAGE).context
