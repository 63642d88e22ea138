from __future__ import annotations

import struct

import pytest

from qingzhuang.formfill.grid import Span
from qingzhuang.formfill.read import biff, read
from qingzhuang.formfill.read.biff_formula import NotTold, Surroundings, formula_text
from qingzhuang.formfill.tests import files
from qingzhuang.formfill.write.xls.container import replace_stream


@pytest.fixture(scope="module")
def roster():
    return read(files.old_roster()).grids[0]


def test_reads_texts_merges_and_looks(roster):
    assert roster.text(1, 1) == "困难群众花名册" and roster.cell(1, 1).style.bold and roster.cell(1, 1).style.align == "center"
    assert set(roster.merges) == {Span(1, 1, 1, 5), Span(9, 2, 10, 4)}
    assert roster.cell(3, 2).style.red and roster.cell(4, 2).style.number_format == "@" and roster.cell(4, 2).style.bottom


def test_reads_formulas_of_this_and_other_sheets(roster):
    assert roster.cell(7, 4).formula == "=SUM(D4:D6)" and roster.cell(4, 5).formula == "=D4*2"
    codes = read(files.old_roster()).grids[1]
    assert codes.cell(1, 1).formula == "=花名册!D7*2" and codes.hidden


def test_reads_a_list_of_choices():
    data = with_records(files.old_roster(), [validation(b"\x17\x03\x01" + "男\x00女".encode("utf-16-le"), (3, 5, 2, 2))])
    rule = read(data).grids[0].validations[0]
    assert (rule.span, rule.choices) == (Span(4, 3, 6, 3), ("男", "女"))


def test_reads_choices_that_stand_in_cells():
    area = b"\x25" + struct.pack("<4H", 2, 2, 0, 1)
    assert read(with_records(files.old_roster(), [validation(area, (3, 3, 0, 0))])).grids[0].validations[0].choices == (
        "序号",
        "姓名",
    )


def test_reads_a_text_box():
    anchor = struct.pack("<HHL", 0, 0xF010, 18) + struct.pack("<9H", 0, 1, 0, 2, 0, 3, 0, 4, 0)
    shape = struct.pack("<HHL", 1 << 4 | 2, 0xF00A, 8) + bytes(8)
    drawing = struct.pack("<HHL", 0xF, 0xF004, len(shape + anchor)) + shape + anchor
    text = "数据项说明"
    records = [
        (biff.MSODRAWING, drawing),
        (biff.OBJ, struct.pack("<HHH", 0x15, 18, 6)),
        (biff.TXO, struct.pack("<HH6xH6x", 0, 0, len(text))),
        (biff.CONTINUE, b"\x01" + text.encode("utf-16-le")),
    ]
    assert [(s.text, s.span) for s in read(with_records(files.old_roster(), records)).grids[0].shapes] == [
        ("数据项说明", Span(3, 2, 5, 4))
    ]


def test_reads_a_note_pinned_to_a_cell_and_the_page_header():
    text, header = "只填常住人口", "&C花名册"
    records = [
        (biff.OBJ, struct.pack("<HHHH", 0x15, 18, 0x19, 7)),
        (biff.TXO, struct.pack("<HH6xH6x", 0, 0, len(text))),
        (biff.CONTINUE, b"\x01" + text.encode("utf-16-le")),
        (0x1C, struct.pack("<4H", 2, 1, 0, 7)),
        (0x14, struct.pack("<HB", len(header), 1) + header.encode("utf-16-le")),
    ]
    grid = read(with_records(files.old_roster(), records)).grids[0]
    assert grid.comments == {(3, 2): text} and grid.page_header == ("花名册",) and grid.shapes == ()


def test_says_that_macros_are_left_alone():
    stream = biff.workbook_stream(files.old_roster())
    first = next(record for record in biff.records(stream) if record.kind == biff.BOF)
    at = first.offset + 4 + len(first.data)
    changed = _moved_sheets(stream[:at] + struct.pack("<HH", 0xD3, 0) + stream[at:], 4)
    assert "宏" in read(replace_stream(files.old_roster(), ("Workbook",), changed)).warnings[0]


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        ("1e01001e0200031503", None),
        ("1e01001e0200031e03000515", "(1+2*3)"),
        ("1f000000000000e03f14", "0.5%"),
        ("24040002c0", "C5"),
        ("2404000200", "$C$5"),
        ("41ff7f", None),
        ("250000ffff02000200", "$C:$C"),
    ],
)
def test_tells_formulas_from_tokens(tokens, text):
    around = Surroundings(lambda number: "")
    if text is None:
        with pytest.raises(NotTold):
            formula_text(bytes.fromhex(tokens), around)
    else:
        assert formula_text(bytes.fromhex(tokens), around) == text


def with_records(data: bytes, records: list[tuple[int, bytes]]) -> bytes:
    """The workbook with records put before the end of its first sheet."""
    stream = biff.workbook_stream(data)
    sheet = biff.sheet_offsets(stream)[0][0]
    end = next(record.offset for record in biff.substream(stream, sheet) if record.kind == biff.EOF)
    added = b"".join(struct.pack("<HH", kind, len(content)) + content for kind, content in records)
    return replace_stream(data, ("Workbook",), _moved_sheets(stream[:end] + added + stream[end:], len(added), after=sheet))


def _moved_sheets(stream: bytes, by: int, after: int = 0) -> bytes:
    out = bytearray(stream)
    for record in biff.records(stream):
        if record.kind == biff.BOUNDSHEET:
            offset = struct.unpack_from("<L", record.data)[0]
            struct.pack_into("<L", out, record.offset + 4, offset + by if offset > after else offset)
        elif record.kind == biff.EOF:
            break
    return bytes(out)


def validation(tokens: bytes, where: tuple[int, int, int, int]) -> tuple[int, bytes]:
    """A record of a list rule: rows and columns from 0."""
    empty = b"\x01\x00\x00\x00"
    data = (
        struct.pack("<L", 0x3 | 0x80 | 0x100) + empty * 4 + struct.pack("<HH", len(tokens), 0) + tokens + struct.pack("<HH", 0, 0)
    )
    return biff.DV, data + struct.pack("<5H", 1, *where)
