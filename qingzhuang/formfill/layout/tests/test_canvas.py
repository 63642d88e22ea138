"""Merges resolved, and how far a form reaches."""

from qingzhuang.formfill.grid import Grid, Span
from qingzhuang.formfill.layout.canvas import make_canvas
from qingzhuang.formfill.layout.tests.drawn import draw

ROSTER = """
姓名 | 性别 | 电话
@blank 3
"""


def beside(left: str, right: list[str], gap: int) -> Grid:
    """A drawn sheet with unruled texts below one another, some columns to the right of it."""
    grid = draw(left)
    column = grid.columns + gap + 1
    marker = draw("\n".join(f"~ {text}" for text in right))
    moved = {(row, column): cell for (row, _), cell in marker.cells.items()}
    return draw(left, cells={**grid.cells, **moved}, columns=column, rows=max(grid.rows, len(right)))


def test_gives_every_place_of_a_merge_the_same_box() -> None:
    canvas = make_canvas(draw("其中 | <\n男 | 女\n@blank 1"))
    assert canvas.box(1, 1) is canvas.box(1, 2)
    assert canvas.box(1, 2).plain == "其中"
    assert [box.plain for box in canvas.row(1)] == ["其中"]


def test_lists_only_boxes_that_begin_in_a_row() -> None:
    canvas = make_canvas(draw("单位 | 户数\n^ | 人数"))
    assert [box.plain for box in canvas.texts(2)] == ["人数"]
    assert [box.plain for box in canvas.row(2)] == ["单位", "人数"]


def test_folds_texts_for_comparing_and_keeps_them_as_printed() -> None:
    box = make_canvas(draw("姓␣␣名 | 戶籍地址")).box(1, 1)
    assert (box.text, box.plain) == ("姓  名", "姓名")
    assert make_canvas(draw("姓名 | 戶籍地址")).box(1, 2).plain == "户籍地址"


def test_takes_the_first_of_two_merges_that_overlap() -> None:
    grid = draw("甲 | 乙 | 丙\n丁 | 戊 | 己", merges=(Span(1, 1, 1, 2), Span(1, 2, 2, 3)))
    canvas = make_canvas(grid)
    assert canvas.box(1, 2).plain == "甲"
    assert canvas.box(1, 3).plain == "丙"
    assert canvas.box(2, 3).plain == "己"


def test_bounds_a_merge_that_reaches_to_the_end_of_the_sheet() -> None:
    canvas = make_canvas(draw(ROSTER, merges=(Span(5, 1, 1_048_576, 16_384),)))
    assert canvas.right == 3
    assert len(canvas.boxes) < 5_000


def test_reads_no_form_in_an_empty_sheet() -> None:
    canvas = make_canvas(Grid("Sheet1", 0, 0, {}))
    assert (canvas.left, canvas.right, canvas.rows) == (1, 0, 0)


def test_begins_where_the_form_begins() -> None:
    canvas = make_canvas(draw("~ | 姓名 | 性别\n~ | 张三 | 男"))
    assert (canvas.left, canvas.right) == (2, 3)


def test_leaves_a_stray_marker_far_to_the_right_out() -> None:
    assert make_canvas(beside(ROSTER, ["1"], gap=3)).right == 3


def test_keeps_a_marker_that_stands_beside_the_form() -> None:
    assert make_canvas(beside(ROSTER, ["1"], gap=0)).right == 4


def test_leaves_a_look_up_list_beside_the_form_out() -> None:
    nations = ["汉族", "蒙古族", "回族", "藏族", "维吾尔族", "苗族", "彝族", "壮族", "布依族", "朝鲜族", "满族", "侗族"]
    assert make_canvas(beside(ROSTER, nations, gap=1)).right == 3


def test_keeps_a_second_part_with_a_heading_beside_a_gap() -> None:
    column = ["联系地址", *("东湖路" + str(number) for number in range(12))]
    assert make_canvas(beside(ROSTER, column, gap=1)).right == 5


def test_tells_ruled_rows_from_lines_of_text() -> None:
    canvas = make_canvas(draw("~ 填报单位： | | \n姓名 | 性别 | 电话"))
    assert not canvas.framed(1)
    assert canvas.framed(2)
