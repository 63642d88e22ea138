"""Draw docs/images/understood-*.png: forms as the engine lays them out, and a heading on its way to a question.

`.venv/bin/python scripts/understood_pictures.py`. Needs Chromium. What is coloured, cut and asked is worked out by the engine,
so that a picture cannot tell of something that the product does not do.
"""

from __future__ import annotations

import html
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from qingzhuang.formfill.form import Blank, State, Table
from qingzhuang.formfill.grid import Book, Grid, Place, Span, cell_name
from qingzhuang.formfill.layout.model import Laid
from qingzhuang.formfill.layout.sheet import lay_out_grid
from qingzhuang.formfill.layout.tests.drawn import draw
from qingzhuang.formfill.match import understand
from qingzhuang.formfill.match.label import read_label
from qingzhuang.formfill.match.phrase import parse_phrase
from qingzhuang.formfill.match.population import read_population
from qingzhuang.formfill.match.senses import conditions_of
from qingzhuang.tally import in_words
from qingzhuang.tally.syntax import write, write_condition

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars"]
SIGNS = {State.SURE: "✓", State.UNSURE: "?", State.OUTSIDE: "–", State.KEPT: "✎"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A form drawn as text, and the captions of its parts; `{population}` is filled from what the engine read."""

    name: str
    heading: str
    form: str
    captions: Mapping[str, tuple[str, str]]
    widths: tuple[int, ...]


CROSSTAB = Picture(
    "crosstab",
    "A statistics table 统计表, as layout sees it",
    """
    # 旭阳市2026年第三季度低收入家庭情况统计表 | < | < | < | < | < | < | <
    ~ 填报单位（盖章）： | < | < | < | 填报日期： | < | < | 单位：户、人
    单位 | 总计 | < | < | 有劳动能力 | < | 无劳动能力 | <
    ^ | 户数 | 人数 | < | 户数 | 人数 | 户数 | 人数
    ^ | ^ | 合计 | 其中：女 | ^ | ^ | ^ | ^
    甲 | 1 | 2 | 3 | 4 | 5 | 6 | 7
    @blank 3
    合计 | | | | | | |
    ~ 单位负责人：␣␣␣␣␣␣␣␣填表人：␣␣␣␣␣␣␣␣联系电话： | < | < | < | < | < | < | <
    ~ 注：1=4+6，2=5+7。人数为户内人口。 | < | < | < | < | < | < | <
    """,
    {
        "title": ("Title", "says who is meant:<br><code>{population}</code>"),
        "line": ("Lines above", "labels with a gap: who fills in, and when; the unit is of all figures"),
        "heading": ("Heading", "three rows, merged both ways; each column gets the path of labels over it"),
        "guide": ("Guide row", "甲 1 2 3: names the columns for the note, holds no data"),
        "blank": ("Blanks", "a row for each community; a question for each column, here in words"),
        "total": ("Total row", "the sum of the rows above"),
        "foot": ("Signature line", "three labels in one cell"),
        "note": ("Note", "its equations become checks"),
    },
    (92, 92, 92, 92, 92, 92, 92, 124),
)
ROSTER = Picture(
    "roster",
    "A roster 花名册: one person a row",
    """
    # 80周岁以上老年人花名册 | < | < | < | < | < | < | <
    ~ 填报单位： | < | < | < | 填报时间：␣␣␣年␣␣月␣␣日 | < | < | <
    序号 | 姓名* | 性别 | 身份证号码* | 监护人 | < | 补贴批次 | 备注
    ^ | ^ | ^ | ^ | 姓名 | 电话 | ^ | ^
    1 | 张三 | 男 | 310115194401011234 | 张小三 | 13800000000 | 第一批 |
    @blank 3
    ~ 填表人： | < | 审核人： | < | < | < | < | <
    """,
    {
        "title": ("Title", "narrows the list:<br><code>{population}</code>"),
        "line": ("Lines above", "about the report itself"),
        "heading": ("Heading", "姓名 twice: the resident's, and the guardian's under 监护人; * means required"),
        "guide": ("Example row", "invented values (张三): skipped"),
        "blank": ("Blanks", "✓ a fact of the record &nbsp; – not in the ledger &nbsp; ✎ for a pen"),
        "foot": ("Signature line", "preparer and reviewer"),
    },
    (60, 104, 92, 160, 118, 118, 92, 92),
)
CARD = Picture(
    "card",
    "A card 登记表: label and value side by side",
    """
    # 困难家庭救助申请表 | < | < | < | < | <
    户主姓名 | | 性别 | | 照片 | <
    身份证号 | | 家庭人口 | | ^ | ^
    家庭住址 | | < | < | ^ | ^
    家庭类别 | □低保户 □特困户 □其他 | < | < | 联系电话 |
    家庭成员 | 姓名 | 与户主关系 | 年龄 | 健康状况 | 工作单位
    ^ | | | | |
    ^ | | | | |
    ^ | | | | |
    申请事由 | | < | < | < | <
    社区意见 | ␣␣␣␣␣␣␣␣␣␣␣␣负责人签字：␣␣␣␣␣（盖章）␣␣␣␣年␣␣月␣␣日 | < | < | < | <
    """,
    {
        "title": ("Title", "with 户主姓名 it tells that the card is about a household"),
        "pair": ("Labels and values", "the value stands to the right of its label, below it, or in the same cell (照片)"),
        "choice": ("Printed choices", "one is ticked in place"),
        "block": ("List inside", "a small table with a heading of its own"),
        "kept": ("For a hand", "reasons, opinions, seals: left alone"),
    },
    (92, 150, 104, 140, 110, 130),
)
INDICATORS = Picture(
    "indicators",
    "An indicator list: the questions run down",
    """
    # 社区基本情况统计表 | < | < | <
    指标名称 | 计量单位 | 代码 | 数量
    一、人口 | | |
    1.家庭户数 | 户 | 01 |
    其中：低保户 | 户 | 02 |
    2.常住人口 | 人 | 03 |
    其中：女性 | 人 | 04 |
    二、设施 | | |
    1.健身器材 | 套 | 05 |
    """,
    {
        "title": ("Title", "narrows nothing: everybody"),
        "heading": ("Heading", "指标名称 over the items, 数量 over the only empty column"),
        "blank": ("Blanks", "their paths run down:<br>一、人口 ▸ 1.家庭户数 ▸ 其中：低保户"),
        "section": ("Section titles", "head the rows below them"),
        "blank again": ("Outside", "the ledger knows nothing of it: left alone"),
    },
    (200, 90, 70, 360),
)


# ---------------------------------------------------------------- which part a row or cell is
def role_of_row(row: int, laid: Laid, table: Table, names: Mapping[Place, Blank]) -> str:
    """The part of the form that a row belongs to, as named in the captions."""
    if laid.title and row == laid.title.place[0]:
        return "title"
    if any(row == line.place[0] for line in laid.notes):
        return "note"
    if any(row == line.place[0] for line in laid.footer):
        return "foot"
    if laid.header_rows and row < laid.header_rows[0]:
        return "line"
    if laid.header_rows and row <= laid.header_rows[1]:
        return "heading"
    if row in laid.skipped_rows:
        return "guide"
    if row in laid.total_rows:
        return "total"
    if laid.shape == "card":
        return role_of_card_row(row, table, names)
    if laid.shape == "indicators" and row not in [indicator.row for indicator in laid.indicators]:
        return "section"
    return "blank"


def role_of_card_row(row: int, table: Table, names: Mapping[Place, Blank]) -> str:
    if any(block.header_row <= row <= block.last_row for block in table.blocks):
        return "block"
    here = [blank for (at, _), blank in names.items() if at == row]
    if any(blank.choices for blank in here):
        return "choice"
    return "kept" if here and all(blank.state is State.KEPT for blank in here) else "pair"


def blanks_by_place(grid: Grid, table: Table) -> dict[Place, Blank]:
    """The blanks by the place of their value cell."""
    places = {cell_name(r, c): (r, c) for r in range(1, grid.rows + 1) for c in range(1, grid.columns + 1)}
    return {places[blank.value_cell]: blank for blank in table.blanks() if not blank.after_label or blank.value_cell in places}


# ---------------------------------------------------------------- a form as HTML
def form_html(picture: Picture) -> str:
    grid = draw(picture.form)
    (laid,) = lay_out_grid(grid, 0)
    (table,) = understand(Book("xlsx", (grid,))).tables
    names = blanks_by_place(grid, table)
    roles = [role_of_row(row, laid, table, names) for row in range(1, grid.rows + 1)]
    population = f"{table.population.entity} where {write_condition(table.population.where)}" if table.population else ""
    rows = []
    for row, role in enumerate(roles, 1):
        cells = "".join(cells_html(grid, laid, table, names, row, role))
        caption = ""
        if row == 1 or roles[row - 2] != role:
            until = next((i for i in range(row, grid.rows) if roles[i] != role), grid.rows)
            key = role if role not in roles[: row - 1] else f"{role} again"
            word, text = picture.captions.get(key, ("", ""))
            caption = f'<td class="caption {role}" rowspan="{until - row + 1}">{captioned(word, text, population)}</td>'
        rows.append(f'<tr class="{role}">{cells}{caption}</tr>')
    columns = "".join(f'<col style="width:{width}px">' for width in picture.widths) + '<col style="width:430px">'
    return f'<h1>{picture.heading}</h1><table class="form"><colgroup>{columns}</colgroup>{"".join(rows)}</table>'


def captioned(word: str, text: str, population: str) -> str:
    return f"<b>{word}</b> {text.format(population=population)}" if word else ""


def cells_html(grid: Grid, laid: Laid, table: Table, names: Mapping[Place, Blank], row: int, role: str) -> Iterator[str]:
    """The cells of a row that are not hidden by a merge; the blanks of a column are shown as one."""
    spans = {(s.top, s.left): s for s in grid.merges}
    hidden = {(r, c) for s in grid.merges for r in range(s.top, s.bottom + 1) for c in range(s.left, s.right + 1)} - set(spans)
    body = data_rows(laid, table, row, role)
    for column in range(1, grid.columns + 1):
        if (row, column) in hidden or (body and row != body[0]):
            continue
        span = spans.get((row, column), Span(row, column, row, column))
        blank = names.get((row, column))
        rows = len(body) or span.rows
        style, inside = look(grid.text(row, column), blank, role)
        yield f'<td class="{style}" colspan="{span.columns}" rowspan="{rows}">{inside}</td>'


def data_rows(laid: Laid, table: Table, row: int, role: str) -> list[int]:
    """The rows of one column of blanks that this row is a part of."""
    if laid.shape == "columns" and role == "blank" and laid.first_row and laid.last_row:
        return [r for r in range(laid.first_row, laid.last_row + 1) if r not in laid.total_rows]
    for block in table.blocks:
        if block.first_row <= row <= block.last_row:
            return list(range(block.first_row, block.last_row + 1))
    return []


def look(text: str, blank: Blank | None, role: str) -> tuple[str, str]:
    """Class and content of a cell."""
    printed = html.escape(text).replace(" ", "&nbsp;")
    if blank is None or role in ("line", "foot"):
        return ("label" if text and role in ("pair", "choice", "kept", "block", "blank") else ""), printed
    meaning = html.escape(meant(blank)).replace(".", ".<wbr>").replace("_", "_<wbr>")
    shown = f'<span class="sign">{SIGNS[blank.state]}</span> <span class="meaning">{meaning}</span>'
    inside = f"{printed}<br>{shown}" if text else shown
    return f"value {blank.state.value}", inside


def meant(blank: Blank) -> str:
    """A fact by its name, a figure in words."""
    if blank.state is State.OUTSIDE:
        return "not in the ledger"
    if blank.state is State.KEPT:
        return "left for a hand"
    if blank.question is None or blank.concept is None:
        return str(blank.concept)
    return in_words(blank.question, "zh-Hans") if "(" in blank.concept else blank.concept


# ---------------------------------------------------------------- a heading as HTML
KINDS = {
    "cond": "condition",
    "band": "ages",
    "not": "not",
    "counted": "what is counted",
    "total": "total",
    "number": "a number",
    "glue": "says nothing",
    "neutral": "says nothing",
    "residue": "not known",
}
PATH = ("低保对象", "60周岁以上", "其中：女（人）")
TITLE = "2026年第三季度残疾人情况统计表"


def heading_html() -> str:
    grid_text = "\n".join((
        f"# {TITLE} | < | < | < | <",
        "社区 | 低保对象 | < | < | 户数",
        "^ | 总数 | 60周岁以上 | < | ^",
        "^ | ^ | 人数 | 其中：女（人） | ^",
        "@blank 2",
    ))  # fmt: skip
    (table,) = understand(Book("xlsx", (draw(grid_text),))).tables
    blank = next(column for column in table.columns if column.path == PATH)
    population = read_population([TITLE], "")
    assert blank.question is not None and blank.state is State.SURE
    steps = [step("title", TITLE, words_html(TITLE, title=True), f"narrows to {code(write_condition(population.condition))}")]
    for level, label in enumerate(PATH):
        steps.append(step(("group", "group", "leaf")[level], label, words_html(label), said(label)))
    asked = (
        f'<div class="asked"><div>{code(write(blank.question))}</div>'
        f'<div class="zh">{in_words(blank.question, "zh-Hans")}</div><div>{in_words(blank.question, "en")}</div>'
        f'<div class="state">✓ sure, score {blank.score:.2f}: every word is known (每个词都认识)</div></div>'
    )
    left = "隐患户数"
    over = step(
        "leaf", left, words_html(left), "– left alone: “隐患” is explained by no word, and a figure of the rest would be a guess"
    )
    return (
        "<h1>From a heading to a question</h1>"
        f'<div class="steps">{"".join(steps)}</div><div class="arrow">▼ all conditions joined</div>{asked}'
        f'<h2>A word left over</h2><div class="steps">{over}</div>'
    )


def step(kind: str, label: str, words: str, says: str) -> str:
    return (
        f'<div class="step"><div class="kind">{kind}</div><div class="zh">{label}</div><div>{words}</div><div>{says}</div></div>'
    )


def words_html(text: str, title: bool = False) -> str:
    from qingzhuang.formfill.match.population import subject_of

    label = read_label(text)
    plain = subject_of(text) if title else label.whole
    tokens = [(token.text, token.kind) for token in parse_phrase(plain, title=title).tokens]
    if title:
        tokens.insert(0, (text[: text.index(plain)], "glue"))
    if label.part:
        tokens.insert(0, ("其中", "part"))
    if label.unit:
        tokens.append((f"（{label.unit}）", "unit"))
    names = KINDS | {"part": "a part of", "unit": "unit"}
    return "".join(f'<span class="word {kind}"><span>{word}</span><i>{names.get(kind, kind)}</i></span>' for word, kind in tokens)


def said(label: str) -> str:
    """What a label adds, in the question language."""
    read = read_label(label)
    chosen = conditions_of(parse_phrase(read.whole).narrowing, "person")
    added = f"adds {code(write_condition(chosen.condition))}" if chosen is not None else ""
    return f"{added}; 人 counts people" if read.unit == "人" else added


def code(text: str) -> str:
    return f"<code>{html.escape(text)}</code>"


# ---------------------------------------------------------------- pictures
STYLE = """
* { box-sizing: border-box } body { margin: 0; background: #f3f6f4; color: #1c2b2d; font: 15px/1.45 "Noto Sans CJK SC", sans-serif }
main { display: inline-block; padding: 28px 32px; background: #fff } h1 { font-size: 21px; margin: 0 0 16px }
h2 { font-size: 17px; margin: 26px 0 8px } code { font: 13px "DejaVu Sans Mono", monospace; background: #eef3f1; padding: 1px 4px; border-radius: 3px }
table.form { border-collapse: collapse; table-layout: fixed } td { padding: 5px 7px; text-align: center; vertical-align: middle; height: 34px }
tr:not(.title):not(.line):not(.foot):not(.note) td:not(.caption) { border: 1px solid #7d8b87 }
tr.title td:not(.caption) { font: 600 22px "Noto Serif CJK SC", serif; background: #efe7fb } tr.line td:not(.caption), tr.foot td:not(.caption) { text-align: left; background: #e8effb }
tr.note td:not(.caption) { text-align: left; background: #fdeee0 } tr.heading td:not(.caption), td.label { background: #d9efe9; font-weight: 600 }
tr.guide td:not(.caption) { background: #eceff0; color: #55605f } tr.total td:not(.caption) { background: #fff1c9 } tr.section td:not(.caption) { background: #d9efe9; text-align: left }
td.value { background: #fff; font-size: 13px } td.value.sure { background: #f1faf4 } td.value.outside, td.value.kept { background: #f4f5f5; color: #55605f }
td.value.unsure { background: #fff8e2 } .sign { font-weight: 700; color: #1a6b41 } .outside .sign, .kept .sign { color: #55605f } .meaning { font-size: 12.5px; line-height: 1.3 }
td.caption { text-align: left; padding: 4px 0 4px 26px; font-size: 14px; line-height: 1.35; vertical-align: middle } td.caption b { display: block; border-left: 5px solid #0b6b5d; padding-left: 9px; margin-left: -14px }
td.caption.title b { border-color: #8a63c9 } td.caption.line b, td.caption.foot b { border-color: #5b86d6 } td.caption.note b { border-color: #e0863a } td.caption.guide b, td.caption.kept b { border-color: #98a3a0 }
td.caption.total b { border-color: #d59a1a } td.caption.blank b { border-color: #35a366 } tr.pair td, tr.choice td, tr.block td, tr.kept td { text-align: left }
.step { display: grid; grid-template-columns: 62px 290px 420px 380px; gap: 14px; align-items: center; border-top: 1px solid #d8dfdb; padding: 10px 0 }
.kind { color: #51605f } .zh { font-size: 17px } .word { display: inline-flex; flex-direction: column; align-items: center; margin: 0 5px 0 0; vertical-align: top }
.word span { background: #eceff0; border-radius: 5px; padding: 2px 8px; font-size: 17px } .word i { font: 11.5px "Noto Sans CJK SC", sans-serif; color: #51605f }
.word.cond span, .word.band span { background: #d9efe9 } .word.counted span, .word.unit span { background: #e0e9fb } .word.part span { background: #fff1c9 } .word.residue span { background: #fbd9d4 }
.arrow { color: #51605f; padding: 4px 0 10px 76px } .asked { border: 2px solid #1a6b41; border-radius: 9px; padding: 14px 18px; background: #f1faf4; display: grid; gap: 5px }
.asked code { font-size: 14.5px; background: none; padding: 0 } .state { color: #1a6b41; font-weight: 600 }
"""


def pages() -> dict[str, str]:
    """Name of the picture → its page."""
    bodies = {picture.name: form_html(picture) for picture in (CROSSTAB, ROSTER, CARD, INDICATORS)} | {"heading": heading_html()}
    return {name: f'<meta charset="utf-8"><style>{STYLE}</style><main>{body}</main>' for name, body in bodies.items()}


def main() -> int:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        print("No Chromium on this machine: install it (apt-get install chromium), then draw again.")
        return 1
    from playwright.sync_api import sync_playwright

    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        for name, content in pages().items():
            page.set_content(content)
            page.locator("main").screenshot(path=str(IMAGES / f"understood-{name}.png"), animations="disabled")
            print(f"docs/images/understood-{name}.png")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
