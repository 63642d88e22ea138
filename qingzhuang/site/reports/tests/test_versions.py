"""A figure names its definition, and says what it comes to by the others."""

from __future__ import annotations

import pytest
from django.urls import reverse

from qingzhuang.site.definitions import actions as definitions
from qingzhuang.site.reports import actions
from qingzhuang.site.testing import forms


@pytest.fixture
def review(cast, facts):
    rows = [["人口情况统计表", "", ""], ["单位", "高龄老人人数", "少数民族人数"], *[["", "", ""]] * 3]
    return actions.bring_form(cast.alice, name="人口.xlsx", data=forms.workbook(rows, ("A1:C1",), 2))


def panel(client, review, label):
    page = client.get(reverse("reports:review", args=[review.pk]))
    number = next(i for i in range(9) if label in client.get(f"{page.wsgi_request.path}?blank={i}").context["panel"].path)
    return client.get(reverse("reports:review", args=[review.pk]) + f"?blank={number}").context["panel"], number


def test_the_panel_names_definition_version_and_source(review, cast, sign_in):
    client = sign_in(cast.alice)
    shown, number = panel(client, review, "高龄老人人数")
    assert [(one.label, one.version, one.several) for one in shown.definitions] == [("高龄老人", "1", True)]
    page = client.get(reverse("reports:review", args=[review.pk]) + f"?blank={number}").content.decode()
    assert "80 周岁及以上" in page and "按其他版本" in page
    single, number = panel(client, review, "少数民族人数")
    assert [(one.label, one.several) for one in single.definitions] == [("少数民族", False)]


@pytest.mark.parametrize("htmx", [True, False])
def test_counts_the_blank_by_every_version(htmx, review, cast, sign_in):
    client = sign_in(cast.bob)
    _, number = panel(client, review, "高龄老人人数")
    definitions.choose(cast.hana, key="very_elderly@90", area=cast.community, reason="长寿津贴通知")
    headers = {"HX-Request": "true"} if htmx else {}
    page = client.get(reverse("reports:versions", args=[review.pk, number]), headers=headers)
    (word,) = page.context["versions"]
    assert {row.version.definition.version: (row.number, row.used) for row in word.rows} == {
        "1": (4, False), "year-end": (4, False), "june-30": (4, False), "birthday-month": (4, False), "90": (0, True),
    }  # fmt: skip
    text = page.content.decode()
    assert "本表所用" in text and "/definitions/compare/?area=990101001001" in text
    assert ("<html" in text) is not htmx


def test_says_so_where_there_is_one_version_only(review, cast, sign_in):
    client = sign_in(cast.alice)
    _, number = panel(client, review, "少数民族人数")
    assert "只有一个版本" in client.get(reverse("reports:versions", args=[review.pk, number])).content.decode()


def test_is_not_found_by_the_neighbour_nor_for_a_blank_that_is_none(review, cast, sign_in):
    assert sign_in(cast.charlie).get(reverse("reports:versions", args=[review.pk, 1])).status_code == 404
    assert sign_in(cast.alice).get(reverse("reports:versions", args=[review.pk, 99])).status_code == 404
