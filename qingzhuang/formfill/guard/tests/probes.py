"""Made-up lists that hide numbers where lists of offices do: each file with the numbers that must be found in it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import openpyxl
import xlwt
from docx.oxml import parse_xml
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from qingzhuang.formfill.tests import files

ID, ID_X, OLD = "990101198001010014", "99010119800101009X", "990101800101001"
PHONE, LAND, CARD = "13812345678", "0990-8123456", "4111111111111111"
Probe = tuple[str, bytes, tuple[str, ...]]
PROBES: dict[str, Callable[[], Probe]] = {}
HEAD = ["序号", "姓名", "事项"]


def probe(make: Callable[[], Probe]) -> Callable[[], Probe]:
    PROBES[make.__name__] = make
    return make


def book(*rows: list[Any], change: Callable[[Any, Any], None] | None = None) -> bytes:
    made = openpyxl.Workbook()
    sheet: Any = made.active
    sheet.title = "名单"
    for row in rows or (HEAD, [1, "张三", "低保"]):
        sheet.append(row)
    if change is not None:
        change(made, sheet)
    return files.saved(made)


def rewritten(data: bytes, part: str, change: Callable[[bytes], bytes], more: dict[str, bytes] | None = None) -> bytes:
    """The package with one part changed, and parts added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return out.getvalue()


# ---------------------------------------------------------------- cells
@probe
def an_id_under_a_heading_of_something_else() -> Probe:
    return "a.xlsx", book(["编号", "备注", "年龄"], [1, "无", ID]), (ID,)


@probe
def an_id_in_a_note_with_text_around() -> Probe:
    return "a.xlsx", book(["姓名", "备注"], ["张三", f"本人身份证{ID}，已核（{PHONE}）"]), (ID, PHONE)


@probe
def an_id_with_spaces() -> Probe:
    return (
        "a.xlsx",
        book(["说明"], ["990101 19800101 0014"], ["9 9 0 1 0 1 1 9 8 0 0 1 0 1 0 0 1 4"]),
        ("990101 19800101 0014", "9 9 0 1 0 1 1 9 8 0 0 1 0 1 0 0 1 4"),
    )


@probe
def an_id_in_full_width_and_odd_signs() -> Probe:
    wide = ID.translate({ord("0") + n: ord("０") + n for n in range(10)})
    return (
        "a.xlsx",
        book(["说明"], [wide], [ID[:6] + "\u200b" + ID[6:]], [ID[:6] + "　" + ID[6:]]),
        (wide, ID[:6] + "\u200b" + ID[6:], ID[:6] + "　" + ID[6:]),
    )


@probe
def an_old_id_of_15_digits() -> Probe:
    return "a.xlsx", book(["证件", "名"], [OLD, "甲"]), (OLD,)


@probe
def an_id_that_ends_in_a_small_x() -> Probe:
    return (
        "a.xlsx",
        book(["说明"], [ID_X.lower()], [ID_X[:17] + "×"], [ID_X[:17] + "Ｘ"]),
        (ID_X.lower(), ID_X[:17] + "×", ID_X[:17] + "Ｘ"),
    )


@probe
def an_id_over_several_lines_and_behind_letters() -> Probe:
    return (
        "a.xlsx",
        book(["说明"], [f"{ID[:6]}\n{ID[6:14]}\n{ID[14:]}"], [f"SFZ{ID_X}号"]),
        (f"{ID[:6]}\n{ID[6:14]}\n{ID[14:]}", ID_X),
    )


@probe
def an_id_that_excel_made_a_number() -> Probe:
    return "a.xlsx", book(["身份证号", "名"], [int(ID), "甲"], [float(ID), "乙"]), (str(int(float(ID))),)


@probe
def an_id_of_which_one_digit_is_wrong() -> Probe:
    return "a.xlsx", book(["姓名", "公民身份号码"], ["张三", ID[:17] + "9"]), (ID[:17] + "9",)


@probe
def a_wrong_id_in_a_note() -> Probe:
    return "a.xlsx", book(["姓名", "备注"], ["张三", f"身份证号码：{ID[:17]}9"]), (ID[:17] + "9",)


@probe
def an_id_in_merged_cells() -> Probe:
    return "a.xlsx", book(["姓名", "说明", ""], ["张三", ID, ""], change=lambda _b, s: s.merge_cells("B2:C3")), (ID,)


@probe
def a_number_left_under_a_merge() -> Probe:
    data = book(["姓名", "说明", "x"], ["张三", "见左", PHONE])
    return (
        "a.xlsx",
        rewritten(
            data,
            "xl/worksheets/sheet1.xml",
            lambda part: part.replace(
                b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="B2:C2"/></mergeCells>'
            ),
        ),
        (PHONE,),
    )


@probe
def an_id_in_a_hidden_row_column_and_sheet() -> Probe:
    def hide(made: Any, sheet: Any) -> None:
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["C"].hidden = True
        for name, state in (("底", "hidden"), ("更深", "veryHidden")):
            other = made.create_sheet(name)
            other.sheet_state = state
            other["Z99"] = PHONE if state == "hidden" else CARD

    return "a.xlsx", book(["姓名", "说明", "x"], ["张三", ID, ""], ["李四", "", ID_X], change=hide), (ID, ID_X, PHONE, CARD)


@probe
def a_phone_with_dashes_and_country() -> Probe:
    return (
        "a.xlsx",
        book(["说明"], ["138-1234-5678"], ["+86 138 1234 5678"], ["138.1234.5678"], ["(138)12345678"]),
        ("138-1234-5678", "+86 138 1234 5678", "138.1234.5678", "(138)12345678"),
    )


@probe
def a_phone_of_a_house() -> Probe:
    return (
        "a.xlsx",
        book(["姓名", "联系电话"], ["张三", LAND], ["李四", "(0990)8123456"], ["王五", "8123456"]),
        (LAND, "(0990)8123456", "8123456"),
    )


@probe
def a_phone_of_a_house_in_a_note() -> Probe:
    return "a.xlsx", book(["姓名", "备注"], ["张三", f"家里电话{LAND}"]), (LAND,)


@probe
def two_phones_in_one_cell() -> Probe:
    return (
        "a.xlsx",
        book(["姓名", "电话"], ["张三", f"{PHONE}/13987654321"], ["李四", f"{PHONE}、13987654321"]),
        (PHONE, "13987654321"),
    )


@probe
def a_bank_card_in_fours() -> Probe:
    return "a.xlsx", book(["姓名", "备注"], ["张三", "卡号 4111 1111 1111 1111"]), ("4111 1111 1111 1111",)


@probe
def an_account_that_is_no_card() -> Probe:
    return (
        "a.xlsx",
        book(["姓名", "一折通账号"], ["张三", "9900 0000 0000 001"], ["李四", "99000000000002"]),
        ("9900 0000 0000 001", "99000000000002"),
    )


@probe
def an_account_named_in_the_cell_itself() -> Probe:
    return "a.xlsx", book(["姓名", "备注"], ["张三", "账号：6217000000000001"]), ("6217000000000001",)


# ---------------------------------------------------------------- beside the cells
@probe
def a_number_in_a_comment_and_a_choice_list() -> Probe:
    def pin(_made: Any, sheet: Any) -> None:
        sheet["A1"].comment = Comment(f"电话{PHONE}", "x")
        rule = DataValidation(type="list", formula1=f'"{ID},无"')
        rule.prompt, rule.error = f"填 {ID_X}", CARD
        sheet.add_data_validation(rule)
        rule.add("C2")

    return "a.xlsx", book(change=pin), (PHONE, ID, ID_X, CARD)


@probe
def a_number_in_a_defined_name_and_a_formula() -> Probe:
    def name(made: Any, sheet: Any) -> None:
        made.defined_names["底数"] = DefinedName("底数", attr_text=f'"{ID}"')
        sheet["D2"] = f'=IF(A2>0,"{PHONE}","")'

    return "a.xlsx", book(change=name), (ID, PHONE)


@probe
def a_number_kept_as_the_result_of_a_formula() -> Probe:
    data = book(HEAD, [1, "张三", "=B9"])
    return (
        "a.xlsx",
        rewritten(
            data,
            "xl/worksheets/sheet1.xml",
            lambda part: (
                part.replace(b"<f>B9</f><v></v>", b"<f>B9</f><v>" + ID.encode() + b"</v>")
                .replace(b"<f>B9</f><v />", b"<f>B9</f><v>" + ID.encode() + b"</v>")
                .replace(b"<f>B9</f><v/>", b"<f>B9</f><v>" + ID.encode() + b"</v>")
            ),
        ),
        (ID,),
    )


@probe
def a_number_in_header_footer_and_name_of_a_sheet() -> Probe:
    def print_it(_made: Any, sheet: Any) -> None:
        sheet.oddHeader.left.text, sheet.evenFooter.right.text = f"经办{PHONE}", ID
        sheet.title = f"张三{CARD}"

    return "a.xlsx", book(change=print_it), (PHONE, ID, CARD)


@probe
def a_number_in_the_properties() -> Probe:
    def tell(made: Any, _sheet: Any) -> None:
        made.properties.title, made.properties.description, made.properties.keywords = ID, f"电话{PHONE}", CARD

    return "a.xlsx", book(change=tell), (ID, PHONE, CARD)


@probe
def a_link_and_a_picture_with_a_number() -> Probe:
    def link(_made: Any, sheet: Any) -> None:
        sheet["C2"].hyperlink = f"https://example.org/?id={ID}"
        sheet["B2"].hyperlink = f"tel:{PHONE}"

    return "a.xlsx", book(change=link), (ID, PHONE)


@probe
def numbers_in_shapes_custom_parts_and_changes() -> Probe:
    more = {
        "xl/drawings/drawing9.xml": f'<xdr:wsDr xmlns:xdr="urn:x" xmlns:a="urn:a"><a:p><a:r><a:t>{ID[:9]}</a:t></a:r><a:r><a:t>{ID[9:]}</a:t></a:r></a:p></xdr:wsDr>'.encode(),
        "customXml/item1.xml": f"<x><phone>{PHONE}</phone></x>".encode("utf-16"),
        "xl/revisions/revisionLog1.xml": f'<r><nc><is><t>{CARD}</t></is></nc></r>'.encode(),
    }  # fmt: skip
    return "a.xlsx", rewritten(book(), "none", lambda part: part, more), (ID, PHONE, CARD)


# ---------------------------------------------------------------- other formats
@probe
def an_old_workbook() -> Probe:
    made = xlwt.Workbook()
    sheet = made.add_sheet("名单")
    hidden = made.add_sheet("底")
    hidden.visibility = 1
    for row, values in enumerate((("姓名", "说明"), ("张三", f"身份证{ID}"), ("李四", int(PHONE)), ("王五", f"家电{LAND}"))):
        for column, value in enumerate(values):
            sheet.write(row, column, value)
    hidden.write(5, 5, CARD)
    sheet.header_str = f"&L{PHONE}".encode()
    out = io.BytesIO()
    made.save(out)
    return "a.xls", out.getvalue(), (ID, PHONE, CARD, LAND)


@probe
def a_word_file_with_tables_and_a_text_box() -> Probe:
    made = docx.Document()
    made.add_paragraph(f"联系人张三 {PHONE}")
    outer = made.add_table(2, 2)
    outer.cell(0, 0).text, outer.cell(0, 1).text = "姓名", "身份证号"
    outer.cell(1, 0).text, outer.cell(1, 1).text = "张三", ID
    inner = outer.cell(1, 0).add_table(1, 1)
    inner.cell(0, 0).text = CARD
    box = parse_xml(
        '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape>'
        f"<v:textbox><w:txbxContent><w:p><w:r><w:t>{ID_X[:8]}</w:t></w:r><w:r><w:t>{ID_X[8:]}</w:t></w:r></w:p></w:txbxContent></v:textbox>"
        "</v:shape></w:pict></w:r>"
    )
    made.paragraphs[0]._p.append(box)
    made.sections[0].footer.paragraphs[0].text = f"监督电话{LAND}"
    out = io.BytesIO()
    made.save(out)
    return "a.docx", out.getvalue(), (PHONE, ID, CARD, ID_X)


@probe
def a_word_file_with_changes_and_notes() -> Probe:
    made = docx.Document()
    made.add_paragraph("公示")
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    made.paragraphs[0]._p.append(parse_xml(f'<w:del {w} w:id="1" w:author="x"><w:r><w:delText>{ID}</w:delText></w:r></w:del>'))
    made.paragraphs[0]._p.append(parse_xml(f'<w:r {w}><w:instrText>HYPERLINK "tel:{PHONE}"</w:instrText></w:r>'))
    made.core_properties.comments = CARD
    out = io.BytesIO()
    made.save(out)
    return "a.docx", out.getvalue(), (ID, PHONE, CARD)


@probe
def a_csv_in_gbk_and_utf16() -> Probe:
    return "a.csv", f"姓名,电话,备注\n张三,{PHONE},身份证{ID}\n李四,{LAND},\n".encode("gb18030"), (PHONE, ID, LAND)


@probe
def a_csv_in_utf16() -> Probe:
    return "a.csv", f"姓名\t电话\n张三\t{PHONE}\n".encode("utf-16"), (PHONE,)


@probe
def an_open_document() -> Probe:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    made, out = OpenDocumentSpreadsheet(), io.BytesIO()
    table = Table(name="名单")
    for values in (("姓名", "说明"), ("张三", f"身份证{ID}"), ("李四", PHONE)):
        row = TableRow()
        for value in values:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=value))
            row.addElement(cell)
        table.addElement(row)
    made.spreadsheet.addElement(table)
    made.save(out)
    return "a.ods", out.getvalue(), (ID, PHONE)


@probe
def a_page_called_xls() -> Probe:
    page = f"<html><table><tr><td>姓名</td><td>说明</td></tr><tr><td>张三</td><td>身份证{ID}</td></tr></table><!-- {PHONE} --></html>"
    return "a.xls", page.encode(), (ID, PHONE)


@probe
def a_word_file_of_text_alone() -> Probe:
    made = docx.Document()
    made.add_paragraph(f"公示：张三，身份证号{ID}。监督电话{LAND}。")
    out = io.BytesIO()
    made.save(out)
    return "a.docx", out.getvalue(), (ID,)


# ---------------------------------------------------------------- what is no number of anybody
@probe
def nothing_of_anybody() -> Probe:
    rows = (
        ["文号", "批次", "金额", "编码"],
        ["轻民发〔2025〕12号", "20251231001", 123456.78, "990101001001"],
        ["", "2025-12-31 10:00:00", 0.12345678901234, "ZB20250001234567"],
    )
    return "a.xlsx", book(*rows), ()
