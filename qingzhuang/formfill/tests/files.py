"""Forms made in code for the tests of readers and writers: each has what breaks other tools."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import docx
import openpyxl
import xlwt
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break

REAL = Path(__file__).parents[4] / "shared" / "forms" / "dev"
_THIN = Side(style="thin")
_BOX = Border(_THIN, _THIN, _THIN, _THIN)


def real_forms(*suffixes: str) -> list[Path]:
    """The collection of real forms beside the checkout, where it is."""
    return (
        sorted(path for path in REAL.glob("*") if path.suffix in (suffixes or (".xls", ".xlsx", ".docx")))
        if REAL.is_dir()
        else []
    )


def saved(workbook: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


@cache
def roster() -> bytes:
    """A list in rows 4..6 with merged cells in each row, drop-downs, a total, a note and a second list below."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "花名册"
    sheet.merge_cells("A1:F1")
    sheet["A1"] = "困难群众花名册"
    sheet["A1"].font = Font(bold=True, size=16)
    for column, text in enumerate(("序号", "姓名", "性别", "住址", None, "金额"), 1):
        sheet.cell(3, column, text).font = Font(bold=True, color="FFFF0000" if text == "姓名" else None)
    sheet.merge_cells("D3:E3")
    for row in range(3, 8):
        for column in range(1, 7):
            sheet.cell(row, column).border = _BOX
    for row in (4, 5, 6):
        sheet.merge_cells(start_row=row, start_column=4, end_row=row, end_column=5)
        sheet.cell(row, 2).number_format = "@"
        sheet.row_dimensions[row].height = 24
    sheet["A7"], sheet["F7"] = "合计", "=SUM(F4:F6)"
    sheet["A9"] = "注：第二个表"
    sheet["A10"], sheet["B10"] = "项目", "数量"
    for row in (10, 11, 12):
        sheet.cell(row, 1).fill = PatternFill("solid", "FFFFFF00")
        sheet.cell(row, 2).number_format = "0.0%"
    sheet["B13"] = "=SUM(B11:B12)+F7"
    choices = DataValidation(type="list", formula1='"男,女"')
    choices.add("C4:C6")
    sheet.add_data_validation(choices)
    sheet.conditional_formatting.add("F4:F6", CellIsRule(operator="greaterThan", formula=["$F$7"], font=Font(bold=True)))
    sheet.print_area = "A1:F13"
    sheet.print_title_rows = "1:3"
    sheet.row_breaks.append(Break(id=7))
    sheet["A9"].comment = Comment("填表说明", "张三")
    sheet["A7"].hyperlink = Hyperlink(ref="A7", location="花名册!A10")
    sheet.column_dimensions["E"].hidden = True
    codes = workbook.create_sheet("字典")
    codes.append(["街道"])
    codes.append(["社区"])
    codes["C1"] = "=花名册!F7*2"
    codes.sheet_state = "hidden"
    listed = DataValidation(type="list", formula1="字典!$A$1:$A$2")
    listed.add("D4:D6")
    sheet.add_data_validation(listed)
    workbook.defined_names["合计数"] = DefinedName("合计数", attr_text="花名册!$F$7")
    return with_text_box(saved(workbook))


@cache
def card() -> bytes:
    """A card with printed text, a diagonal border, wrapped cells and a date cell."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.merge_cells("A1:D1")
    sheet["A1"] = "登记表"
    sheet["A2"], sheet["C2"] = "姓名", "出生日期"
    sheet["D2"].number_format = 'yyyy"年"m"月"d"日"'
    sheet["A3"], sheet["B3"] = "性别", "□男 □女"
    sheet["A4"] = "身份证号"
    sheet["B4"].number_format = "@"
    sheet["D4"] = date(2026, 11, 22)
    sheet["A5"].border = Border(diagonal=_THIN, diagonalDown=True)
    sheet["A6"] = "地址\n（详细）"
    sheet["A6"].alignment = Alignment(wrap_text=True, horizontal="center")
    return saved(workbook)


def with_text_box(data: bytes) -> bytes:
    """Add a text box and a line over A3 to the first sheet, as offices draw diagonal headings."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    relations = "xl/worksheets/_rels/sheet1.xml.rels"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"
    link = f'<Relationship Id="rIdBox" Type="{kind}" Target="/xl/drawings/drawing9.xml"/></Relationships>'
    parts[relations] = parts[relations].replace(b"</Relationships>", link.encode())
    sheet = parts["xl/worksheets/sheet1.xml"]
    mark = b'<drawing xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rIdBox"/>'
    at = sheet.index(b"<legacyDrawing")
    parts["xl/worksheets/sheet1.xml"] = sheet[:at] + mark + sheet[at:]
    declared = b'<Override PartName="/xl/drawings/drawing9.xml" ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", declared)
    parts["xl/drawings/drawing9.xml"] = _drawing().encode()
    return zipped(parts)


def _drawing() -> str:
    anchor = (
        "<xdr:twoCellAnchor><xdr:from><xdr:col>{0}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{1}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
        "<xdr:to><xdr:col>{0}</xdr:col><xdr:colOff>9</xdr:colOff><xdr:row>{2}</xdr:row><xdr:rowOff>9</xdr:rowOff></xdr:to>{3}<xdr:clientData/>"
        "</xdr:twoCellAnchor>"
    )
    name = '<xdr:nvSpPr><xdr:cNvPr id="{0}" name="s"/><xdr:cNvSpPr/></xdr:nvSpPr>'
    look = '<xdr:spPr><a:prstGeom prst="{0}"><a:avLst/></a:prstGeom></xdr:spPr>'
    box = f"<xdr:sp>{name.format(2)}{look.format('rect')}<xdr:txBody><a:bodyPr/><a:p><a:r><a:t>项目</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
    line = f"<xdr:sp>{name.format(3)}{look.format('line')}</xdr:sp>"
    spaces = 'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    shapes = anchor.format(0, 2, 2, box) + anchor.format(0, 2, 2, line) + anchor.format(0, 8, 9, box)
    return f"<xdr:wsDr {spaces}>{shapes}</xdr:wsDr>"


def zipped(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The archive with one part replaced or added."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    return zipped({**parts, name: content})


@cache
def old_roster() -> bytes:
    """The same kind of list as .xls: merges, a total below, a percent cell, a hidden sheet that counts on the total."""
    workbook = xlwt.Workbook(encoding="utf-8")
    sheet = workbook.add_sheet("花名册")
    box = xlwt.easyxf("borders: left thin, right thin, top thin, bottom thin")
    text = xlwt.easyxf("borders: left thin, right thin, top thin, bottom thin", num_format_str="@")
    day = xlwt.easyxf("borders: left thin", num_format_str='yyyy"年"m"月"d"日"')
    sheet.write_merge(0, 0, 0, 4, "困难群众花名册", xlwt.easyxf("font: bold on, height 320; align: horiz center"))
    for column, label in enumerate(("序号", "姓名", "出生日期", "金额", "备注")):
        sheet.write(2, column, label, xlwt.easyxf("font: colour red; borders: left thin") if column == 1 else box)
    for row in (3, 4, 5):
        sheet.write(row, 0, None, box)
        sheet.write(row, 1, None, text)
        sheet.write(row, 2, None, day)
        sheet.write(row, 3, None, box)
        sheet.write(row, 4, xlwt.Formula(f"D{row + 1}*2"), box)
    sheet.write(6, 0, "合计", box)
    sheet.write(6, 3, xlwt.Formula("SUM(D4:D6)"), box)
    sheet.write(8, 0, "注：说明")
    sheet.write_merge(8, 9, 1, 3, "下面的合并")
    codes = workbook.add_sheet("字典")
    codes.visibility = 1
    codes.write(0, 0, xlwt.Formula("花名册!D7*2"))
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


@cache
def word_card() -> bytes:
    """A card with vertical and horizontal merges, printed text with an underline, a nested table, a small list."""
    document = docx.Document()
    document.add_paragraph("救助审批表")
    table = document.add_table(rows=6, cols=4)
    table.style = "Table Grid"
    table.cell(0, 0).text = "姓名"
    table.cell(0, 2).text = "性别"
    table.cell(0, 3).text = "□男 □女"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "家庭情况"
    table.cell(1, 1).text = "人口"
    table.cell(2, 1).merge(table.cell(2, 3))
    table.cell(3, 0).merge(table.cell(3, 3))
    paragraph = table.cell(3, 0).paragraphs[0]
    paragraph.add_run("本人愿意作为")
    paragraph.add_run("______").underline = True
    paragraph.add_run("理事。")
    for column, label in enumerate(("时间", "单位", "职务", "备注")):
        run = table.cell(4, column).paragraphs[0].add_run(label)
        run.bold = True
    inner = table.cell(5, 3).add_table(1, 1)
    inner.cell(0, 0).text = "内表"
    document.add_paragraph("填表日期：")
    second = document.add_table(rows=1, cols=1)
    second.cell(0, 0).text = "粘贴处"
    mark_symbol(table.cell(1, 2).paragraphs[0])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def mark_symbol(paragraph: object) -> None:
    """A box of the Wingdings font, the way Word inserts it."""
    run = paragraph.add_run("低保")  # type: ignore[attr-defined]
    symbol = OxmlElement("w:sym")
    symbol.set(qn("w:font"), "Wingdings")
    symbol.set(qn("w:char"), "F0A8")
    run._r.insert(0, symbol)


_ODS_SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("number", "datastyle"))
)
_ODS_BODY = """<office:automatic-styles>
<number:date-style style:name="N1"><number:year number:style="long"/><number:text>年</number:text><number:month/><number:text>月</number:text></number:date-style>
<style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/></office:automatic-styles><office:body><office:spreadsheet>
<table:content-validations><table:content-validation table:name="v1" table:condition="of:cell-content-is-in-list(&quot;男&quot;;&quot;女&quot;)"/>
</table:content-validations><table:table table:name="表一"><table:table-column table:number-columns-repeated="16384"/>
<table:table-row><table:table-cell table:number-columns-spanned="3" table:number-rows-spanned="1"><text:p>花名册</text:p></table:table-cell>
<table:covered-table-cell table:number-columns-repeated="2"/></table:table-row>
<table:table-row><table:table-cell><text:p>姓名</text:p></table:table-cell><table:table-cell><text:p>出生</text:p></table:table-cell>
<table:table-cell><text:p>金额</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="3"><table:table-cell table:content-validation-name="v1"/><table:table-cell table:style-name="ce1"/>
<table:table-cell table:number-columns-repeated="16382"/></table:table-row>
<table:table-row><table:table-cell><text:p>合计</text:p></table:table-cell><table:table-cell/>
<table:table-cell table:formula="of:=SUM([.C3:.C5])" office:value-type="float" office:value="0"><text:p>0</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
</table:table></office:spreadsheet></office:body>"""


@cache
def open_document() -> bytes:
    """A list in rows 3..5 of an .ods, written as one repeated row, with a total below."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = f"""<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""
    content = f'<office:document-content {_ODS_SPACES} office:version="1.2">{_ODS_BODY}</office:document-content>'
    return zipped({"mimetype": kind.encode(), "content.xml": content.encode(), "META-INF/manifest.xml": manifest.encode()})
