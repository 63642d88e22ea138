"""The filled file: theirs, with the right name, complete; one for each person a card is about."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from django.http import Http404
from django.urls import reverse

from qingzhuang.site.audit.models import Entry
from qingzhuang.site.kit import files
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.reports import actions
from qingzhuang.site.reports.models import Filled
from qingzhuang.site.testing import forms


def cells(data: bytes) -> dict[str, object]:
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    return {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}


def fill(client, review):
    return client.post(reverse("reports:fill", args=[review.pk]))


def test_is_the_same_file_with_the_people_in_it(cast, brought, sign_in):
    found = cells(fill(sign_in(cast.alice), brought()).content)
    assert found["A1"] == "80岁以上老年人花名册"
    assert [found[f"B{row}"] for row in range(3, 7)] == ["老赵", "老李", "老郑", "老陈"]


def test_holds_numbers_whole_and_as_text(cast, brought, sign_in):
    assert cells(fill(sign_in(cast.alice), brought()).content)["C3"] == "990101194503120020"


def test_has_the_name_that_came_with_a_mark(cast, brought, sign_in):
    header = fill(sign_in(cast.alice), brought()).headers["Content-Disposition"]
    assert header.endswith("filename*=UTF-8''roster%EF%BC%88%E5%B7%B2%E5%A1%AB%EF%BC%89.xlsx")


def test_leaves_the_file_that_came_as_it_was(cast, brought, sign_in):
    review = brought()
    fill(sign_in(cast.alice), review)
    assert files.load(review.sha256) == forms.roster()


def test_statistics_count_the_area_only(cast, brought, sign_in):
    found = cells(fill(sign_in(cast.alice), brought("statistics")).content)
    assert (found["A3"], found["B3"], found["C3"], found["D3"]) == ("临江社区", 19, 10, 9)


def test_a_card_asks_for_whom(cast, brought):
    with pytest.raises(Refusal, match="还没说填谁的"):
        actions.fill(cast.alice, review=brought("card"))


def test_a_card_is_about_the_one_who_was_chosen(cast, brought, sign_in):
    review = actions.choose_subjects(cast.alice, review=brought("card"), keys=["p000"])
    found = cells(fill(sign_in(cast.alice), review).content)
    assert (found["B2"], found["D2"], found["B4"]) == ("赵建国", "男", "临江社区1栋101")


def test_several_cards_come_in_a_zip_one_each(cast, brought, sign_in):
    review = actions.choose_subjects(cast.alice, review=brought("card"), keys=["p000", "p001"])
    box = zipfile.ZipFile(io.BytesIO(fill(sign_in(cast.alice), review).content))
    assert box.namelist() == ["card（赵建国）.xlsx", "card（赵秀英）.xlsx"]
    assert cells(box.read("card（赵秀英）.xlsx"))["B2"] == "赵秀英"


def test_nobody_of_another_area_can_be_chosen(cast, brought):
    assert actions.choose_subjects(cast.alice, review=brought("card"), keys=["p100", "nobody"]).subjects == []


def test_too_many_at_once_are_refused(cast, brought, settings):
    settings.CARDS_AT_ONCE = 2
    with pytest.raises(Refusal, match="超过 2 人"):
        actions.choose_subjects(cast.alice, review=brought("card"), keys=["a", "b", "c"])


def test_is_kept_and_can_be_had_again(cast, brought, sign_in):
    client, review = sign_in(cast.alice), brought()
    first = fill(client, review)
    again = client.get(reverse("reports:download", args=[review.pk, Filled.objects.get().pk]))
    assert again.content == first.content
    assert Entry.objects.filter(deed="filled.downloaded", subject=review.log_subject).count() == 2


def test_a_file_that_could_not_be_read_is_not_filled(cast, facts):
    review = actions.bring_form(cast.alice, name="a.png", data=forms.NOT_A_FORM)
    with pytest.raises(Refusal):
        actions.fill(cast.alice, review=review)


def test_a_reader_downloads_what_was_filled_but_fills_nothing(cast, brought, sign_in):
    review = brought()
    filled = actions.fill(cast.alice, review=review)
    client = sign_in(cast.bob)
    assert client.get(reverse("reports:download", args=[review.pk, filled.pk])).status_code == 200
    assert fill(client, review).status_code == 403


def test_the_neighbour_finds_nothing_to_fill_or_download(cast, brought):
    filled = actions.fill(cast.alice, review=brought())
    with pytest.raises(Http404):
        actions.fill(cast.charlie, review=filled.review)
    with pytest.raises(Http404):
        actions.hand_out(cast.charlie, filled=filled)
