"""Broken and hostile files end in a gentle refusal or in fewer rows, never in another error."""

from __future__ import annotations

import io
import random
import zipfile

import pytest

from qingzhuang.formfill.errors import FormError
from qingzhuang.intake import TableCleaner, profile, read
from qingzhuang.intake.records import records_of
from qingzhuang.intake.tests.messy import DAY, export, households, register

pytestmark = pytest.mark.thorough


def through(data):
    """Everything that an import would do."""
    try:
        for table in read(data, "x").tables:
            list(records_of(table, TableCleaner(table, profile(table), DAY).batches()))
    except FormError as error:
        assert error.todo


def with_part(data, name, change):
    """The workbook with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.namelist():
            new.writestr(entry, change(old.read(entry)) if entry == name else old.read(entry))
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize("seed", range(12))
def test_a_sheet_with_random_damage(seed):
    chance = random.Random(seed)

    def spoil(part):
        spoilt = bytearray(part)
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(spoilt))
            spoilt[at : at + chance.randint(0, 3)] = bytes(chance.choice(b'<>/"&0A= ') for _ in range(chance.randint(0, 3)))
        return bytes(spoilt)

    through(with_part(chance.choice((register(), households())), SHEET, spoil))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_file_that_is_not_whole(share):
    for data in (register(), export()):
        through(data[: int(len(data) * share)])


def test_a_sheet_that_ends_early_is_refused():
    with pytest.raises(FormError):
        read(with_part(register(), SHEET, lambda part: part[: len(part) // 2]))


def test_a_sheet_with_entities_is_refused():
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>'
    with pytest.raises(FormError) as caught:
        read(with_part(register(), SHEET, lambda part: bomb + part.partition(b"?>")[2]))
    assert caught.value.code == "unsafe_xml"


def test_a_prefix_before_every_element_makes_no_difference():
    def prefixed(part):
        text = part.replace(b"xmlns=", b"xmlns:x=")
        return text.replace(b"<", b"<x:").replace(b"<x:/", b"</x:").replace(b"<x:?", b"<?")

    rows = [len(batch.rows) for batch in read(with_part(register(), SHEET, prefixed)).tables[0].batches()]
    assert rows == [10]
