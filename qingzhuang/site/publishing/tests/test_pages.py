"""Publishing: alice drops a file and gets the covered copy, bob looks, charlie finds nothing of it."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from qingzhuang.site.audit.models import Entry
from qingzhuang.site.desk import views as desk  # noqa: F401  the first page shows what is due
from qingzhuang.site.publishing import actions
from qingzhuang.site.publishing.models import Notice

LIST, ID = reverse("publishing:notices"), "990101198001010014"


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["姓名", "身份证号"])
    sheet.append(["张小明", ID])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def bring(client: Any, data: bytes | None = None, **said: Any) -> Any:
    file = SimpleUploadedFile("低保公示.xlsx", workbook() if data is None else data)
    return client.post(LIST, {"file": file, "place": "公告栏", **said})


def test_refuses_the_file_and_hands_out_a_covered_copy(cast, sign_in):
    client = sign_in(cast.alice)
    assert bring(client).status_code == 302
    notice = Notice.objects.get()
    text = client.get(reverse("publishing:notice", args=[notice.pk])).content.decode()
    assert (
        notice.refused and "这个文件不能公示" in text and ID not in text and "张小明" not in text and "990101********0014" in text
    )
    answer = client.post(reverse("publishing:copy", args=[notice.pk]))
    sheet: Any = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert [cell.value for cell in sheet[2]] == ["张**", "990101********0014"] and "filename" in answer["Content-Disposition"]


def test_keeps_names_where_a_rule_wants_them(cast, sign_in):
    client = sign_in(cast.alice)
    bring(client, keep=["name"])
    answer = client.post(reverse("publishing:copy", args=[Notice.objects.get().pk]))
    assert openpyxl.load_workbook(io.BytesIO(answer.content)).active["A2"].value == "张小明"


def test_keeps_nothing_readable_of_the_file(cast, sign_in):
    bring(sign_in(cast.alice))
    notice = Notice.objects.get()
    assert ID not in str(notice.findings) and "张小明" not in str(notice.findings)
    entry = Entry.objects.filter(deed="notice.checked").latest("number")
    assert entry.detail == {"count": 2, "refused": True} and entry.subject == f"notice:{notice.pk}"


def test_reminds_from_the_day_on_and_forgets_the_copy_when_it_is_down(cast, sign_in):
    client = sign_in(cast.alice)
    bring(client, take_down=timezone.localdate().isoformat())
    notice = Notice.objects.get()
    assert "现在就该撤下" in client.get(LIST).content.decode()
    assert "1 份公示到期该撤下" in client.get(reverse("desk:home")).content.decode()
    assert client.post(reverse("publishing:take_down", args=[notice.pk])).status_code == 302
    notice.refresh_from_db()
    assert notice.taken_down_at and not notice.copy and not notice.findings
    assert "该撤下" not in client.get(reverse("desk:home")).content.decode()
    assert client.post(reverse("publishing:copy", args=[notice.pk])).status_code == 409
    assert client.post(reverse("publishing:take_down", args=[notice.pk])).status_code == 409


def test_the_reader_looks_and_does_nothing(cast, sign_in):
    bring(sign_in(cast.alice))
    notice, client = Notice.objects.get(), sign_in(cast.bob)
    assert client.get(reverse("publishing:notice", args=[notice.pk])).status_code == 200
    assert client.post(reverse("publishing:copy", args=[notice.pk])).status_code == 403
    assert client.post(reverse("publishing:take_down", args=[notice.pk])).status_code == 403 and bring(client).status_code == 403


@pytest.mark.parametrize("who", ["charlie", "dan", "ada", "otto"])
def test_others_find_nothing(who, cast, sign_in):
    bring(sign_in(cast.alice))
    notice, client = Notice.objects.get(), sign_in(getattr(cast, who))
    assert client.get(reverse("publishing:notice", args=[notice.pk])).status_code == 404
    assert client.post(reverse("publishing:copy", args=[notice.pk])).status_code == 404


@pytest.mark.parametrize("days", [-1, 400])
def test_refuses_a_day_that_makes_no_sense(days, cast, sign_in):
    day = (timezone.localdate() + timedelta(days=days)).isoformat()
    assert bring(sign_in(cast.alice), take_down=day).status_code == 400 and not Notice.objects.exists()


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n", b"PK\x03\x04broken"])
def test_says_why_a_file_cannot_be_read(data, cast, sign_in):
    answer = bring(sign_in(cast.alice), data)
    assert answer.status_code == 400 and not Notice.objects.exists() and "文件" in answer.content.decode()


def test_a_clean_file_comes_back_as_it_is(cast, sign_in):
    data = "网格,说明\n第一网格,公告\n".encode()
    client = sign_in(cast.alice)
    client.post(LIST, {"file": SimpleUploadedFile("a.csv", data)})
    notice = Notice.objects.get()
    assert not notice.refused and notice.take_down == timezone.localdate() + timedelta(days=actions.DAYS)
    assert client.post(reverse("publishing:copy", args=[notice.pk])).content == data


def test_the_daily_run_names_the_notices_that_are_due(cast, sign_in, capsys):
    from qingzhuang.site.publishing.queries import due_everywhere

    bring(sign_in(cast.alice), take_down=timezone.localdate().isoformat())
    assert due_everywhere(timezone.localdate()) == {cast.community.name: 1}
    assert due_everywhere(timezone.localdate() - timedelta(days=1)) == {}
