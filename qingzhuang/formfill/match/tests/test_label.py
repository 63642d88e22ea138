"""A printed label taken apart."""

import pytest

from qingzhuang.formfill.match.label import read_label


@pytest.mark.parametrize(
    ("text", "core", "unit"),
    [
        ("家庭人均收入（元）", "家庭人均收入", "元"),
        ("户数(户)", "户数", "户"),
        ("户数 （ 户 ）", "户数", "户"),
        ("补贴标准（元/月）", "补贴标准", "元/月"),
        ("住房面积(m2)", "住房面积", "m2"),
        ("耕地面积［亩］", "耕地面积", "亩"),
        ("月保障金（单位：元）", "月保障金", "元"),
        ("占总人口比例（%）", "占总人口比例", "%"),
        ("检查次数（次）", "检查次数", "次"),
        ("年收入、元", "年收入", "元"),
    ],
)
def test_takes_the_unit_off(text: str, core: str, unit: str) -> None:
    label = read_label(text)
    assert (label.core, label.unit) == (core, unit)


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("1.家庭人口", "家庭人口"),
        ("1、家庭人口", "家庭人口"),
        ("（1）家庭人口", "家庭人口"),
        ("(一)家庭人口", "家庭人口"),
        ("一、家庭人口", "家庭人口"),
        ("A1家庭人口", "家庭人口"),
        ("A2计划生育户（单选）", "计划生育户"),
        ("甲、家庭人口", "家庭人口"),
    ],
)
def test_takes_numbering_off(text: str, core: str) -> None:
    assert read_label(text).core == core


@pytest.mark.parametrize("text", ["60岁以上", "18-35岁", "2.5万元以下", "一人户", "三无人员", "二女户", "一孩", "14岁以下"])
def test_numbers_that_mean_something_stay(text: str) -> None:
    assert read_label(text).core == text


@pytest.mark.parametrize(
    "text", ["姓名*", "*姓名", "姓 名＊", "★姓名", "※姓名", "姓名(必填)", "姓名（必填）", "姓名必填", "*1.姓名"]
)
def test_sees_that_a_value_is_required(text: str) -> None:
    label = read_label(text)
    assert (label.core, label.required) == ("姓名", True)


def test_is_not_required_without_a_mark() -> None:
    assert not read_label("姓名").required


@pytest.mark.parametrize("text", ["其中：女性", "其中:女性", "其中女性", "含：女性", "1.其中：女性", "其中 女性"])
def test_sees_a_part_of_what_stands_before(text: str) -> None:
    label = read_label(text)
    assert (label.core, label.part) == ("女性", True)


@pytest.mark.parametrize("text", ["其中", "其中："])
def test_of_which_alone_is_a_part_without_words(text: str) -> None:
    assert read_label(text).part


@pytest.mark.parametrize("text", ["含氟牙膏", "包括外出", "女性"])
def test_is_no_part_without_a_colon(text: str) -> None:
    assert not read_label(text).part


def test_keeps_remarks_in_brackets_apart() -> None:
    label = read_label("劳动力（男18-60岁、女18-55岁）（人）")
    assert label.core == "劳动力"
    assert label.brackets == ("男18-60岁、女18-55岁",)
    assert label.whole == "劳动力(男18-60岁、女18-55岁)"
    assert label.unit == "人"


def test_a_label_that_is_all_bracket_keeps_it() -> None:
    assert read_label("（流动人口）").core == "(流动人口)"


def test_takes_printed_choices_off() -> None:
    assert read_label("是否贫困：1.是 2.否").core == "是否贫困"


def test_folds_traditional_characters_and_full_width_signs() -> None:
    label = read_label("戶籍人口　（戶）")
    assert (label.core, label.unit) == ("户籍人口", "户")
    assert read_label("身份證號碼＊").required


def test_keeps_the_printed_text() -> None:
    assert read_label("*1.户 数（户）").text == "*1.户 数（户）"


@pytest.mark.parametrize("text", ["", " ", "：", "（）", "*", "1.", "其中："])
def test_reads_a_label_without_words(text: str) -> None:
    assert read_label(text).text == text
