"""LibreOffice opens what was written and shows the same: with `make fuzz` only, it takes its time to start."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from qingzhuang.formfill.edits import CellEdit, Edits, Growth
from qingzhuang.formfill.read import read
from qingzhuang.formfill.read.office import converter
from qingzhuang.formfill.tests import files
from qingzhuang.formfill.write import write

pytestmark = pytest.mark.skipif(
    os.environ.get("QINGZHUANG_FUZZ") != "long" or converter() is None, reason="LibreOffice opens files in the long run only"
)


def written(data: bytes) -> bytes:
    """Filled below its last row, and its last row grown to ten."""
    book = read(data)
    rows, columns = max(1, book.grids[0].rows), max(1, book.grids[0].columns)
    cells = (CellEdit(0, rows + 9, 1, "填入\n两行"), CellEdit(0, rows + 5, columns, 12.5), CellEdit(0, rows + 12, 1, "=1+1"))
    return write(data, book, Edits(cells, (Growth(0, rows, rows, 10),))).data


def test_fuzz_libreoffice_shows_what_was_written(tmp_path: Path):
    made = {"roster.xlsx": files.roster(), "old.xls": files.old_roster(), "open.ods": files.open_document()}
    made |= {path.name: path.read_bytes() for path in files.real_forms(".xls", ".xlsx")}
    ours = {name: written(data) for name, data in made.items()}
    for name, data in ours.items():
        (tmp_path / f"{name.replace('.', '_')}.{name.rpartition('.')[2]}").write_bytes(data)
    command = [
        str(converter()),
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
    ]
    subprocess.run(
        [*command, "--outdir", str(tmp_path / "out"), *map(str, tmp_path.glob("*_*.*"))],
        check=True,
        capture_output=True,
        timeout=600,
    )
    for name, data in ours.items():
        theirs = read((tmp_path / "out" / f"{name.replace('.', '_')}.xlsx").read_bytes())
        for one, other in zip(read(data).grids, theirs.grids, strict=True):
            texts = {cell.name: cell.text for cell in one.texts() if not cell.formula}
            assert texts == {cell.name: cell.text for cell in other.texts() if cell.name in texts}, (name, one.name)
            assert set(one.merges) == set(other.merges), name
            if name.endswith(".xlsx"):
                assert {rule.span for rule in one.validations} == {rule.span for rule in other.validations}, name
