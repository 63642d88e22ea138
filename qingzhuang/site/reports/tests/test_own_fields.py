"""A form whose heading is a field of the area's own."""

from __future__ import annotations

import pytest

from qingzhuang.site.ledger import actions as ledger
from qingzhuang.site.reports import actions, queries
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
