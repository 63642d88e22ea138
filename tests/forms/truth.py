"""Writes out the reading of a test form in the shape of a truth file, and checks that its labels are really in the form."""

from __future__ import annotations

import itertools
import re
from typing import Any

from tests.forms.grid import Table, letter

Grids = dict[str | None, list[Table]]


class Misread(ValueError):
    """The reading names a label that is not where it should be."""


def truth_of(form: dict[str, Any], file: str, grids: Grids) -> dict[str, Any]:
    """The truth file of a form as a dict."""
    head = {"form": form["form"], "file": file, "origin": form["origin"], "kind": form["kind"], "split": form["split"]}
    optional: dict[str, Any] = {
        key: form[key] for key in ("kind_either", "source", "changes_made", "difficulties") if key in form
    }
    return {**head, **optional, "tables": [table_of(form, table, grids) for table in form["tables"]]}


def table_of(form: dict[str, Any], table: dict[str, Any], grids: Grids) -> dict[str, Any]:
    """One table of a truth file."""
    let = {**(form.get("let") or {}), **(table.get("let") or {})}
    sheet = table.get("sheet", None if None in grids else next(iter(grids)))
    grid, header = grids[sheet][0], table.get("header")
    first, last = (table.get("data") or [None]) + [None] if len(table.get("data") or [None]) == 1 else table["data"]
    out: dict[str, Any] = {"sheet": sheet, "title": title_of(form, table, grid), "header_rows": header, "data": None}
    for key in ("population", "population_note", "row_entity", "notes", "relations", "total_rows", "blocks"):
        out[key] = table.get(key)
    if table.get("population"):
        out["population"], *others = [p.strip() for p in table["population"].split("||")]
        out["population_either"] = others
    left = table.get("left", 1)
    lines = readings(table.get("columns"))
    if lines:
        out["data"] = {
            "first_row": first,
            "last_row": last,
            "open_ended": last is None,
            "first_column": letter(left),
            "last_column": letter(left + len(lines) - 1),
        }
        out["columns"] = [
            column_of(grid, table["header"], left + n, label, concept, let) for n, (label, concept) in enumerate(lines)
        ]
    if table.get("rows"):
        out["rows"] = rows_of(grid, table, let)
        out["data"] = {"first_row": first, "last_row": last, "open_ended": False} if first else None
    if table.get("cells"):
        out["cells"] = cells_of(grids[sheet], sheet, readings(table["cells"]), let, table.get("from", 1))
    out["metadata"] = lines_of(
        grid, readings(table.get("metadata")), let, table.get("from", 1), header[0] - 1 if header else table.get("card", 3)
    )
    out["footer"] = lines_of(grid, readings(table.get("footer")), let, (last or first or 1), grid.rows)
    return {key: value for key, value in out.items() if value is not None}


def title_of(form: dict[str, Any], table: dict[str, Any], grid: Table) -> dict[str, str] | None:
    if "word" in form:
        return {"paragraph": form["word"]["paragraphs"][0]} if form["word"].get("paragraphs") else None
    if not table.get("title"):
        return None
    row, column = place(table["title"])
    if not grid.text.get((row, column)):
        raise Misread(f"no title at {table['title']}")
    return {"cell": table["title"], "text": grid.text[row, column]}


def readings(source: str | None) -> list[tuple[str, str]]:
    """`label = concept` a line."""
    found = []
    for line in (source or "").strip().split("\n"):
        if line.strip():
            label, separator, concept = line.partition(" = ")
            if not separator:
                raise Misread(f"no meaning in {line!r}")
            found.append((label.strip(), concept.strip()))
    return found


def meaning(source: str, let: dict[str, str]) -> dict[str, Any]:
    """`concept || other right reading`, with `$NAME` written out: the first wording of NAME and, as other readings, its further ones."""
    wanted: list[str] = []
    for wording in (part.strip() for part in source.split("||")):
        if wording.startswith("out "):
            wording = f"outside the ledger ({wording[4:]})"
        names = list(dict.fromkeys(re.findall(r"\$(\w+)", wording)))
        for choice in itertools.product(*([w.strip() for w in let[name].split("||")] for name in names)):
            text = wording
            for name, words in zip(names, choice, strict=True):
                text = put(text, name, words)
            wanted.append(text)
    wanted = list(dict.fromkeys(wanted))
    return {"concept": wanted[0], **({"either": wanted[1:]} if wanted[1:] else {})}


def put(text: str, name: str, words: str) -> str:
    """Write `words` for `$name`; words without a condition, right after the bracket, take the next `and` for their `where`."""
    if re.search(rf"\(\${name}\b", text) and " where " not in words:
        text = text.replace(f"(${name} and ", f"({words} where ")
    return re.sub(rf"\${name}\b", words, text)


def column_of(grid: Table, header: list[int], column: int, label: str, concept: str, let: dict[str, str]) -> dict[str, Any]:
    path: list[str] = []
    corners: list[tuple[int, int]] = []
    for row in range(header[0], header[1] + 1):
        corner = grid.corner[row, column]
        if corner not in corners and grid.text.get(corner):
            corners.append(corner)
            path.append(grid.label(row, column))
    leaf = path[-1] if path else ""
    if label != "-" and not fits(label, leaf):
        raise Misread(f"column {letter(column)}: expected {label!r}, the form has {leaf!r}")
    entry = {"column": letter(column), "path": path, **meaning(concept, let)}
    return {**entry, "required": True} if "*" in leaf or "＊" in leaf else entry


def rows_of(grid: Table, table: dict[str, Any], let: dict[str, str]) -> list[dict[str, Any]]:
    """Indicators down the page: each label is looked for below the one before it."""
    found, row, value_column = [], table["header"][1] if table.get("header") else 0, table["value_column"]
    _, value = place(f"{value_column}1")
    for label, concept in readings(table["rows"]):
        row += 1
        while row <= grid.rows and not any(fits(label, grid.label(row, c)) for c in range(1, value)):
            row += 1
        if row > grid.rows:
            raise Misread(f"no row {label!r}")
        labels = [grid.label(row, c) for c in range(1, value) if grid.label(row, c)]
        found.append(
            {"row": row, "value_cell": f"{value_column}{row}", "path": list(dict.fromkeys(labels)), **meaning(concept, let)}
        )
    return found


def cells_of(
    tables: list[Table], sheet: str | None, lines: list[tuple[str, str]], let: dict[str, str], start: int
) -> list[dict[str, Any]]:
    """Label and value cells, each label looked for after the one before it; `@same`, `@below`, `@next 2` say where the value is."""
    found: list[dict[str, Any]] = []
    order = [(t, area) for t, grid in enumerate(tables) for area in grid.areas() if area[0] >= start]
    at = -1
    for label, concept in lines:
        label, _, where = label.partition("@")
        again = next((n for n in range(at + 1, len(order)) if fits(label, text_at(tables, order[n]))), None)
        if again is None:
            raise Misread(f"no label {label!r} after {found[-1]['label'] if found else 'the start'}")
        at = again
        t, (top, left, bottom, right) = order[at]
        own = (top, left) if where == "same" else (bottom + 1, left) if where == "below" else (top, right + 1)
        value = tables[t].corner.get(own)
        if value is None:
            raise Misread(f"no value cell for {label!r}")
        value_row = own[0] if sheet is None else value[0]
        found.append(
            {
                "label_cell": name_of(tables[t], t, sheet, (top, left)),
                "label": text_at(tables, order[at]).replace("\n", " "),
                "value_cell": name_of(tables[t], t, sheet, (value_row, value[1])),
                **meaning(concept, let),
            }
        )
    taken = [entry["value_cell"] for entry in found]
    if len(set(taken)) != len(taken):
        raise Misread(f"value cell used twice: {[c for c in taken if taken.count(c) > 1]}")
    return found


def text_at(tables: list[Table], spot: tuple[int, tuple[int, int, int, int]]) -> str:
    return tables[spot[0]].text.get(spot[1][:2], "")


def name_of(table: Table, index: int, sheet: str | None, cell: tuple[int, int]) -> str:
    """A1 in a workbook, t1r2c3 in Word: the third distinct cell of the row."""
    row, column = cell
    if sheet is not None:
        return f"{letter(column)}{row}"
    distinct = list(dict.fromkeys(table.corner[row, c] for c in range(1, column + 1)))
    return f"t{index + 1}r{row}c{len(distinct)}"


def lines_of(grid: Table, lines: list[tuple[str, str]], let: dict[str, str], first: int, last: int) -> list[dict[str, Any]]:
    """Labels above or below the table; `@right` puts the value into the next cell."""
    found = []
    for label, concept in lines:
        label, _, where = label.partition("@")
        spot = next(
            (
                area
                for area in grid.areas()
                if first <= area[0] <= last and squeeze(label) in squeeze(grid.text.get(area[:2], ""))
            ),
            None,
        )
        if spot is None:
            raise Misread(f"no {label!r} in rows {first} to {last}")
        value = f"{letter(spot[3] + 1)}{spot[0]}" if where == "right" else "same cell, after the label"
        found.append({"cell": f"{letter(spot[1])}{spot[0]}", "label": label.strip(), **meaning(concept, let), "value_at": value})
    return found


def place(name: str) -> tuple[int, int]:
    letters, digits = re.fullmatch(r"([A-Z]+)(\d+)", name).groups()  # type: ignore[union-attr]
    column = 0
    for char in letters:
        column = column * 26 + ord(char) - 64
    return int(digits), column


def squeeze(text: str) -> str:
    return re.sub(r"[\s*＊：:_＿⏎]+", "", text)


def fits(label: str, text: str) -> bool:
    """The label is the text; one that ends in `…` is its beginning."""
    wanted, seen = squeeze(label), squeeze(text)
    return seen.startswith(wanted[:-1]) if wanted.endswith("…") else wanted == seen
