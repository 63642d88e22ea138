"""Laws that hold for any input: clean values stay as they are, sound numbers are never blamed, wrong ones never pass."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from qingzhuang.intake import Severity, TableCleaner, cleaner_for, profile, read
from qingzhuang.intake.match import Known, KnownIndex, Person
from qingzhuang.intake.records import records_of
from qingzhuang.intake.tests.messy import DAY, name, number, old, workbook
from qingzhuang.intake.values import address_key, clean_address, clean_id_number, clean_name
from qingzhuang.intake.values.text import INNER, UNSEEN, is_plain
from qingzhuang.vocabulary import load
from qingzhuang.vocabulary.fold import BLANKS

FIELDS = [
    load().field(f"person.{name}")
    for name in (
        "name id_number birth_date phone residence_address sex marital_status welfare.subsistence_allowance welfare.type wage.monthly "
        "child_count occupation"
    ).split()
]
PAST = st.dates(date(1900, 1, 1), date(2026, 1, 1))
NUMBERS = st.builds(lambda day, serial: number(f"{day:%Y%m%d}", serial), PAST, st.integers(1, 999))
PIECES = st.sampled_from(
    "张三 李四 · ． 1 0 x X １ 〇 年 月 日 - / . ， 、 号 栋 单元 室 元 约 万 是 否 √ 男 女 无 （ ） * # E+17 990101 13800000001 2012 19800101 12 弄 十二".split()
)
TEXTS = st.one_of(st.lists(PIECES, max_size=6).map("".join), st.lists(PIECES, max_size=4).map(" ".join), st.text(max_size=12))
RAWS = st.one_of(TEXTS, st.integers(-5, 10**19), st.floats(allow_nan=False, allow_infinity=False), PAST, st.none())


@given(st.sampled_from(FIELDS), RAWS)
def test_a_cleaner_answers_anything_and_says_why_it_takes_nothing(field, raw):
    found = cleaner_for(field, day=DAY)(raw)
    assert all(problem.words("en") and problem.words() for problem in found.problems)
    taken = {problem.severity for problem in found.problems} <= {Severity.MENDED, Severity.NOTE}
    if found.value is not None:
        assert taken, found
    elif raw is not None and str(raw).strip():
        assert found.problems or not str(raw).isprintable() or not str(raw).strip("' \u200b,，。;；、"), (raw, found)


@given(st.sampled_from(FIELDS), RAWS)
def test_cleaning_a_clean_value_changes_nothing(field, raw):
    cleaner = cleaner_for(field, day=DAY)
    once = cleaner(raw).value
    if isinstance(once, (str, float, date)):
        assert cleaner(once).value == once
    elif isinstance(once, bool):
        assert cleaner("是" if once else "否").value is once


@given(NUMBERS)
def test_a_sound_number_never_gets_a_problem(sound):
    found = clean_id_number(sound, DAY)
    assert (found.value, found.problems) == (sound, ())


@given(NUMBERS, st.integers(0, 17), st.integers(1, 9))
def test_any_one_digit_changed_is_caught(sound, place, by):
    digit = 10 if sound[place] == "X" else int(sound[place])
    changed = sound[:place] + str((digit + by) % 10) + sound[place + 1 :]
    if changed != sound:
        assert clean_id_number(changed, DAY).value is None


@given(PAST, st.integers(1, 998))
def test_fifteen_digits_become_the_eighteen_of_the_same_person(day, serial):
    born = day.replace(year=1900 + day.year % 100, day=min(day.day, 28))
    assert clean_id_number(old(f"{born:%Y%m%d}", serial)).value == number(f"{born:%Y%m%d}", serial)


@given(NUMBERS)
def test_a_number_that_a_spreadsheet_took_for_a_quantity_is_never_guessed(sound):
    if sound.isdigit():
        for raw in (float(sound), f"{float(sound):.5E}", f"{float(sound):.0f}"[:15] + "000"):
            found = clean_id_number(raw, DAY)
            assert found.value is None or found.value == raw


@given(st.lists(st.sampled_from("张王李赵晓芳国安宁"), min_size=2, max_size=4).map("".join), st.integers(1, 3))
def test_blanks_inside_a_name_make_no_difference(whole, at):
    at = min(at, len(whole) - 1)
    if at == 1 or len(whole) - at == 1:
        assert clean_name(whole[:at] + " " + whole[at:]).value == whole


@given(TEXTS)
def test_an_address_has_the_key_of_its_clean_form(text):
    clean = clean_address(text).value
    if clean is not None:
        assert address_key(clean) == address_key(text.strip(" ,，。;；、'")) or address_key(clean) == address_key(
            address_of(text)
        )


def address_of(text):
    return clean_address(text).value or ""


PEOPLE = st.builds(
    lambda at, day, serial, numbered, phone: Person(
        name(at), number(f"{day:%Y%m%d}", serial) if numbered else "", day, "", f"1380000000{phone}" if phone else ""
    ),
    st.integers(0, 3),
    st.sampled_from([date(1980, 1, 1), date(1980, 1, 2)]),
    st.integers(1, 3),
    st.booleans(),
    st.integers(0, 2),
)


@given(st.lists(PEOPLE, max_size=6), st.lists(PEOPLE, max_size=6), st.randoms(use_true_random=False))
def test_matching_does_not_depend_on_the_order_of_either_side(rows, people, random):
    known = [Known(f"p{at}", p.name, p.id_number, p.birth, p.sex, p.phone) for at, p in enumerate(people)]
    found = dict(zip(rows, KnownIndex(known).match_all(rows), strict=True))
    shuffled_rows, shuffled = list(rows), list(known)
    random.shuffle(shuffled_rows)
    random.shuffle(shuffled)
    assert dict(zip(shuffled_rows, KnownIndex(shuffled).match_all(shuffled_rows), strict=True)) == found
    assert all(0 <= match.score <= 1 for match in found.values())


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(1, 900)), min_size=1, max_size=25, unique_by=lambda pair: pair[1]))
def test_every_person_of_a_workbook_comes_out_once(people):
    rows = [["花名册"], ["姓名", "性别", "身份证号"]]
    rows += [[name(at), "女" if serial % 2 == 0 else "男", number("19800101", serial)] for at, serial in people]
    rows += [["合计", len(people), None]]
    table = read(workbook({"表": rows})).tables[0]
    found = list(records_of(table, TableCleaner(table, profile(table), DAY).batches()))
    assert [one.value("id_number") for one in found] == [number("19800101", serial) for _, serial in people]


def test_a_day_in_any_style_is_the_same_day():
    cleaner = cleaner_for(load().field("person.birth_date"), day=DAY)
    for step in range(0, 40_000, 97):
        day = date(1910, 1, 1) + timedelta(days=step)
        if day > DAY:
            break
        for text in (
            f"{day:%Y%m%d}",
            f"{day.year}-{day.month}-{day.day}",
            f"{day.year}年{day.month}月{day.day}日",
            f"{day:%Y/%m/%d}",
        ):
            assert cleaner(text).value == day, text


@given(st.text())
def test_plain_texts_need_no_cleaning(text):
    if is_plain(text):
        assert BLANKS.sub("", text) == UNSEEN.sub("", text) == INNER.sub("", text) == text == text.strip()
