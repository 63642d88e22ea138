"""Pages of returns: what is owed, one return, a round, a version, a cell, a file verified; and what programs get."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from qingzhuang.site.returns import actions, kept
from qingzhuang.site.returns.models import Use
from qingzhuang.site.returns.tests.conftest import bands

pytestmark = pytest.mark.django_db


@pytest.fixture
def whole(cast, known, begin, of, sign):
    found = begin()
    sign(cast.alice, found)
    sign(cast.charlie, found)
    return sign(cast.tina, found)


def test_one_click_signs_what_is_ready(cast, known, begin, of, sign_in):
    found = begin()
    client = sign_in(cast.alice)
    page = client.get(reverse("returns:owed")).content.decode()
    owed = of(found, cast.community)
    assert found.title in page and owed.stamp in page
    client.post(reverse("returns:sign", args=[owed.pk]), {"stamp": owed.stamp, "from": "owed"})
    assert of(found, cast.community).state == "signed"


def test_the_page_of_a_return_shows_what_waits_and_nothing_else(cast, known, begin, of, sign_in):
    from qingzhuang.site.testing import forms

    found = begin(forms.roster())
    page = sign_in(cast.alice).get(reverse("returns:show", args=[of(found, cast.community).pk])).content.decode()
    assert "要问的" in page and "联系电话" in page and "钱秀英" not in page


def test_a_community_sees_its_own_line_of_a_round_only(cast, known, begin, sign_in):
    found = begin()
    page = sign_in(cast.alice).get(reverse("returns:round", args=[found.pk])).content.decode()
    assert "临江社区" in page and "北苑社区" not in page
    page = sign_in(cast.tina).get(reverse("returns:round", args=[found.pk])).content.decode()
    assert "临江社区" in page and "北苑社区" in page


def test_every_number_of_a_version_leads_to_its_explanation(cast, whole, sign_in):
    client = sign_in(cast.tina)
    page = client.get(reverse("returns:version", args=[whole.owed_id, 1])).content.decode()
    for cell in ("B3", "C4", "D5"):
        address = reverse("returns:cell", args=[whole.owed_id, 1, cell])
        assert address in page
        assert client.get(address).status_code == 200


def test_downloads_the_workbook_with_its_manifest(cast, whole, sign_in):
    client = sign_in(cast.dan)
    file = client.get(reverse("returns:file", args=[whole.owed_id, 1]))
    assert file.content == kept.load_file(whole.stored) and file.content.startswith(b"PK")
    told = json.loads(client.get(reverse("returns:manifest", args=[whole.owed_id, 1])).content)
    assert told["seal"] == whole.seal
    said = {
        "file": SimpleUploadedFile("a.xlsx", file.content),
        "manifest": SimpleUploadedFile("a.json", json.dumps(told).encode()),
    }
    assert "属实" in client.post(reverse("returns:verify"), said).content.decode()


def test_newer_versions_are_told_on_the_first_page(cast, whole, of, sign, sign_in):
    actions.take_version(cast.dan, version=whole)
    actions.correct(cast.tina, owed=of(whole.owed.round, cast.town), reason="更正")
    sign(cast.tina, whole.owed.round)
    client = sign_in(cast.dan)
    assert "您用的是第 1 版" in client.get(reverse("returns:rounds")).content.decode()
    client.post(reverse("returns:newer"))
    assert "您用的是第 1 版" not in client.get(reverse("returns:rounds")).content.decode()


def test_a_sent_request_is_begun_from_the_page(cast, known, sign_in):
    from qingzhuang.site.requests import actions as requests
    from qingzhuang.site.requests.logic import Verdict
    from qingzhuang.site.returns.tests.conftest import bands

    request = requests.register_request(cast.dan, told=requests.Told(asker="民政科"), name="a.xlsx", data=bands())
    requests.decide_request(cast.tina, request=request, verdict=Verdict.SEND)
    client = sign_in(cast.tina)
    address = reverse("returns:begin", args=[request.pk])
    assert address in client.get(reverse("returns:rounds")).content.decode()
    answer = client.post(address)
    assert answer.headers["Location"] == reverse("returns:round", args=[request.rounds.get().pk])
    assert address not in client.get(reverse("returns:rounds")).content.decode()


def test_a_changed_form_is_told_and_begun_anew_from_the_page(cast, known, begin, sign_in):
    from qingzhuang.site.kit import files
    from qingzhuang.site.returns.tests.conftest import bands

    old = begin()
    request = old.request
    request.sha256 = files.keep(bands("注：请如实填写"), "requests")
    request.save()
    client = sign_in(cast.tina)
    page = client.get(reverse("returns:round", args=[old.pk])).content.decode()
    assert "请求的表格换了" in page and reverse("returns:begin", args=[request.pk]) in page
    client.post(reverse("returns:begin", args=[request.pk]))
    assert [one.state for one in request.rounds.order_by("created_at")] == ["locked", "open"]
    assert (
        "请求的表格换了"
        not in client.get(reverse("returns:round", args=[request.rounds.latest("created_at").pk])).content.decode()
    )


def test_programs_take_figures_table_and_workbook(cast, whole, client):
    from qingzhuang.site.exchange.actions import make_token

    secret = make_token(
        cast.dan, name="民政平台", sender="mz", purpose="汇总", scopes=("returns",), ends=timezone.localdate()
    ).secret  # fmt: skip
    headers = {"Authorization": f"Bearer {secret}"}
    (told,) = client.get("/api/v1/rounds", headers=headers).json()["rounds"]
    assert (told["places"], told["signed"], told["version"], told["seal"]) == (2, 2, 1, whole.seal)
    figures = client.get(f"/api/v1/rounds/{told['id']}", headers=headers).json()["figures"]
    b4 = next(one for one in figures if one["cell"] == "B4")
    assert b4["value"] == 3 and b4["parts"] == {cast.community.code: 2, cast.neighbour.code: 1} and "80" in b4["question"]
    table = client.get(f"/api/v1/rounds/{told['id']}/table.csv", headers=headers)
    assert "B4" in table.content.decode() and table.headers["Content-Type"].startswith("text/csv")
    file = client.get(f"/api/v1/rounds/{told['id']}/file", headers=headers)
    assert file.content == kept.load_file(whole.stored) and file.headers["X-Seal"] == whole.seal
    assert Use.objects.get(post=cast.dan).how == "program"


def test_a_request_leads_to_its_round(cast, known, begin, sign_in):
    found = begin()
    client = sign_in(cast.tina)
    address = reverse("returns:of_request", args=[found.request_id])
    assert address in client.get(reverse("requests:request", args=[found.request_id])).content.decode()
    assert client.get(address).headers["Location"] == reverse("returns:round", args=[found.pk])


def test_a_long_list_of_what_is_owed_is_shown_in_part_and_whole_when_asked(cast, known, begin, sign_in, monkeypatch):
    from qingzhuang.site.returns.views import returns

    monkeypatch.setattr(returns, "MOST", 1)
    for note in ("", "注：甲"):
        begin(bands(note))
    client = sign_in(cast.alice)
    short, whole = (client.get(address).content.decode() for address in ("/returns/", "/returns/?all"))
    assert short.count('name="stamp"') == 1 and 'href="?all"' in short
    assert whole.count('name="stamp"') == 2 and 'href="?all"' not in whole
