"""Remarks that say who is counted: obeyed, never sure; and what they may not change."""

import pytest

from qingzhuang.formfill.as_json import population_text
from qingzhuang.formfill.match.population import Population, read_population
from qingzhuang.formfill.match.remarks import fixed_day, obey, with_day


def told(title: str, *remarks: str) -> Population:
    return obey(read_population([title], ""), remarks)


@pytest.mark.parametrize(
    ("remark", "wanted"),
    [
        ("注：1.本表只统计户籍人口，不含流动人口；2.年龄截至12月31日。", "person where residence_type=registered"),
        ("说明：按户籍地统计，不含寄住人口。", "person where residence_type=registered"),
        ("注：按常住人口口径统计", "person where residence_type=permanent"),
        ("备注：本表不含流动人口。", "person where not residence_type=floating"),
        ("注：统计范围为残疾人。", "person where disability.exists"),
    ],
)
def test_narrows_to_whom_a_remark_names(remark: str, wanted: str) -> None:
    found = told("人口年龄结构统计表", remark)
    assert population_text(found.as_count()) == wanted
    assert found.as_doubt().amount > 0.15  # never sure


def test_leaves_a_field_that_the_title_settles() -> None:
    assert told("流动人口统计表", "注：只统计流动人口，不含户籍人口。") == read_population(["流动人口统计表"], "")


def test_adds_to_what_the_title_says() -> None:
    found = told("残疾人情况统计表", "注：本表只统计户籍人口。")
    assert population_text(found.as_count()) == "person where disability.exists and residence_type=registered"


@pytest.mark.parametrize(
    "remark", ["注：本表一式两份。", "注：年龄按周岁计算。", "说明：60岁以上不含60岁。", "填报单位：", "单位：人"]
)
def test_other_remarks_change_nothing(remark: str) -> None:
    assert told("人口统计表", remark) == read_population(["人口统计表"], "")


def test_a_remark_that_is_not_understood_takes_the_sureness_away() -> None:
    found = told("人口统计表", "注：只统计参与某某行动的群众")
    assert not found.narrows
    assert "某某行动" in found.as_doubt().why


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("注：年龄计算截至2026年12月31日。", "2026-12-31"),
        ("截至2026年6月30日80岁以上老年人统计表", "2026-06-30"),
        ("注：截至2026年2月30日", ""),
        ("统计时间：      年  月  日", ""),
    ],
)
def test_reads_the_day_to_which_ages_are_counted(text: str, day: str) -> None:
    found = fixed_day([text])
    assert (found.isoformat() if found else "") == day
    assert ("年龄算到" in with_day("标题没有限定范围", found)) == bool(day)


@pytest.mark.parametrize(
    "remark", ["说明：1.统计范围为辖区内全部行政村。", "注：统计范围：全县所有乡镇、街道", "填报范围为本辖区内所有居民"]
)
def test_a_range_of_everybody_leaves_nobody_out(remark: str) -> None:
    assert told("人口年龄结构统计表", remark).as_doubt().amount == told("人口年龄结构统计表").as_doubt().amount
