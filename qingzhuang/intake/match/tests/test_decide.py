"""Who a record is about: two independent keys, reasons in words, and never the name alone."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

import pytest

from qingzhuang.intake.match import Keys, Known, KnownIndex, Likeness, Person, Reason, Verdict, likeness
from qingzhuang.intake.tests.messy import number

BORN = date(1980, 1, 1)
ID, OTHER = number("19800101", 2), number("19800101", 4)
KNOWN = Known("p1", "张小芳", ID, BORN, "female", "13800000001", "幸福里12弄3号", "h1")
WITHOUT = replace(KNOWN, id_number="")


def match(known, **given):
    return KnownIndex([known, Known("p9", "赵不相干", number("19500505", 9), date(1950, 5, 5))]).match(Person(**given))


def told(found):
    return found.verdict.value, [reason.code for reason in found.reasons]


def test_number_and_name_are_sure():
    found = match(KNOWN, name="张小芳", id_number=ID, birth=BORN)
    assert told(found) == ("same", ["id_equal", "name_equal"])
    assert (found.key, found.score) == ("p1", 0.9)


def test_number_and_a_name_that_sounds_the_same_are_sure():
    assert told(match(KNOWN, name="章晓方", id_number=ID)) == ("same", ["id_equal", "name_sound"])


def test_the_number_of_somebody_with_another_name_is_a_conflict():
    assert told(match(KNOWN, name="王国庆", id_number=ID)) == ("conflict", ["id_equal", "name_differs"])


def test_a_number_without_a_name_is_one_key_only():
    assert told(match(KNOWN, id_number=ID)) == ("proposal", ["id_equal"])


def test_the_name_alone_is_nobody():
    assert match(KNOWN, name="张小芳").verdict is Verdict.NEW


def test_name_and_birth_date_are_proposed():
    assert told(match(WITHOUT, name="张小芳", birth=BORN)) == ("proposal", ["name_equal", "birth_equal"])


@pytest.mark.parametrize("beside", [{"phone": "13800000001"}, {"address": "幸福里十二弄３号"}, {"household": "h1"}])
def test_name_birth_date_and_a_third_thing_are_sure(beside):
    found = match(WITHOUT, name="张小芳", birth=BORN, **beside)
    assert found.verdict is Verdict.SAME
    assert found.score == 0.8


def test_two_sound_numbers_that_differ_are_not_sure_whatever_else_agrees():
    found = match(KNOWN, name="张小芳", id_number=OTHER, birth=BORN, phone="13800000001", address="幸福里12弄3号")
    assert found.verdict is Verdict.PROPOSAL
    assert "id_differs" in told(found)[1]
    assert match(KNOWN, name="张小芳", id_number=OTHER, birth=BORN).verdict is Verdict.NEW


def test_a_homophone_with_birth_date_and_telephone_is_proposed():
    assert told(match(WITHOUT, name="章小方", birth=BORN, phone="13800000001"))[0] == "proposal"


def test_twins_are_never_taken_for_one_without_asking():
    twin = match(WITHOUT, name="张小芬", birth=BORN, phone="13800000001", address="幸福里12弄3号", household="h1")
    assert twin.verdict is Verdict.PROPOSAL
    assert twin.score <= 0.7


def test_a_family_with_one_telephone_is_several_people():
    assert match(WITHOUT, name="李建国", birth=BORN, phone="13800000001", address="幸福里12弄3号").verdict is Verdict.NEW


def test_name_and_address_without_a_birth_date_are_proposed():
    assert told(match(WITHOUT, name="张小芳", address="幸福里12弄3号")) == ("proposal", ["name_equal", "address_equal"])


def test_a_street_without_a_number_is_no_key():
    assert match(replace(WITHOUT, address="幸福里"), name="张小芳", address="幸福里").verdict is Verdict.NEW


def test_month_of_birth_counts_for_less_than_the_day():
    assert told(match(WITHOUT, name="张小芳", birth="1980-01")) == ("proposal", ["name_equal", "birth_month"])
    assert match(WITHOUT, name="张小芳", birth="1980-02").verdict is Verdict.NEW


def test_two_who_fit_equally_well_are_asked_about():
    index = KnownIndex([WITHOUT, replace(WITHOUT, key="p2")])
    found = index.match(Person("张小芳", birth=BORN, phone="13800000001"))
    assert (found.verdict, found.others) == (Verdict.PROPOSAL, (("p2", 0.8),))
    assert told(found)[1][-1] == "several"


def test_numbers_may_be_keyed_hashes():
    def hashed(text):
        return hashlib.blake2b(text.encode(), key=b"secret").hexdigest()

    index = KnownIndex([replace(KNOWN, id_number=hashed(ID), phone=hashed(KNOWN.phone))], Keys(hashed, hashed))
    assert told(index.match(Person("张小芳", ID, phone="13800000001"))) == ("same", ["id_equal", "name_equal", "phone_equal"])


def test_an_empty_ledger_knows_nobody():
    assert KnownIndex([]).match(Person("张小芳", ID, BORN)).verdict is Verdict.NEW


def test_reasons_are_words_with_weights():
    reason = Reason("name_sound", "张小芳")
    assert (reason.words(), reason.weight) == ("姓名同音不同字（张小芳）", 0.2)
    assert reason.words("zh-Hant").startswith("姓名同音")


@pytest.mark.parametrize(
    ("one", "other", "like"),
    [
        ("张小芳", "張小芳", Likeness.EQUAL),
        ("阿依古丽·买买提", "阿依古丽买买提", Likeness.EQUAL),
        ("张小芳", "章晓方", Likeness.SOUND),
        ("单雄信", "善雄信", Likeness.SOUND),
        ("张小芳", "张小芬", Likeness.NEAR),
        ("张芳", "张小芳", Likeness.NEAR),
        ("王芳", "王伟", Likeness.DIFFERENT),
        ("张小芳", "李建国", Likeness.DIFFERENT),
    ],
)
def test_how_alike_names_are(one, other, like):
    assert likeness(one, other) is like is likeness(other, one)
