"""Everything works with plain forms: upload, review as a list, download."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from qingzhuang.site.reports.models import Decision, Review
from qingzhuang.site.testing import forms


def test_from_the_upload_to_the_filled_file(cast, facts, sign_in):
    client = sign_in(cast.alice)
    client.post("/forms/bring/", {"file": SimpleUploadedFile("名册.xlsx", forms.roster())})
    review = Review.objects.get()
    page = client.get(reverse("reports:list", args=[review.pk])).content.decode()
    assert 'name="say-4" value="typed"' in page
    client.post(reverse("reports:list", args=[review.pk]), {"say-4": "typed", "typed-4": "三好老人"})
    assert Decision.objects.get().typed == "三好老人"
    assert client.post(reverse("reports:fill", args=[review.pk])).content[:2] == b"PK"


def test_answers_that_say_nothing_are_named_and_the_others_kept(cast, brought, sign_in):
    review = brought()
    sent = {"say-4": "typed", "typed-4": "", "say-3": "not_ours", "say-x": "right", "say-2": "sing"}
    page = sign_in(cast.alice).post(reverse("reports:list", args=[review.pk]), sent).content.decode()
    assert "还没有填内容" in page and [decision.verb for decision in Decision.objects.all()] == ["not_ours"]


def test_a_blank_opens_as_a_page(cast, brought, sign_in):
    review = brought()
    response = sign_in(cast.alice).get(reverse("reports:blank", args=[review.pk, 3]))
    assert response.headers["Location"] == f"/forms/{review.pk}/?blank=3"
    assert "联系电话" in sign_in(cast.alice).get(response.headers["Location"]).content.decode()


def test_htmx_gets_the_part_only(cast, brought, sign_in):
    part = sign_in(cast.alice).get(reverse("reports:blank", args=[brought().pk, 3]), headers={"HX-Request": "true"})
    assert part.content.decode().lstrip().startswith("<aside")


def test_a_decision_answers_htmx_with_panel_head_and_sheet(cast, brought, sign_in):
    review = brought()
    sent = {"blank": "3", "verb": "not_ours"}
    part = (
        sign_in(cast.alice)
        .post(reverse("reports:decide", args=[review.pk]), sent, headers={"HX-Request": "true"})
        .content.decode()
    )
    assert all(f'id="{name}"' in part for name in ("panel", "head", "sheet", "tools")) and "<html" not in part


def test_meanings_are_searched_in_the_vocabulary(cast, brought, sign_in):
    address = reverse("reports:meanings", args=[brought().pk, 4])
    for words in ("minzu", "民族", "ethnic"):
        assert 'value="person.ethnicity"' in sign_in(cast.alice).get(address, {"words": words}).content.decode()


def test_statistics_are_offered_counts(cast, brought, sign_in):
    address = reverse("reports:meanings", args=[brought("statistics").pk, 2])
    assert 'value="count(person where sex=female)"' in sign_in(cast.alice).get(address, {"words": "女性"}).content.decode()


def test_groups_are_searched_for_a_list(cast, brought, sign_in):
    address = reverse("reports:populations", args=[brought().pk, 0])
    assert 'value="person where' in sign_in(cast.alice).get(address, {"words": "低保"}).content.decode()
