"""The same paper for a list: each line once, what stands in the way in words, one zip."""

from __future__ import annotations

import io
import zipfile

import pytest

from qingzhuang.site.certificates import actions, queries
from qingzhuang.site.certificates.models import Batch, Certificate
from qingzhuang.site.kit.errors import Refusal

RESIDENCE = actions.Wish("residence", "school", "晴川小学")


def test_each_line_becomes_its_paper_or_says_why_not(cast, woman, make, signing):
    make("person", name="陈立", residence_type="permanent", id_number="990101198001010014")  # without an address
    made = actions.begin_batch(cast.alice, lines=["苏晓梅", "", "陈立", "无此人"], wish=RESIDENCE)
    assert actions.work_through(made.pk) == 3
    lines = queries.batch_lines(made)
    assert [line.problem[:5] for line in lines] == ["", "facts", "! 这一行"]
    with zipfile.ZipFile(io.BytesIO(actions.batch_file(cast.alice, batch=made))) as packed:
        assert packed.namelist() == ["0001 临江社区证〔2026〕1号.pdf"] and packed.read(packed.namelist()[0]).startswith(b"%PDF")


def test_stopped_anywhere_it_goes_on_and_makes_nothing_twice(cast, woman, signing):
    made = actions.begin_batch(cast.alice, lines=["990101195003020044"], wish=RESIDENCE)
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
        actions.begin_batch(cast.alice, lines=lines, wish=wish)
    assert refused.value.code == f"certificates.{code}" and not Batch.objects.exists()


def test_the_list_lies_sealed(cast, woman):
    made = actions.begin_batch(cast.alice, lines=["苏晓梅"], wish=RESIDENCE)
    assert "苏晓梅".encode() not in bytes(made.lines)


def test_a_reader_may_not_begin_one(cast):
    with pytest.raises(Refusal):
        actions.begin_batch(cast.bob, lines=["x"], wish=RESIDENCE)
