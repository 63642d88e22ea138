"""The pages of imports: alice brings, settles and takes over; bob looks; charlie finds nothing."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from qingzhuang.site.imports.models import ImportRun
from qingzhuang.site.imports.tests.conftest import people


def upload(*files: bytes) -> dict[str, object]:
    return {"file": [SimpleUploadedFile(f"名册{at}.csv", data) for at, data in enumerate(files)]}


def test_a_dropped_list_is_read_and_shown(cast, sign_in):
    page = sign_in(cast.alice).post(reverse("imports:bring"), upload(people(4)), follow=True)
    run = ImportRun.objects.get()
    assert page.redirect_chain[-1][0] == reverse("imports:run", args=[run.pk])
    text = page.content.decode()
    assert "4" in text and "新增" in text and "身份证号" in text


def test_several_at_once_lead_to_the_list_of_lists(cast, sign_in):
    page = sign_in(cast.alice).post(reverse("imports:bring"), upload(people(2), people(4)), follow=True)
    assert page.redirect_chain[-1][0] == reverse("imports:history")
    assert ImportRun.objects.filter(state="previewed").count() == 2
