"""Printed row labels: the condition that each of them puts on its row."""

from qingzhuang.formfill.match.tests.headings import table


def conditions(text: str) -> list[str]:
    return [condition for _, condition in table(text).row_conditions]


def test_a_band_narrows_its_row() -> None:
    assert conditions("年龄 | 男 | 女\n0-6岁 | |\n7-17岁 | |\n60岁以上 | |") == [
        "age>=0 and age<=6",
        "age>=7 and age<=17",
        "age>=60",
    ]


def test_a_value_narrows_its_row() -> None:
    rows = conditions("文化程度 | 男 | 女\n小学 | |\n初中 | |\n本科 | |")
    assert rows == ["education=primary", "education=junior_secondary", "education=bachelor"]


def test_the_heading_over_the_labels_says_what_bare_numbers_are() -> None:
    assert conditions("年龄 | 男 | 女\n0-6 | |\n7-17 | |\n18-59 | |")[0] == "age>=0 and age<=6"


def test_a_label_that_is_not_understood_is_told() -> None:
    assert conditions("类别 | 户数 | 人数\n城镇 | |\n某某片区 | |\n农村 | |")[1] == "?"


def test_a_total_narrows_nothing() -> None:
    found = table("年龄 | 男 | 女\n60岁以上 | |\n80岁以上 | |\n合计 | |")
    assert dict(found.row_conditions) == {2: "age>=60", 3: "age>=80"}
    assert found.total_rows == (4,)


def test_has_none_without_printed_labels() -> None:
    assert conditions("单位 | 男 | 女\n@blank 3") == []


def test_group_labels_narrow_too() -> None:
    rows = conditions("对象 | < | 户数 | 人数\n残疾人 | 男 | |\n^ | 女 | |\n党员 | 男 | |")
    assert rows == ["disability.exists and sex=male", "disability.exists and sex=female", "party.is_member and sex=male"]
