"""The same paper for a list: each line once, what stands in the way in words, one zip."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone

from qingzhuang.site.certificates import actions, queries, told
from qingzhuang.site.certificates.models import Batch, Certificate
from qingzhuang.site.kit import sheets
from qingzhuang.site.kit.errors import Refusal

RESIDENCE = actions.Wish("residence", "school", "晴川小学")


def of(*lines):
    return actions.of_lines(lines)


def test_each_line_becomes_its_paper_or_says_why_not(cast, woman, make, signing):
    make("person", name="陈立", residence_type="permanent", id_number="990101198001010014")  # without an address
    made = actions.begin_batch(cast.alice, wanted=of("苏晓梅", "", "陈立", "无此人"), wish=RESIDENCE)
    assert actions.work_through(made.pk) == 3
    lines = queries.batch_lines(made)
    assert [(line.row, line.problem[:5]) for line in lines] == [(1, ""), (3, "facts"), (4, "! 这一行")]
    with zipfile.ZipFile(io.BytesIO(actions.batch_file(cast.alice, batch=made))) as packed:
        assert packed.namelist() == ["0001 临江社区证〔2026〕1号.pdf"] and packed.read(packed.namelist()[0]).startswith(b"%PDF")


def test_stopped_anywhere_it_goes_on_and_makes_nothing_twice(cast, woman, signing):
    made = actions.begin_batch(cast.alice, wanted=of("990101195003020044"), wish=RESIDENCE)
    actions.work_through(made.pk)
    made.done.all().delete()  # killed after the paper was made and before the line was noted
    actions.work_through(made.pk)
    assert Certificate.objects.count() == 1 and queries.batch_lines(made)[0].problem == ""


@pytest.mark.parametrize(
    ("lines", "wish", "code"),
    [([], RESIDENCE, "no_lines"), (["x"], actions.Wish("volunteer", "bank"), "one_by_one"), (["x"], actions.Wish("marriage", "bank"), "one_by_one"),
     ([str(number) for number in range(2001)], RESIDENCE, "too_many")],
)  # fmt: skip
def test_refuses_what_cannot_be_made_at_once(cast, lines, wish, code):
    with pytest.raises(Refusal) as refused:
        actions.begin_batch(cast.alice, wanted=of(*lines), wish=wish)
    assert refused.value.code == f"certificates.{code}" and not Batch.objects.exists()


def test_the_list_lies_sealed(cast, woman):
    made = actions.begin_batch(cast.alice, wanted=of("苏晓梅"), wish=RESIDENCE)
    assert "苏晓梅".encode() not in bytes(made.lines)


def test_a_reader_may_not_begin_one(cast):
    with pytest.raises(Refusal):
        actions.begin_batch(cast.bob, wanted=of("x"), wish=RESIDENCE)


# ---------------------------------------------------------------- a filled list
VOLUNTEER = actions.Wish("volunteer", "school", verified=True)
HEAD = ["身份证号码", "姓名", "服务开始日期", "服务结束日期", "服务时长", "服务内容"]


def filled(*rows) -> bytes:
    return sheets.as_xlsx([["志愿服务名单"], HEAD, *rows])


def listed(actor, data, name="名单.xlsx"):
    return actions.read_list(actor, what="volunteer", name=name, data=data)


def test_a_filled_list_brings_what_has_to_be_typed_each_row_its_paper(cast, woman, make, signing):
    make("person", name="陈立", sex="male", id_number="990101198001010014", residence_type="permanent")
    data = filled(
        ["990101195003020044", "苏晓梅", "2026.1.5", "2026年5月5日", "36小时", "助老"],
        ["990101198001010014", "陈力", "2026-01-05", "2026-05-05", 8, "助学"],
        ["", "陈立", "改天", "2026-05-05", 8, "助学"],
    )
    made = actions.begin_batch(cast.alice, wanted=listed(cast.alice, data), wish=VOLUNTEER)
    actions.work_through(made.pk)
    lines = queries.batch_lines(made)
    assert [line.row for line in lines] == [3, 4, 5]
    assert lines[0].problem == "" and "两个人" in lines[1].problem and "服务开始日期" in lines[2].problem
    text = told.told(lines[0].application.told).paragraphs[0]
    assert "2026年1月5日至2026年5月5日" in text and "助老，累计36小时" in text and lines[0].application.verified_by == cast.alice


def test_the_page_takes_a_filled_list_and_gives_an_empty_one(cast, woman, signing, sign_in):
    client = sign_in(cast.alice)
    assert client.get("/certificates/many/list-volunteer.xlsx").content.startswith(b"PK")
    assert client.get("/certificates/many/list-nothing.xlsx").status_code == 404
    sent = {
        "what": "volunteer",
        "body": "school",
        "verified": "on",
        "file": io.BytesIO(filled(["", "苏晓梅", "2026-01-05", "2026-05-05", 8, "助学"])),
    }
    sent["file"].name = "名单.xlsx"
    assert client.post("/certificates/many/", sent).status_code == 302 and Batch.objects.get().size == 1


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"nothing", "a.xlsx"),
        ("姓名,服务开始日期\n苏晓梅,2026-01-05\n".encode(), "a.csv"),
        ("品名,单价\n米,3\n面,4\n".encode(), "a.csv"),
    ],
)
def test_refuses_a_file_that_is_no_such_list(cast, data, name):
    with pytest.raises(Refusal) as refused:
        listed(cast.alice, data, name)
    assert refused.value.code == "certificates.bad_list"


def test_refuses_typed_values_that_nobody_verified(cast):
    wanted = [actions.Wanted(1, "苏晓梅", said={"hours": "8"})]
    with pytest.raises(Refusal) as refused:
        actions.begin_batch(cast.alice, wanted=wanted, wish=actions.Wish("volunteer", "school"))
    assert refused.value.code == "certificates.not_verified" and not Batch.objects.exists()


def test_names_and_numbers_of_a_list_are_forgotten_when_it_was_worked_through(cast, woman, signing):
    now = timezone.now()
    made, waits = (actions.begin_batch(cast.alice, wanted=of(line), wish=RESIDENCE) for line in ("苏晓梅", "陈立"))
    actions.work_through(made.pk)
    assert actions.forget_lists(before=now) == 0 and actions.forget_lists(before=now + timedelta(days=8)) == 1
    made.refresh_from_db()
    waits.refresh_from_db()
    assert bytes(made.lines) == b"" and waits.lines and actions.work_through(made.pk) == 0
