"""Reading the pipe notation in which the test forms are written: a line a row, `<` and `^` for merged cells.

# 老年人花名册 | <<          a title line, without borders; `<<` merges to the last column of the sheet
~ 填报单位： | < | 日期：     a line without borders
序号 | 姓名 | 其中 | <        a bordered row; `<` belongs to the cell on its left, `^` to the cell above
^ | ^ | 男 | 女
@blank 3                     three empty rows; `@serial 3` writes 1, 2, 3 into the first column
"""

from __future__ import annotations

from dataclasses import dataclass, field

LEFT, UP, TO_THE_END = "<", "^", "<<"


@dataclass
class Table:
    """Cells by (row, column), counted from 1; every cell knows the corner of the merged area it belongs to."""

    rows: int = 0
    columns: int = 0
    text: dict[tuple[int, int], str] = field(default_factory=dict)  # only corners
    corner: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    titles: set[int] = field(default_factory=set)
    bare: set[int] = field(default_factory=set)  # rows without borders

    def label(self, row: int, column: int) -> str:
        """The text that a reader sees over this cell, line breaks as spaces."""
        return self.text.get(self.corner.get((row, column), (row, column)), "").replace("\n", " ")

    def areas(self) -> list[tuple[int, int, int, int]]:
        """All areas, in reading order."""
        last: dict[tuple[int, int], tuple[int, int]] = {}
        for place, corner in self.corner.items():
            seen = last.get(corner, place)
            last[corner] = (max(seen[0], place[0]), max(seen[1], place[1]))
        return [(*corner, *end) for corner, end in sorted(last.items())]


def parse(source: str) -> Table:
    """The table that a block of pipe notation describes."""
    lines: list[tuple[str, list[str]]] = []
    for line in source.rstrip("\n").split("\n"):
        mark, body = (line[0], line[1:]) if line[:1] in ("#", "~") else ("", line)
        if body.strip().startswith(("@blank", "@serial")):
            kind, count = body.split()
            lines += [(mark, [str(n)] if kind == "@serial" else [""]) for n in range(1, int(count) + 1)]
        else:
            lines.append((mark, [cell.strip().replace("⏎", "\n").replace("␣", " ") for cell in body.split("|")]))
    table = Table(rows=len(lines), columns=max(len(cells) for _, cells in lines))
    for row, (mark, cells) in enumerate(lines, 1):
        if mark == "#":
            table.titles.add(row)
        if mark:
            table.bare.add(row)
        if cells[-1] == TO_THE_END:
            cells = cells[:-1] + [LEFT] * (table.columns - len(cells) + 1)
        for column, text in enumerate(cells + [""] * (table.columns - len(cells)), 1):
            above, left = table.corner.get((row - 1, column)), table.corner.get((row, column - 1))
            if text == LEFT and left:
                table.corner[row, column] = left
            elif text == UP and above:
                table.corner[row, column] = above
            else:
                table.corner[row, column] = (row, column)
                if text:
                    table.text[row, column] = text
    return table


def letter(column: int) -> str:
    """1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
