"""A file held against what was signed: changed, renamed, saved again, older, from elsewhere, without its manifest."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from qingzhuang.seal.manifests import Signer
from qingzhuang.site.returns import actions, kept, proof, queries
from qingzhuang.site.returns.queries import Verdict
from qingzhuang.site.testing import forms

pytestmark = pytest.mark.django_db
NAME = "老年（临江社区）.xlsx"


def with_cells(data: bytes, cells: dict[str, Any], sheet: str = "") -> bytes:
    """The file saved again by another program, with some cells changed, and a sheet more."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for name, value in cells.items():
        book.active[name] = value
    if sheet:
        book.create_sheet(sheet).append(["另有"])
        book[sheet].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def version(cast, known, begin, sign) -> Any:
    return sign(cast.alice, begin())


@pytest.fixture
def verify(cast) -> Callable[..., Verdict]:
    def verdict(data: bytes, told: Any = None, name: str = NAME, who: Any = None) -> Verdict:
        beside = json.dumps(told).encode() if told is not None else b""
        return queries.verdict_for(who or cast.alice, data, beside, name)

    return verdict


def test_one_cell_changed_is_named_with_what_it_was_and_is(version, verify):
    data = with_cells(kept.load_file(version.stored), {"B4": 20})
    for told in (version.manifest, None):
        found = verify(data, told)
        assert found.code == "changed" and found.version == version
        assert [(one.cell, one.was, one.now) for one in found.differs] == [("B4", "2", "20")]
        assert found.differs[0].label == "80岁以上／人数" and found.nearest == (told is None)


def test_a_text_changed_is_named_too(version, verify):
    data = with_cells(kept.load_file(version.stored), {"A4": "85岁以上"})
    assert [(one.cell, one.was, one.now) for one in verify(data, version.manifest).differs] == [("A4", "80岁以上", "85岁以上")]


def test_a_hidden_sheet_put_in_is_told(version, verify):
    found = verify(with_cells(kept.load_file(version.stored), {}, "暗表"), version.manifest)
    assert found.code == "changed" and found.added_sheets == ("暗表",)


def test_the_file_itself_has_no_hidden_sheet(version):
    book = openpyxl.load_workbook(io.BytesIO(kept.load_file(version.stored)))
    assert [sheet.sheet_state for sheet in book] == ["visible"]


def test_saved_again_by_another_program_is_genuine(version, verify):
    data = with_cells(kept.load_file(version.stored), {})
    assert data != kept.load_file(version.stored)
    for told in (version.manifest, None):
        found = verify(data, told)
        assert (found.code, found.differs, found.version) == ("resaved", (), version)


def test_another_name_is_told_and_changes_nothing(version, verify):
    for told in (version.manifest, None):
        found = verify(kept.load_file(version.stored), told, "终稿(1).xlsx")
        assert (found.code, found.named) == ("genuine", NAME)
    assert verify(kept.load_file(version.stored), version.manifest).named == ""


def test_an_older_version_says_what_counts_now_and_where_it_differs(cast, version, verify, of, sign):
    from qingzhuang.site.returns.tests.test_signing import newborn

    actions.correct(cast.alice, owed=of(version.owed.round, cast.community), reason="漏了一位")
    newborn(cast)
    sign(cast.alice, version.owed.round)
    for told in (version.manifest, None):
        found = verify(kept.load_file(version.stored), told)
        assert (found.code, found.newest, found.version.number) == ("superseded", 2, 1)
        assert "B4" in [one.cell for one in found.differs]


def test_a_file_of_another_installation_is_told_apart_from_a_forged_one(version, verify):
    other = Signer.of_seed(b"1" * 32).signed(version.manifest)
    data = kept.load_file(version.stored)
    found = verify(data, other)
    assert (found.code, found.fits) == ("elsewhere", True)
    assert verify(with_cells(data, {"B4": 20}), other).fits is False
    assert verify(data, version.manifest | {"as_of": "2020-01-01"}).code == "forged"
    forged = version.manifest | {"numbers": []}
    assert verify(data, forged).code == "forged"


@pytest.mark.parametrize("beside", [b"\x00", b"{}", b"[" * 9999, b'{"file": 3}'])
def test_what_is_no_manifest_is_said_so(cast, version, beside):
    assert queries.verdict_for(cast.alice, b"x", beside, NAME).code == "unreadable"


@pytest.mark.parametrize("data", [b"", b"\x00\x01", b"PK\x03\x04rest", forms.roster()], ids=["empty", "noise", "torn", "other"])
def test_what_was_never_signed_is_unknown(version, verify, data):
    assert verify(data).code == "unknown"
    assert verify(data, version.manifest).code == "changed"


def test_neighbours_learn_nothing_of_a_file_that_is_not_theirs(cast, version, verify):
    changed = with_cells(kept.load_file(version.stored), {"B4": 20})
    found = verify(changed, version.manifest, who=cast.charlie)
    assert [(one.cell, one.was, one.now) for one in found.differs] == [("B4", "2", "20")]  # the manifest tells him
    assert verify(with_cells(changed, {"A4": "x"}), who=cast.charlie).differs == ()


def test_the_page_says_what_to_do(cast, version, sign_in):
    data = with_cells(kept.load_file(version.stored), {"B4": 20})
    said = {
        "file": SimpleUploadedFile("改过.xlsx", data),
        "manifest": SimpleUploadedFile("a.manifest.json", json.dumps(version.manifest).encode()),
    }
    text = sign_in(cast.alice).post(reverse("returns:verify"), said).content.decode()
    assert "80岁以上／人数" in text and "20" in text and "不要使用" in text and NAME in text
    assert proof.signer().public in text
