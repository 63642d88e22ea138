"""A catalogue of made-up kinds: counted at once as form by form, written whole, taken up again, recounted where a fact changed."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pyarrow as pa
import pytest

from qingzhuang.demo import make_district
from qingzhuang.demo.kinds import Kind, kinds, workbook
from qingzhuang.formfill.answer import answer_form
from qingzhuang.formfill.answer.ledger import Ledger
from qingzhuang.formfill.many import Catalogue, Recipe, recipe, write_all, writing
from qingzhuang.formfill.match import understand
from qingzhuang.formfill.read import read
from qingzhuang.formfill.tests import files
from qingzhuang.formfill.write import write
from qingzhuang.tally import Dataset, Scope
from qingzhuang.tally import write as written

DAY = date(2025, 12, 31)
SOME = (1, 2, 4, 20, 36, 70, 192)
pytestmark = pytest.mark.xdist_group("many")


@cache
def made(number: int) -> tuple[Kind, Recipe]:
    kind = list(kinds())[number - 1]
    data = workbook(kind)
    book = read(data, kind.name)
    found = recipe(kind.name, data, book, understand(book), DAY)
    assert found is not None
    return kind, found


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("district")
    make_district(3000, 1, folder)
    return folder


def shown(data: bytes) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(data)).active]  # type: ignore[union-attr]


def ledgers(dataset: Dataset, codes: tuple[str, ...]) -> list[Ledger]:
    return [Ledger(dataset, Scope(code, DAY)) for code in codes]


def test_there_are_192_kinds_and_no_two_are_called_alike() -> None:
    found = list(kinds())
    assert (
        len(found) == 192 == len({kind.title for kind in found}) == len({(k.layout, k.rows, k.columns, k.title) for k in found})
    )
    assert {kind.layout for kind in found} == {"line", "rows", "indicators"}


@pytest.mark.thorough
@pytest.mark.parametrize("number", SOME)
def test_a_kind_filled_by_its_recipe_is_the_form_as_it_is_filled_one_by_one(number: int, facts: Path) -> None:
    kind, one = made(number)
    dataset = Dataset.open(facts)
    catalogue = Catalogue.of([one])
    numbers = catalogue.count(dataset, Scope("", DAY))
    for place, (at, data) in zip(
        ledgers(dataset, numbers.labels), writing.files_of(catalogue, 0, numbers, ledgers(dataset, numbers.labels)), strict=True
    ):
        form = understand(one.book)
        expected = write(one.data, one.book, answer_form(form, one.book, dataset, place.scope).edits).data
        assert shown(data) == shown(expected), (kind.title, at)


def test_no_two_kinds_ask_the_same() -> None:
    asked = [frozenset(map(written, made(number)[1].measures)) for number in SOME]
    assert len(set(asked)) == len(SOME)


def test_a_list_has_no_recipe() -> None:
    data = files.saved(_roster())
    book = read(data, "名册.xlsx")
    assert recipe("名册.xlsx", data, book, understand(book), DAY) is None


def _roster() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["残疾人花名册"])
    sheet.append(["序号", "姓名", "性别", "身份证号", "联系电话"])
    for _ in range(3):
        sheet.append([None] * 5)
    return book


@pytest.mark.thorough
def test_writes_every_file_whole_and_goes_on_where_it_stopped(facts: Path, tmp_path: Path) -> None:
    dataset, catalogue = Dataset.open(facts), Catalogue.of([made(number)[1] for number in SOME[:3]])
    numbers = catalogue.count(dataset, Scope("", DAY))
    places = ledgers(dataset, numbers.labels)
    told: list[int] = []
    done = write_all(catalogue, numbers, places, tmp_path, workers=1, told=lambda so_far, _total: told.append(so_far))
    assert (done.written, done.there, done.failed) == (3 * len(places), 0, "") and told[-1] == 3 * len(places)
    lost = next(tmp_path.rglob("*.xlsx"))
    before = lost.read_bytes()
    lost.unlink()
    again = write_all(catalogue, numbers, places, tmp_path, workers=2)
    assert (again.written, again.there) == (1, 3 * len(places) - 1) and shown(lost.read_bytes()) == shown(before)
    assert not list(tmp_path.rglob(".*"))


def test_a_full_disk_ends_in_words_and_leaves_nothing_half(facts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dataset, catalogue = Dataset.open(facts), Catalogue.of([made(1)[1]])
    numbers = catalogue.count(dataset, Scope("", DAY))

    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    done = write_all(catalogue, numbers, ledgers(dataset, numbers.labels), tmp_path, workers=1)
    assert done.disk_full and done.failed and done.written == 0 and not list(tmp_path.rglob("*.*"))


@pytest.mark.thorough
def test_recounts_only_what_a_changed_fact_touches(facts: Path) -> None:
    catalogue = Catalogue.of([made(number)[1] for number in SOME])
    table = Dataset.open(facts)
    numbers = catalogue.count(table, Scope("", DAY))
    old = replace(numbers, values=numbers.values.copy())
    person = pa.table(table.tables["person"].read(table.tables["person"].names))
    area = numbers.labels[0]
    members = person["welfare.subsistence_allowance"].to_pylist()
    at = next(row for row, code in enumerate(person["area"].to_pylist()) if code == area and not members[row])
    members[at] = True
    changed = person.set_column(
        person.column_names.index("welfare.subsistence_allowance"), "welfare.subsistence_allowance", pa.array(members)
    )
    mask = pa.array([code == area for code in changed["area"].to_pylist()])
    one = Dataset.of({"person": changed.filter(mask)})
    touched = catalogue.touched(["person.welfare.subsistence_allowance"])
    assert 0 < len(touched) < len(catalogue.questions)
    found = catalogue.recount(numbers, touched, one, Scope("", DAY), area)
    whole = catalogue.count(Dataset.of({"person": changed}), Scope("", DAY))
    assert np.array_equal(numbers.values, whole.values) and found
    assert all(change.after.value == change.before.value + 1 for change in found)  # type: ignore[operator]
    differing = {int(place) for place in np.argwhere(old.values != whole.values)[:, 0]}
    assert differing == {change.question for change in found} <= set(map(int, touched))


def test_somebody_who_comes_touches_every_question_about_people() -> None:
    catalogue = Catalogue.of([made(1)[1]])
    assert len(catalogue.touched(["person.*"])) == len(catalogue.questions) and not len(catalogue.touched(["dwelling.*"]))
