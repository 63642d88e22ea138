"""Bringing a form: it is understood at once, or kept with the reason why not."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.urls import reverse

from qingzhuang.site.audit.models import Entry
from qingzhuang.site.kit import files
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.reports import actions
from qingzhuang.site.reports.models import Review
from qingzhuang.site.testing import forms

ADDRESS = "/forms/bring/"


def upload(client, data=None, name="群里发来的表.xlsx", **more):
    file = SimpleUploadedFile(name, forms.roster() if data is None else data)
    return client.post(ADDRESS, {"file": file, **more})


def test_shows_the_form_with_what_is_known(cast, facts, sign_in):
    client = sign_in(cast.alice)
    page = client.get(upload(client).headers["Location"]).content.decode()
    assert "80岁以上老年人花名册" in page and "老赵" in page and "所获荣誉称号" in page


def test_covers_numbers_on_the_page(cast, facts, sign_in):
    client = sign_in(cast.alice)
    page = client.get(upload(client).headers["Location"]).content.decode()
    assert "9901**********0020" in page and "990101194503120020" not in page


def test_shows_nobody_of_the_community_next_door(cast, facts, sign_in):
    client = sign_in(cast.alice)
    page = client.get(upload(client).headers["Location"]).content.decode()
    assert "北苑社区" not in page and page.count("老赵") == 1


def test_keeps_the_bytes_as_they_came(cast, facts, sign_in):
    upload(sign_in(cast.alice))
    review = Review.objects.get()
    assert files.load(review.sha256) == forms.roster() and review.file_name == "群里发来的表.xlsx"


def test_is_filled_for_the_area_and_day_that_were_chosen(cast, facts, sign_in):
    upload(sign_in(cast.tina), area=cast.neighbour.code, as_of="2026-06-30")
    review = Review.objects.get()
    assert (review.area, review.filled_for, str(review.as_of)) == (cast.town, cast.neighbour, "2026-06-30")


def test_says_what_is_wrong_with_a_file_that_is_no_form(cast, facts, sign_in):
    client = sign_in(cast.alice)
    page = client.get(upload(client, forms.NOT_A_FORM).headers["Location"]).content.decode()
    review = Review.objects.get()
    assert review.refusal["what"] in page and review.refusal["todo"] in page
    assert files.load(review.sha256) == forms.NOT_A_FORM
    assert Entry.objects.filter(deed="form.refused", subject=review.log_subject).count() == 1


def test_says_so_for_an_empty_file(cast, facts, sign_in):
    client = sign_in(cast.alice)
    page = client.get(upload(client, b"").headers["Location"]).content.decode()
    assert "这个文件是空的" in page


def test_says_so_for_a_file_that_is_too_large(cast, facts, sign_in, settings):
    settings.UPLOAD_LIMIT = 1024 * 1024
    response = upload(sign_in(cast.alice), b"x" * (1024 * 1024 + 1))
    assert response.status_code == 413 and "超过了 1 MB" in response.content.decode()
    assert not Review.objects.exists()


def test_says_so_when_no_file_arrived(cast, facts, sign_in):
    response = sign_in(cast.alice).post(ADDRESS, {})
    assert response.status_code == 400 and "没有收到文件" in response.content.decode()


def test_a_name_loses_what_is_dangerous(cast, facts):
    review = actions.bring_form(cast.alice, name="..\\..\\a\u202eslx.\x00表.xlsx", data=forms.roster())
    assert review.file_name == "aslx.表.xlsx"


def test_a_reader_brings_no_form(cast, facts):
    with pytest.raises(Refusal, match="岗位"):
        actions.bring_form(cast.bob, name="a.xlsx", data=forms.roster())


def test_a_neighbours_area_is_not_found(cast, facts):
    with pytest.raises(Http404):
        actions.bring_form(cast.charlie, name="a.xlsx", data=forms.roster(), area_code=cast.community.code)


def test_says_so_where_there_are_no_facts(cast, sign_in, settings, tmp_path):
    settings.FACTS_FOLDER = tmp_path
    review = actions.bring_form(cast.alice, name="a.xlsx", data=forms.roster())
    response = sign_in(cast.alice).get(reverse("reports:review", args=[review.pk]))
    assert response.status_code == 409 and "还没有临江社区的数据" in response.content.decode()


def test_a_fault_of_ours_keeps_the_file(cast, facts, monkeypatch):
    def stumble(_book):
        raise ZeroDivisionError

    monkeypatch.setattr(actions, "understand", stumble)
    review = actions.bring_form(cast.alice, name="a.xlsx", data=forms.roster())
    assert review.refusal["code"] == "reports.fault" and files.load(review.sha256) == forms.roster()
