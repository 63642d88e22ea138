"""Old workbooks go back as they came: records and streams that are not touched stay the same bytes."""

from __future__ import annotations

import io
import struct
from collections import Counter
from datetime import date

import olefile
import pytest
import python_calamine
import xlrd

from qingzhuang.formfill.edits import CellEdit, Edits, Growth
from qingzhuang.formfill.errors import FormError
from qingzhuang.formfill.grid import Span
from qingzhuang.formfill.read import biff, read
from qingzhuang.formfill.read.tests.test_xls import validation, with_records
from qingzhuang.formfill.tests import files
from qingzhuang.formfill.write import write
from qingzhuang.formfill.write.xls.container import replace_stream
from qingzhuang.formfill.write.xls.strings import StringTable

MADE_ANEW = {biff.SST, 0xFF, biff.CONTINUE, biff.INDEX, biff.DBCELL, biff.BOUNDSHEET, biff.DIMENSIONS, biff.ROW, 0x1C1}


def filled(data: bytes, *cells: tuple[int, int, object], growths: tuple[Growth, ...] = ()) -> bytes:
    return write(data, read(data), Edits(tuple(CellEdit(0, *cell) for cell in cells), growths)).data


def records(data: bytes) -> Counter[tuple[int, bytes]]:
    found = Counter()
    for record in biff.records(biff.workbook_stream(data)):
        if record.kind == biff.MULBLANK:
            row, column = struct.unpack_from("<HH", record.data)
            for step in range((len(record.data) - 6) // 2):
                look = struct.unpack_from("<H", record.data, 4 + 2 * step)[0]
                found[biff.BLANK, struct.pack("<3H", row, column + step, look)] += 1
        elif record.kind not in MADE_ANEW:
            found[record.kind, record.data] += 1
    return found


def test_changes_only_the_records_of_filled_cells():
    before = files.old_roster()
    after = filled(before, (4, 2, "张三"), (9, 1, "改"))
    gone, new = records(before) - records(after), records(after) - records(before)
    worked_out = [biff.FORMULA] * 5
    assert sorted(kind for kind, _ in gone.elements()) == [*worked_out, biff.LABELSST, biff.BLANK]
    assert sorted(kind for kind, _ in new.elements()) == [*worked_out, biff.LABELSST, biff.LABELSST]


@pytest.mark.parametrize("form", files.real_forms(".xls"), ids=lambda path: path.name)
def test_keeps_all_else_of_a_real_form(form):
    before = form.read_bytes()
    grid = read(before).grids[0]
    after = filled(before, (grid.rows + 1, 1, "填入"))
    assert {kind for kind, _ in records(before) - records(after)} <= {biff.BLANK, biff.FORMULA, biff.STRING}, (
        "results are worked out"
    )
    with olefile.OleFileIO(io.BytesIO(before)) as old, olefile.OleFileIO(io.BytesIO(after)) as new:
        assert old.listdir() == new.listdir() and not new.parsing_issues
        for name in old.listdir():
            assert name == ["Workbook"] or old.openstream(name).read() == new.openstream(name).read()
    assert xlrd.open_workbook(file_contents=after, formatting_info=True).sheet_by_index(0).cell_value(grid.rows, 0) == "填入"
    sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(after)).get_sheet_by_index(0)
    assert sheet.to_python(skip_empty_area=False)[grid.rows][0] == "填入"
    for one, other in zip(read(before).grids[1:], read(after).grids[1:], strict=True):
        assert one == other


def test_writes_every_kind_of_value():
    day = date(1990, 5, 1)
    after = filled(
        files.old_roster(),
        (4, 2, 110101199001011234),
        (4, 3, day),
        (4, 4, 3.5),
        (5, 4, True),
        (5, 3, "=1+1"),
        (3, 1, None),
        (4, 1, day),
    )
    grid = read(after).grids[0]
    assert grid.text(4, 2) == "110101199001011234" and grid.cell(4, 3).value == day and grid.text(4, 3) == "1990年5月1日"
    assert grid.cell(4, 4).value == 3.5 and grid.cell(5, 4).value is True and grid.text(5, 3) == "=1+1"
    assert grid.text(3, 1) == "" and grid.cell(3, 1).style.left and grid.text(4, 1) == "1990-05-01"


@pytest.mark.parametrize("length", [1, 4000, 4108, 4109, 4112, 8221, 8222, 8223, 20_000, 32_767])
@pytest.mark.parametrize("sign", ["a", "长", "😀"])
def test_writes_texts_over_the_border_of_a_record(length, sign):
    text = sign * max(1, length * 2 // len(sign.encode("utf-16-le")) // 2)
    after = filled(files.old_roster(), (4, 1, "x" * 8100), (4, 2, text), (5, 2, "后"))
    grid = read(after).grids[0]
    assert (grid.text(4, 2), grid.text(5, 2)) == (text, "后")


def test_holds_thousands_of_rows():
    cells = [(4 + row, column, f"值{row}-{column}") for row in range(1_200) for column in (1, 2)]
    grid = read(filled(files.old_roster(), *cells, growths=(Growth(0, 4, 6, 1_200),))).grids[0]
    assert grid.text(1_203, 2) == "值1199-2" and grid.cell(1_204, 4).formula == "=SUM(D4:D1203)"


def test_drop_downs_on_code_cells_and_page_parts_follow_a_grown_list():
    choices = validation(b"\x25" + struct.pack("<4H", 8, 8, 0, 0), (3, 5, 2, 2))
    link = struct.pack("<4H", 8, 8, 0, 0) + bytes(20)
    breaks = struct.pack("<4H", 1, 8, 0, 255)
    note = struct.pack("<4H", 8, 0, 0, 1) + b"\x00\x00\x00"
    data = with_records(files.old_roster(), [choices, (0x1B8, link), (0x1B, breaks), (0x1C, note)])
    after = filled(data, growths=(Growth(0, 4, 6, 6),))
    rule = read(after).grids[0].validations[0]
    assert (rule.span, rule.choices) == (Span(4, 3, 9, 3), ("注：说明",))
    stream = biff.workbook_stream(after)
    sheet = biff.substream(stream, biff.sheet_offsets(stream)[0][0])
    found = {record.kind: record.data for record in sheet if record.kind in (0x1B8, 0x1B, 0x1C) and len(record.data) > 2}
    assert struct.unpack_from("<H", found[0x1B8])[0] == 11 == struct.unpack_from("<H", found[0x1C])[0]
    assert struct.unpack_from("<HH", found[0x1B]) == (1, 11)


def test_finds_its_rows_again_by_index():
    """Each entry of the index names the end of a block of 32 rows; that names its first row."""
    stream = biff.workbook_stream(filled(files.old_roster(), (4, 2, "张三"), growths=(Growth(0, 4, 6, 100),)))
    sheet = biff.sheet_offsets(stream)[0][0]
    index = next(record for record in biff.substream(stream, sheet) if record.kind == biff.INDEX)
    closers = struct.unpack_from(f"<{(len(index.data) - 16) // 4}L", index.data, 16)
    assert len(closers) == 4
    for at in closers:
        kind, _, back = struct.unpack_from("<HHL", stream, at)
        assert kind == biff.DBCELL and struct.unpack_from("<H", stream, at - back)[0] == biff.ROW


def test_every_string_that_is_found_by_the_search_aid_begins_there():
    cells = [(4 + row, 2, f"值{row}" + "长" * (row % 50)) for row in range(600)]
    stream = biff.workbook_stream(filled(files.old_roster(), *cells, growths=(Growth(0, 4, 6, 600),)))
    listed = list(biff.globals_of(stream))
    found = next(record for record in listed if record.kind == 0xFF).data
    step = struct.unpack_from("<H", found)[0]
    for number in range(step, (len(found) - 2) // 8):
        place, inside, _ = struct.unpack_from("<LHH", found, 2 + 8 * number)
        holder = next(record for record in listed if record.offset == place - inside)
        assert holder.kind in (biff.SST, biff.CONTINUE) and biff.long_string(stream, place)[0].startswith("值")


def test_writes_a_bare_stream_without_container():
    stream = biff.workbook_stream(files.old_roster())
    after = filled(stream, (4, 2, "张三"))
    assert after[:2] == stream[:2] and read(after).grids[0].text(4, 2) == "张三"


def test_refuses_the_format_of_excel_95_in_words():
    stream = bytearray(biff.workbook_stream(files.old_roster()))
    struct.pack_into("<H", stream, 4, 0x0500)
    with pytest.raises(FormError) as caught:
        write(
            replace_stream(files.old_roster(), ("Workbook",), bytes(stream)),
            read(files.old_roster()),
            Edits((CellEdit(0, 1, 1, "a"),)),
        )
    assert caught.value.code == "cannot_write"


def test_refuses_more_rows_than_the_format_has():
    with pytest.raises(FormError) as caught:
        filled(files.old_roster(), growths=(Growth(0, 4, 6, 70_000),))
    assert caught.value.code == "bad_edit"


def test_adds_strings_behind_those_that_are_there():
    table = StringTable.of([struct.pack("<LL", 2, 2) + b"\x01\x00\x00a" + b"\x01\x00\x08\x01\x00b" + struct.pack("<HH", 0, 7)])
    assert table.first_font(0) == 0 and table.first_font(1) == 7
    assert [table.number("长"), table.number("长"), table.number("长", 7)] == [2, 2, 3]
    kind, data = table.records()[0]
    assert kind == biff.SST and struct.unpack_from("<LL", data) == (5, 4)


@pytest.mark.parametrize("size", [0, 1, 63, 64, 4095, 4096, 4097, 70_000, 8_000_000])
def test_rewrites_the_container_for_streams_of_any_size(size):
    content = bytes(range(256)) * (size // 256 + 1)
    made = replace_stream(files.old_roster(), ("Workbook",), content[:size])
    with olefile.OleFileIO(io.BytesIO(made)) as container:
        assert container.openstream("Workbook").read() == content[:size] and not container.parsing_issues
