"""Headings that ask for several things at once, or list their values."""

import pytest

from qingzhuang.formfill.form import Candidate
from qingzhuang.formfill.match.fields import FieldReader
from qingzhuang.formfill.match.lexicon import lexicon
from qingzhuang.formfill.match.several import with_choices
from qingzhuang.formfill.match.table import SURE


def best(label: str) -> Candidate | None:
    return next(iter(FieldReader(lexicon(), "person").candidates((label,))), None)


@pytest.mark.parametrize(
    ("heading", "concept"),
    [
        ("残疾类别及等级", "person.disability.type, person.disability.level"),
        ("学校、年级", "person.school, person.school_class"),
        ("紧急联系人姓名及电话", "person.contact.name, person.contact.phone"),
        ("从业状态标识（在职/务农/失业）", "person.employment_status"),
        ("某某标识（视力/听力/肢体）", "person.disability.type"),
        ("门牌号/房间", "person.residence_room"),
    ],
)
def test_reads_what_is_asked_together_and_is_never_sure_of_it(heading: str, concept: str) -> None:
    found = best(heading)
    assert found is not None
    assert (found.concept, found.score < SURE) == (concept, True)


@pytest.mark.parametrize("heading", ["火化时间、地点", "上次救助时间、数量", "档案（新/旧）"])
def test_finds_nothing_firm_where_no_part_is_known(heading: str) -> None:
    found = best(heading)
    assert found is None or found.score < SURE


@pytest.mark.parametrize(
    ("label", "concept"), [("居住类型", "person.residence_type"), ("居住类型（自住/出租/空置）", "dwelling.usage")]
)
def test_values_in_a_bracket_speak_against_a_label_that_cannot_have_them(label: str, concept: str) -> None:
    found = best(label)
    assert found is not None
    assert found.concept == concept


def test_choices_say_which_of_two_fields_a_doubtful_label_means() -> None:
    doubtful = [Candidate("person.tags", 0.76, "")]
    found = with_choices(doubtful, ("农业", "非农业"), lexicon())
    assert (found[0].concept, found[0].score < SURE, found[1].concept) == ("person.hukou_type", True, "person.tags")
    assert with_choices(doubtful, ("红", "蓝"), lexicon()) == doubtful


def test_the_values_in_brackets_choose_between_two_lists_that_share_one() -> None:
    found = best("房屋性质（自住/出租/空置）")
    assert found is not None and found.concept == "dwelling.usage" and found.score < SURE
    assert best("房屋性质（公房/私房/租赁）").concept == "dwelling.ownership"  # type: ignore[union-attr]


def test_conditions_in_a_bracket_take_the_sureness_of_a_text() -> None:
    plain, listed = best("健康状况"), best("健康状况（残疾/独居）")
    assert plain is not None and plain.score >= SURE
    assert listed is None or listed.score < SURE


@pytest.mark.parametrize("heading", ["返乡时间", "返岗日期"])
def test_a_way_home_is_not_surely_the_end_of_a_job(heading: str) -> None:
    found = best(heading)
    assert found is None or found.score < SURE


def test_three_answers_are_no_yes_or_no() -> None:
    asked, listed = best("是否住校"), best("住宿情况（宿舍/租房/自购）")
    assert asked is not None and asked.score >= SURE
    assert listed is None or listed.score < SURE
