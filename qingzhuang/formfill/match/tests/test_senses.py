"""Which of its meanings a word has here."""

from qingzhuang.formfill.match.phrase import parse_phrase
from qingzhuang.formfill.match.senses import complement, conditions_of, seen_by, steps_to
from qingzhuang.tally.question import Compare, Holds, Not, OneOf, both
from qingzhuang.tally.syntax import parse_condition, write_condition


def said(text: str, counted: str = "person", bare_bands: bool = False, **around: object) -> str | None:
    """The condition of a text on the records counted; None where it cannot be said of them."""
    chosen = conditions_of(parse_phrase(text, bare_bands=bare_bands).narrowing, counted, **around)  # type: ignore[arg-type]
    return None if chosen is None else write_condition(chosen.condition)


def doubt(text: str, counted: str = "person", **around: object) -> float:
    chosen = conditions_of(parse_phrase(text).narrowing, counted, **around)  # type: ignore[arg-type]
    assert chosen is not None
    return chosen.doubt


def test_the_records_counted_decide() -> None:
    assert said("低保", "person") == "welfare.subsistence_allowance"
    assert said("低收入家庭", "household") == "category=low_income"
    assert said("低收入家庭", "person") == "household.category=low_income"
    assert said("出租房屋", "dwelling") == "is_rental"
    assert said("二孩", "birth") == "birth_order=2"


def test_a_word_about_other_records_cannot_be_said_of_these() -> None:
    assert said("低保", "organisation") is None
    assert said("二孩", "person") is None
    assert said("网吧", "person") is None


def test_a_heading_over_it_names_the_field() -> None:
    assert said("一级", dimensions=["person.disability.level"]) == "disability.level=1"
    assert said("其他", dimensions=["person.employment_status"]) == "employment_status=other"


def test_a_vague_word_alone_means_nothing() -> None:
    assert said("其他") is None


def test_neighbours_vote_for_a_vague_word() -> None:
    assert said("其他", votes={"person.employment_status": 3}) == "employment_status=other"
    assert said("其他", votes={"person.employment_status": 1}) is None


def test_conditions_already_there_speak_for_their_own_field() -> None:
    assert said("城镇", context=[parse_condition("hukou_type=rural")]) == "hukou_type=urban"


def test_labels_over_households_speak_of_households() -> None:
    assert said("有劳动能力", via="household") == "household.has_labour_capacity"
    assert said("有劳动能力") == "labour_capacity=full"


def test_a_band_with_years_is_an_age() -> None:
    assert said("60岁以上") == "age>=60"
    assert said("60岁以上", "household") == "age>=60"  # a household in which somebody is 60
    assert said("60岁以上", "dwelling") is None


def test_a_band_without_years_is_of_the_number_named_above() -> None:
    assert said("6-10", "household", True, dimensions=["household.member_count"]) == "member_count>=6 and member_count<=10"
    assert said("6-10", "household", True) is None


def test_a_single_age_is_doubtful() -> None:
    assert doubt("80岁") > 0
    assert doubt("80岁以上") == 0


def test_values_of_one_field_are_alternatives() -> None:
    assert said("小学和初中") == "education in (primary,junior_secondary)"


def test_two_pairs_of_sex_and_age_are_alternatives() -> None:
    assert said("男性18-60岁和女性18-55岁") == "(sex=male and age>=18 and age<=60) or (sex=female and age>=18 and age<=55)"


def test_an_age_written_down_replaces_the_usual_one() -> None:
    assert said("55岁以上老年人") == "age>=55"
    assert said("老年人") == "age>=60"


def test_the_other_of_two_values_is_what_is_not_the_one() -> None:
    assert complement(Compare("hukou_type", "=", "rural"), "person") == Compare("hukou_type", "=", "urban")
    assert complement(Compare("registered_region", "=", "same_province"), "person") == Compare(
        "registered_region", "=", "other_province"
    )


def test_what_is_not_one_of_many_is_not_that_one() -> None:
    assert complement(Compare("education", "=", "primary"), "person") == Not(Compare("education", "=", "primary"))
    assert complement(Holds("is_student"), "person") == Not(Holds("is_student"))


def test_a_negated_word_is_less_sure() -> None:
    assert said("非党员") == "not party.is_member"
    assert doubt("非党员") > doubt("党员")


def test_a_condition_is_stepped_over_to_with_all_its_parts() -> None:
    condition = both(Compare("category", "=", "low_income"), Not(Holds("has_disabled_member")), OneOf("type", ("a", "b")))
    stepped = write_condition(seen_by(condition, "household."))
    assert stepped == "household.category=low_income and not household.has_disabled_member and household.type in (a,b)"
    assert seen_by(condition, "") is condition


def test_knows_from_which_record_which_can_be_reached() -> None:
    assert steps_to("household", "person") == "household."
    assert steps_to("person", "household") == ""  # of a household it holds when it holds of a member
    assert steps_to("person", "person") == ""
    assert steps_to("person", "organisation") is None
