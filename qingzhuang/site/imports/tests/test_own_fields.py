"""A list with a column that is a field of the area's own."""

from __future__ import annotations

from qingzhuang.site.imports.tests.conftest import number, sheet
from qingzhuang.site.ledger import actions as ledger
from qingzhuang.site.ledger.models import Record


def test_takes_over_a_column_of_a_field_of_the_areas_own(cast, take_over):
    field = ledger.define_field(
        cast.hana, area=cast.community, entity="person", label="文艺特长", kind="code", values=["二胡", "书法"], purpose="组织活动",
        basis="社区工作条例", months=36,
    )  # fmt: skip
    take_over(sheet("姓名,身份证号,文艺特长", f"苏晓梅,{number(1)},书法", f"陈秀兰,{number(2)},"))
    assert {record.name: record.facts.get(field.name) for record in Record.objects.all()} == {"苏晓梅": "shu_fa", "陈秀兰": None}
