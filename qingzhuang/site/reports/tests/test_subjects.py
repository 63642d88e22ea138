"""Finding for whom a card is: by name, pinyin, initials or the tail of the ID number."""

from __future__ import annotations

import pytest
from django.http import Http404
from django.urls import reverse

from qingzhuang.site.audit.models import Entry
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.reports import actions, queries
from qingzhuang.site.reports.subjects import Row, letters_of, search

ROWS = [
    Row(key, name, number, "", letters_of(name))
    for key, name, number in (
        ("1", "张伟", "990101199003070011"),
        ("2", "张伟国", "990101198003070022"),
        ("3", "章薇", "99010119700307003X"),
        ("4", "单乐", "990101196003070044"),
    )
]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("张伟", ["1", "2"]),
        ("zhangwei", ["1", "3", "2"]),
        ("zw", ["1", "3", "2"]),
        ("003x", ["3"]),
        ("0044", ["4"]),
        ("shanle", ["4"]),
        ("44", []),
        ("", []),
        ("nobody", []),
    ],
)
def test_finds_the_right_ones_first(words, found):
    assert [row.key for row in search(ROWS, words)] == found


def test_offers_people_of_the_area_with_covered_numbers(cast, brought):
    found = actions.search_subjects(cast.alice, review=brought("card"), words="zhaojianguo")
    assert [(one.name, one.number, one.place) for one in found] == [("赵建国", "9901**********0011", "临江社区1栋101")]


def test_leaves_a_line_in_the_log(cast, brought):
    review = brought("card")
    actions.search_subjects(cast.alice, review=review, words="赵")
    assert Entry.objects.get(deed="people.searched", subject=review.log_subject).detail["count"] >= 1


def test_the_page_offers_them_without_scripts(cast, brought, sign_in):
    page = sign_in(cast.alice).get(reverse("reports:subjects", args=[brought("card").pk]), {"who": "钱"}).content.decode()
    assert "钱建国" in page and "就填这位" in page


def test_a_list_has_nobody_to_choose(cast, brought):
    review = brought("roster")
    assert queries.about_of(review) == "" and actions.search_subjects(cast.alice, review=review, words="赵") == []


def test_a_reader_does_not_search(cast, brought):
    with pytest.raises(Refusal):
        actions.search_subjects(cast.bob, review=brought("card"), words="赵")


def test_the_neighbour_does_not_search(cast, brought):
    with pytest.raises(Http404):
        actions.search_subjects(cast.charlie, review=brought("card"), words="赵")
