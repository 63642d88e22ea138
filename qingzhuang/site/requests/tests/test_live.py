"""The live view of an answer tells a department no small figure, nor what would give it away."""

from __future__ import annotations

import pytest
from django.urls import reverse

from qingzhuang.formfill.asks import Ask
from qingzhuang.formfill.form import State
from qingzhuang.site.requests import actions
from qingzhuang.site.requests.live import told
from qingzhuang.site.testing import forms
from qingzhuang.tally.scope import Answer
from qingzhuang.tally.syntax import parse_asked


def line(label: str, question: str, *numbers: int, row: int = 3):
    ask = Ask(label, 0, label, parse_asked(question), State.SURE, row=row)
    return ask, [Answer(number, True, 0, number) for number in (*numbers, sum(numbers))]


EVERYBODY = line("总人数", "count(person)", 40, 58, 71)
MEN = line("男", "count(person where sex=male)", 37, 24, 33)
WOMEN = line("女", "count(person where sex=female)", 3, 34, 38)


def words(*lines, smallest: int = 5) -> list[list[str]]:
    return [[one.words for one in cells] for _, cells in told(lines, ["1", "2", "3", "4"][: len(lines[0][1])], smallest)]


def test_tells_all_to_whoever_sees_people():
    assert words(EVERYBODY, MEN, WOMEN, smallest=0)[2] == ["3", "34", "38", "75"]


def test_hides_a_small_one_with_what_would_give_it_away_across_and_down():
    everybody, men, women = words(EVERYBODY, MEN, WOMEN)
    assert women[0] == "少于 5" and "34" not in women[1] and women[3] == "75"
    assert men[0] != "37" and men[1] != "24"  # else all less men would be the women
    assert everybody == ["40", "58", "71", "169"]


def test_what_one_line_leaves_of_another_is_guarded_though_nobody_asks_it():
    everybody, men = words(EVERYBODY, MEN)
    assert "37" not in men[0] and everybody[0] == "40"


def test_nothing_is_hidden_where_nothing_is_small():
    lines = (line("男", "count(person where sex=male)", 20, 30), line("女", "count(person where sex=female)", 25, 35))
    assert words(*lines) == [["20", "30", "50"], ["25", "35", "60"]]


@pytest.mark.django_db
def test_the_page_is_blurred_for_the_department_and_plain_for_the_town(cast, facts, asked, sign_in):
    old = forms.workbook([["老年人口统计表", ""], ["单位", "80岁以上人数"], ["", ""], ["", ""]], ("A1:B1",), 2)
    request = asked(old)
    actions.decide_request(cast.tina, request=request, verdict=actions.Verdict.ANSWER)
    address = reverse("requests:answer", args=[request.pk])
    town, department = (sign_in(one).get(address).content.decode() for one in (cast.tina, cast.dan))
    assert "少于 5" not in town and "少于 5" in department and "您的岗位只看数字" in department
