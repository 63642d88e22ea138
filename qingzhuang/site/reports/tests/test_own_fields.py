"""A form whose heading is a field of the area's own."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.urls import reverse

from qingzhuang.site.ledger import actions as ledger
from qingzhuang.site.reports import actions, pages, queries
from qingzhuang.site.testing import forms


@pytest.fixture
def field(cast):
    return ledger.define_field(
        cast.hana,
        area=cast.community,
        entity="person",
        label="文艺特长",
        kind="text",
        purpose="组织活动",
        basis="社区工作条例",
        months=36,
    )


def test_is_understood_and_filled_from_what_was_recorded(cast, field, settings, tmp_path):
    settings.DATA = tmp_path
    for name, talent in (("苏晓梅", "二胡"), ("陈建国", None)):
        ledger.add_record(
            None, entity="person", area=cast.community, facts={"name": name, "birth_date": "1948-03-02", field.name: talent}
        )
    form = forms.workbook([["居民花名册", "", ""], ["姓名", "性别", "文艺特长"], ["", "", ""], ["", "", ""]], ("A1:C1",), 2)
    review = actions.bring_form(cast.alice, name="特长.xlsx", data=form)
    work = queries.work_for(cast.alice, review)
    talents = next(answer for entry, answer in work.entries if entry.blank.concept == f"person.{field.name}")
    assert talents.missing == 1
    assert "二胡" in work.filling.values.values()
    assert "person.own" not in str(actions.bring_form(cast.charlie, name="特长.xlsx", data=form).understanding)


def test_values_of_an_own_list_are_conditions_of_statistics(cast, settings, tmp_path):
    settings.DATA = tmp_path
    field = ledger.define_field(
        cast.hana, area=cast.community, entity="person", label="取暖方式", kind="code", values=["蜂窝煤炉", "燃气壁挂炉", "其他"],
        purpose="冬季安全", basis="消防法", months=12,
    )  # fmt: skip
    for name, way in (("苏晓梅", "蜂窝煤炉"), ("陈建国", "蜂窝煤炉"), ("赵玉兰", "燃气壁挂炉")):
        ledger.add_record(None, entity="person", area=cast.community, facts={"name": name, "sex": "女", field.name: way})
    form = forms.workbook(
        [["取暖情况统计表", "", "", ""], ["单位", "总人数", "蜂窝煤炉人数", "其他"], ["", "", "", ""]], ("A1:D1",), 2
    )
    review = actions.bring_form(cast.alice, name="取暖.xlsx", data=form)
    asked = {entry.blank.path[-1]: entry.blank.concept for entry, _ in queries.work_for(cast.alice, review).entries}
    coal = dict(field.codes).keys()
    assert asked["蜂窝煤炉人数"] == f"count(person where {field.name}={next(iter(coal))})"
    assert field.name not in str(asked["其他"])
    assert 2 in queries.work_for(cast.alice, review).filling.values.values()
    assert f"count(person where {field.name}=" in pages.offered(review, "壁挂炉", True)[0][0]
    assert not pages.offered(actions.bring_form(cast.charlie, name="取暖.xlsx", data=form), "壁挂炉", True)


def test_a_secret_one_is_covered_on_the_page_and_whole_in_the_file(cast, settings, tmp_path, sign_in):
    settings.DATA = tmp_path
    field = ledger.define_field(
        cast.hana, area=cast.community, entity="person", label="燃气户号", kind="text", sensitivity="secret",
        purpose="安检", basis="燃气条例", months=12,
    )  # fmt: skip
    ledger.add_record(None, entity="person", area=cast.community, facts={"name": "苏晓梅", field.name: "RQ-8812-0097"})
    form = forms.workbook([["居民花名册", "", ""], ["姓名", "性别", "燃气户号"], ["", "", ""]], ("A1:C1",), 2)
    review = actions.bring_form(cast.alice, name="户号.xlsx", data=form)
    client = sign_in(cast.alice)
    pages_shown = [client.get(reverse(f"reports:{name}", args=[review.pk])).content.decode() for name in ("review", "list")]
    pages_shown.append(client.get(reverse("reports:explain", args=[review.pk, "html"])).content.decode())
    assert "RQ-8*" in pages_shown[0] and not any("RQ-8812-0097" in page for page in pages_shown)
    data = client.post(reverse("reports:fill", args=[review.pk])).content
    assert "RQ-8812-0097" in [cell.value for row in openpyxl.load_workbook(io.BytesIO(data)).active for cell in row]
