"""After somebody's values were taken out, a search for name and numbers in every table and every file of the data folder finds nothing."""

from __future__ import annotations

import contextlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pytest
from django.db import connection
from django.utils import timezone

from qingzhuang.seal import SealError
from qingzhuang.seal.parquet import unlocking
from qingzhuang.site.audit.queries import verify
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.ledger import actions as ledger
from qingzhuang.site.ledger.keys import ring
from qingzhuang.site.ledger.logic.shredding import Ground
from qingzhuang.site.ledger.models import Erasure, Record
from qingzhuang.site.testing.facts import check_digit
from qingzhuang.site.testing.forms import workbook
from qingzhuang.tally.parquet import ParquetTable

NAME, PHONE, BASIS = "欧阳慕晴", "13977318825", "临社申〔2026〕12号"
ID = "99010119480302002" + check_digit("99010119480302002")
OTHER, OTHER_PHONE = "赵玉兰", "13900000002"
LOOKED_FOR = (NAME, PHONE, ID)
RELATED = ("round__area", "round__previous", "round__request", "area", "review__filled_for", "review__area")
ROSTER = ["姓名", "身份证号", "性别", "联系电话"]


def book(*rows: list[Any]) -> bytes:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


# ---------------------------------------------------------------- the scan
def texts(data: bytes, path: Path) -> Iterator[str]:
    """Everything that can be read in a file: sealed or not, packed or not, columns of Parquet with the keys."""
    if path.suffix == ".parquet":
        table = pa.table(ParquetTable((path,), unlocking(ring())).read(ParquetTable((path,)).names))
        yield str(table.to_pylist())
        return
    with contextlib.suppress(SealError, ValueError):
        data = ring().open_bytes(data)
    with contextlib.suppress(zlib.error):
        data = zlib.decompress(data)
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for name in packed.namelist():
                yield name
                yield from texts(packed.read(name), Path(name))
        return
    yield from (data.decode(encoding, "ignore") for encoding in ("utf-8", "gb18030", "utf-16-le"))


def opened(value: Any) -> str:
    """A value of the database in plain: sealed texts and bytes opened."""
    if isinstance(value, (bytes, memoryview)):
        return " ".join(texts(bytes(value), Path("value")))
    text = str(value)
    for part in text.split('"'):
        if part.startswith("qz1:"):
            text += ring().open(part)
    return text + (text.encode().decode("unicode_escape", "ignore") if "\\u" in text else "")


def found_in_tables() -> set[tuple[str, str]]:
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                told = " ".join(opened(value) for value in row)
                found |= {(table, one) for one in LOOKED_FOR if one in told}
    return found


def found_in_files(folder: Path) -> set[tuple[str, str]]:
    found = set()
    for path in folder.rglob("*"):
        if path.is_file() and "keys" not in path.parts:
            for text in texts(path.read_bytes(), path):
                found |= {(str(path.relative_to(folder)), one) for one in LOOKED_FOR if one in text}
    return found


# ---------------------------------------------------------------- what is held of somebody
@pytest.fixture
def folder(settings, tmp_path):
    settings.DATA, settings.FILES_FOLDER = tmp_path, tmp_path / "files"
    return tmp_path


@pytest.fixture
def held(cast, folder):
    """One who was imported, counted, listed in a filled form, a signed return and an answer, published, and named in many words."""
    bring_list(cast)
    made = Record.objects.get(name=NAME)
    fill_form(cast)
    version = sign_return(cast)
    name_in_words(cast, made)
    return made, version


def bring_list(cast) -> None:
    from qingzhuang.site.imports import actions

    rows = [ROSTER, [NAME, ID, "女", PHONE], [OTHER, "", "女", OTHER_PHONE]]
    run, _ = actions.bring_roster(cast.alice, name=f"{NAME}等人.xlsx", data=book(*rows), day=date(2026, 1, 1))
    actions.carry_on(run.pk)
    run.refresh_from_db()
    for table, number in [(0, one) for one in range(2, 4)]:
        actions.decide(cast.alice, run=run, kind="who", subject=f"{table}:{number}", value="new")
    actions.carry_on(run.pk)
    run.refresh_from_db()
    actions.take_over(cast.alice, run=run)
    actions.carry_on(run.pk)
    run.refresh_from_db()
    assert run.state == "done"


def fill_form(cast) -> None:
    from qingzhuang.site.publishing.actions import check_file
    from qingzhuang.site.reports import actions

    empty = workbook([["居民花名册", "", "", ""], ROSTER, ["", "", "", ""], ["", "", "", ""]], ("A1:D1",), 2)
    review = actions.bring_form(cast.alice, name="花名册.xlsx", data=empty)
    actions.fill(cast.alice, review=review)
    last_month = workbook([["居民花名册", "", "", ""], ROSTER, [NAME, ID, "女", PHONE], ["", "", "", ""]], ("A1:D1",), 2)
    actions.bring_form(cast.alice, name="上月.xlsx", data=last_month)
    check_file(cast.alice, name="公示.xlsx", data=book(ROSTER, [NAME, ID, "女", PHONE]), place="", take_down=None, keep=["name"])


def sign_return(cast) -> Any:
    from qingzhuang.site.requests import actions as requests
    from qingzhuang.site.requests.logic import Verdict
    from qingzhuang.site.returns import actions
    from qingzhuang.site.returns.models import Return

    empty = workbook([["居民花名册", "", "", ""], ROSTER, ["", "", "", ""], ["", "", "", ""]], ("A1:D1",), 2)
    told = requests.Told(asker="民政科", as_of=timezone.localdate())
    request = requests.register_request(cast.dan, told=told, name="花名册.xlsx", data=empty)
    requests.decide_request(cast.tina, request=request, verdict=Verdict.SEND)
    round_ = actions.begin_round(cast.tina, request=request)
    actions.fill_round(round_.pk)
    owed = Return.objects.select_related(*RELATED).get(round=round_, area=cast.community)
    for blank in owed.found.get("asked", []):
        actions.explain(cast.alice, owed=owed, subject=blank["key"], text=f"{NAME}的情况已核实")
    owed = actions.keep_fresh(Return.objects.select_related(*RELATED).get(pk=owed.pk))
    return actions.sign(cast.alice, owed=owed, stamp=owed.stamp)


def name_in_words(cast, made: Record) -> None:
    from qingzhuang.site.kit import files
    from qingzhuang.site.ledger.actions import open_recording
    from qingzhuang.site.requests.models import Given, Request

    ledger.record_facts(cast.alice, record=made, facts={"phone": PHONE}, title=f"{NAME}的来信")
    open_recording(cast.alice, source=ledger.Source.ENTRY, area=cast.community, title=f"走访{NAME}等三户")
    Request.objects.update(message=f"请核实{NAME}的情况")
    request = Request.objects.first()
    data = book(ROSTER, [NAME, ID, "女", PHONE])
    Given.objects.create(
        request=request, sha256=files.keep(data, "requests"), name="名单.xlsx", size=len(data), records=1, known=4, asked=0,
        as_of=timezone.localdate(), made_by=cast.tina.person, made_at=timezone.now(),
    )  # fmt: skip


@pytest.fixture
def taken_out(cast, held):
    made, _version = held
    ledger.record_facts(
        cast.alice, record=made, facts={"state": "moved_out"}, valid_from=timezone.localdate() - timedelta(days=30)
    )
    return ledger.shred_record(cast.hana, record=Record.objects.get(pk=made.pk), ground=Ground.REQUEST, basis=BASIS)


def test_is_found_in_many_places_before_and_in_none_after(cast, held, taken_out, folder):
    before = {Path(place).parts[0] for place, _one in found_in_files(folder)}
    assert {"files", "facts"} <= before
    assert ledger.carry_on(taken_out.pk)
    assert found_in_files(folder) == set()
    # the record of deeds keeps the name that a file had when it was brought: decision 0015
    assert {place for place, _one in found_in_tables()} <= {"audit_entry"}
    assert verify() is None


def test_a_signed_return_is_verified_as_taken_out_and_not_as_altered(cast, held, taken_out):
    from qingzhuang.site.returns import actions, kept, queries
    from qingzhuang.site.returns.models import Version

    data = actions.take_version(cast.alice, version=held[1])
    assert queries.verdict_for(cast.alice, data).kept == "whole"
    ledger.carry_on(taken_out.pk)
    told = queries.verdict_for(cast.alice, data)
    assert (told.code, told.kept) == ("genuine", "taken_out")
    assert [(one["basis"], one["ground"]) for one in told.taken_out] == [(BASIS, "request")]
    version = Version.objects.get(pk=held[1].pk)
    left = json.dumps(kept.load(version.content).as_json(), ensure_ascii=False)
    assert OTHER in left and NAME not in left
    with pytest.raises(Refusal) as refused:
        actions.take_version(cast.alice, version=version)
    assert refused.value.code == "site.file_gone"
    version.manifest["content"] = "0" * 64
    version.taken_out = []
    assert queries.condition_of(version).value == "altered"


def test_the_others_of_the_same_list_stay(cast, held, taken_out):
    from qingzhuang.site.imports import queries
    from qingzhuang.site.imports.models import ImportRun

    ledger.carry_on(taken_out.pk)
    rows = queries.rows_for(cast.alice, ImportRun.objects.get()).rows
    assert [one.row.values[:1] for one in rows] == [[], [OTHER]]
    with pytest.raises(Refusal):
        queries.original_for(cast.alice, ImportRun.objects.get())


def test_cut_short_anywhere_it_goes_on_and_counts_once(cast, held, taken_out, folder, monkeypatch):
    from qingzhuang.site.ledger.actions import sweeping

    for name in list(sweeping._sweepers):
        with monkeypatch.context() as cut:
            cut.setitem(sweeping._sweepers, name, lambda _sweep: 1 // 0)
            with pytest.raises(ZeroDivisionError):
                ledger.carry_on(taken_out.pk)
            assert name not in Erasure.objects.get().swept
    assert ledger.carry_on(taken_out.pk) and ledger.carry_on(taken_out.pk)
    assert found_in_files(folder) == set() and bytes(Erasure.objects.get().words) == b""


def test_a_list_that_is_being_taken_over_is_waited_for(cast, held, taken_out):
    from qingzhuang.site.imports.models import ImportRun

    ImportRun.objects.update(state="previewed")
    assert not ledger.carry_on(taken_out.pk)
    assert Erasure.objects.get().done_at is None and "lists" not in Erasure.objects.get().swept
    ImportRun.objects.update(state="done")
    assert ledger.carry_on(taken_out.pk)
