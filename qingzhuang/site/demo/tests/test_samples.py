"""The samples: real blank forms of several kinds, each understood and filled, none with anybody's data in it."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from qingzhuang.formfill import read, understand
from qingzhuang.site.demo.samples import FOLDER, samples
from qingzhuang.site.reports import queries
from qingzhuang.site.reports.models import Review


def test_every_file_is_in_the_list_and_every_entry_has_its_file():
    assert {sample.file for sample in samples()} == {path.name for path in FOLDER.iterdir()} - {"manifest.yaml"}


def test_there_are_twelve_of_several_kinds_and_formats():
    assert len(samples()) == 12
    assert {sample.kind for sample in samples()} == {"roster", "crosstab", "card"}
    assert {sample.suffix for sample in samples()} == {"xlsx", "xls", "docx"}


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.file)
def test_holds_nobodys_number(sample):
    book = read(sample.data(), sample.file)
    texts = " ".join(cell.text for grid in book.grids for cell in grid.texts())
    assert not re.search(r"(?<!\d)(1[3-9]\d{9}|\d{17}[\dXx]|\d{16,19})(?!\d)", texts)


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.file)
def test_is_of_the_kind_that_the_list_says(sample):
    assert understand(read(sample.data(), sample.file)).kind.value == sample.kind


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.file)
def test_is_filled_with_one_click(cast, facts, sign_in, sample):
    client = sign_in(cast.alice)
    response = client.post(reverse("demo:use"), {"sample": sample.file}, follow=True)
    assert response.status_code == 200
    review = Review.objects.get()
    assert review.file_name == sample.saved_as
    assert queries.work_for(cast.alice, review).summary.total > 3


def test_a_sample_that_is_not_there_is_not_found(cast, sign_in):
    assert sign_in(cast.alice).post(reverse("demo:use"), {"sample": "../settings.py"}).status_code == 404


def test_a_reader_does_not_bring_one(cast, facts, sign_in):
    assert sign_in(cast.bob).post(reverse("demo:use"), {"sample": samples()[0].file}).status_code == 403
