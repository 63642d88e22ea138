"""Every number that the made-up lists hide is found, and no copy holds it in any part."""

from __future__ import annotations

import io
import zipfile

import pytest

from qingzhuang.formfill.guard import FULL, cover, inspect
from qingzhuang.formfill.guard.tests.probes import ID, PHONE, PROBES


@pytest.mark.parametrize("name", PROBES)
def test_finds_and_covers_what_is_hidden(name: str) -> None:
    file, data, hidden = PROBES[name]()
    copy = cover(data, file)
    full = [one.full for one in copy.found.findings if one.kind in FULL]
    assert [text for text in hidden if not any(text in there for there in full)] == []
    assert bool(full) == bool(hidden) and copy.found.refused == bool(hidden)
    assert copy.clean and not [text for text in hidden if _holds(copy.data, text)]
    assert not inspect(copy.data, file).refused


def _holds(data: bytes, text: str) -> bool:
    parts = [data]
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = [package.read(name) for name in package.namelist()]
    return any(text.encode(encoding) in part for part in parts for encoding in ("utf-8", "utf-16-le", "gb18030"))


def test_holds_thirty_lists_and_more() -> None:
    assert len(PROBES) >= 30


def pdf(*lines: str) -> bytes:
    import typst

    made = typst.compile("\n\n".join(lines).encode())
    assert isinstance(made, bytes)
    return made


def test_reads_the_pages_of_a_pdf_and_covers_none() -> None:
    found = inspect(pdf("ZHANG SAN", f"ID {ID}", f"tel {PHONE}"), "a.pdf")
    assert [(one.kind, one.place) for one in found.findings] == [("id_number", "第 2 段"), ("phone", "第 3 段")]
    assert found.refused and "原来的文件" in found.warnings[0]
    copy = cover(pdf(f"ID {ID}"), "a.pdf")
    assert not copy.clean and copy.left == copy.found
    assert cover(pdf("notice of 2025"), "a.pdf").clean


def test_refuses_a_damaged_pdf_in_words() -> None:
    from qingzhuang.formfill.errors import FormError

    with pytest.raises(FormError) as refused:
        inspect(b"%PDF-1.7 nothing", "a.pdf")
    assert refused.value.code == "damaged"


def test_the_telephone_of_an_office_stays_where_it_is_told_as_such() -> None:
    found = inspect("姓名,备注\n张三,监督电话0990-8123456\n李四,家里0990-8123457\n".encode(), "a.csv")
    assert [one.full for one in found.findings if one.kind in FULL] == ["家里0990-8123457"]
