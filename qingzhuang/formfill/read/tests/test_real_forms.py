"""The collection of real forms beside the checkout, where it is: every one is read, in time."""

from __future__ import annotations

import json
import time

import pytest

from qingzhuang.formfill.read import read
from qingzhuang.formfill.tests.files import real_forms

FORMS = real_forms()
pytestmark = pytest.mark.skipif(not FORMS, reason="the collection of real forms is not beside this checkout")


@pytest.mark.parametrize("form", FORMS, ids=lambda path: path.name)
def test_reads_what_the_careful_reader_read(form):
    book = read(form.read_bytes(), form.name)
    truth = json.loads(form.with_suffix(".truth.json").read_text(encoding="utf-8"))
    for table in truth["tables"]:
        grids = [grid for grid in book.grids if table.get("sheet") in (None, grid.name)]
        texts = {cell.name: _plain(cell.text) for grid in grids for cell in grid.cells.values()}
        for entry in table.get("cells", []):
            name, label = entry["label_cell"], _plain(entry.get("label") or "")
            if name in texts and label and texts[name]:
                assert texts[name].startswith(label[:6]) or label in texts[name] or texts[name] in label, name
        title = table.get("title") or {}
        if title.get("cell") in texts:
            assert _plain(title["text"]) == texts[title["cell"]]


def test_reads_all_of_them_fast():
    data = [form.read_bytes() for form in FORMS]
    start = time.perf_counter()
    for content in data:
        read(content)
    assert (time.perf_counter() - start) / len(data) < 0.15, "measured: 0.009 s a form"


def _plain(text: str) -> str:
    return "".join(text.split())
