"""The pages: a token is shown once and ended; a file is taken away and brought, and what became of it is told."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from qingzhuang.site.audit.models import Entry
from qingzhuang.site.exchange.models import Token
from qingzhuang.site.exchange.tests.conftest import id_number

pytestmark = pytest.mark.django_db
TOKEN = {"name": "县平台", "sender": "county", "purpose": "数据回流", "scopes": ["read_facts"]}


def test_shows_a_new_token_once(cast, sign_in):
    page = sign_in(cast.hana)
    made = page.post("/exchange/", TOKEN | {"ends": timezone.localdate().isoformat()}).content.decode()
    held = Token.objects.get()
    assert "qz1_" in made and held.digest not in made
    assert "qz1_" not in page.get("/exchange/").content.decode()
    assert Entry.objects.latest("number").deed == "token.made"


@pytest.mark.parametrize(
    ("changed", "code"), [({"scopes": ["write_facts"]}, ""), ({"ends": "2020-01-01"}, "bad_days"), ({"sender": "a b"}, "")]
)
def test_makes_no_token_beyond_the_post_or_its_days(cast, sign_in, changed, code):
    response = sign_in(cast.tina).post("/exchange/", TOKEN | {"ends": timezone.localdate().isoformat()} | changed)
    assert response.status_code == (400 if code else 200) and not Token.objects.exists()


def test_ends_a_token(cast, sign_in, token, call):
    secret = token(cast.hana)
    sign_in(cast.tina).post(f"/exchange/tokens/{Token.objects.get().pk}/end/")  # the town looks after its communities
    assert call("GET", "/areas", secret).status_code == 401
    assert sign_in(cast.dan).post(f"/exchange/tokens/{Token.objects.get().pk}/end/").status_code == 404


def test_gives_a_file_with_covered_numbers_and_takes_one(cast, someone, sign_in):
    response = sign_in(cast.alice).post(
        "/exchange/files/give/", {"area": cast.community.code, "kind": "covered", "purpose": "核对"}
    )
    assert response.status_code == 200 and "GBT31000" in response["Content-Disposition"]
    data = f"公民身份号码,姓名,性别,民族\n{id_number(5)},孙小,2,01\n,无号,2,77\n".encode()
    upload = {"into": cast.community.code, "file": SimpleUploadedFile("户籍人口.csv", data)}
    page = sign_in(cast.alice).post("/exchange/files/take/", upload).content.decode()
    assert "要问: 1" in page and "拒绝: 0" in page and "相同: 0" in page
    assert "77" in page and "孙小" not in page  # which cell could not be read, not who was


def test_gives_everything_line_by_line(cast, someone, sign_in):
    sent = {"area": cast.community.code, "kind": "everything", "purpose": "迁移"}
    response = sign_in(cast.hana).post("/exchange/files/give/", sent)
    lines = b"".join(response.streaming_content).splitlines()
    assert b'"kind":"mark"' in lines[0] and len(lines) > 4
    assert sign_in(cast.alice).post("/exchange/files/give/", sent).status_code == 403
