"""The command line: what it prints, what it writes, how it refuses."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from qingzhuang.cli import main
from qingzhuang.formfill.answer.tests.village import AREA, GRID, HOUSEHOLD, PERSON, columns
from qingzhuang.formfill.match.lexicon import make_lexicon
from qingzhuang.vocabulary import load
from qingzhuang.vocabulary.load import compiled, content_folder

SLOW_TO_IMPORT = {"yaml", "numpy", "pyarrow", "opencc", "pypinyin", "xlrd", "olefile", "django", "qingzhuang.tally.dataset"}
FORM = "序号,姓名,性别,联系电话\n"


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "名单.csv"
    path.write_text(FORM, encoding="utf-8")
    return path


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    folder = tmp_path / "facts"
    folder.mkdir()
    for name, text in (("person", PERSON), ("household", HOUSEHOLD), ("area", AREA), ("grid", GRID)):
        table = columns(text)
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(table)
            rows.writerows(zip(*table.values(), strict=True))
    return folder


def test_understands_a_form_as_json(form: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["understand", str(form), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert [c["concept"] for c in answer["tables"][0]["columns"]] == ["row.number", "person.name", "person.sex", "person.phone"]
    assert answer["fingerprint"]


def test_understands_many_forms_into_a_folder_and_goes_on_after_a_bad_one(
    form: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(b"PK\x03\x04 no")
    assert main(["understand", str(bad), str(form), "--out", str(tmp_path / "out")]) == 1
    assert (tmp_path / "out" / "名单.answer.json").exists()
    assert "坏.xlsx" in capsys.readouterr().err


def test_says_in_words_what_a_form_asks(form: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["understand", str(form)]) == 0
    told = capsys.readouterr().out
    assert "花名册" in told
    assert "person.phone" in told
    assert "\033" not in told


def test_understands_without_waiting_for_what_it_does_not_need(
    form: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    compiled(content_folder())  # as somebody finds it who has used the command once
    make_lexicon(load())
    code = f"import sys; from qingzhuang.cli import main; main(['understand', {str(form)!r}]); print(*sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "花名册" in done.stdout
    assert SLOW_TO_IMPORT.isdisjoint(done.stdout.split("\n"))


def test_fills_a_form_and_explains_each_blank(
    form: Path, facts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, report = tmp_path / "填好.csv", tmp_path / "report.json"
    arguments = ["fill", str(form), "--facts", str(facts), "--area", "990101001002", "--as-of", "2026-11-22"]
    assert main([*arguments, "-o", str(out), "--report", str(report)]) == 0
    assert out.read_text(encoding="utf-8-sig").splitlines()[1] == "1,孙丽,女,13900000007"
    told = json.loads(report.read_text(encoding="utf-8"))
    assert told["summary"]["answered"] == 4
    assert told["blanks"][1]["question"]
    assert form.read_text(encoding="utf-8") == FORM
    assert "填好.csv" in capsys.readouterr().out


def test_fills_a_card_for_several_people_a_file_each(facts: Path, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["登记表"])
    book.active.append(["姓名", None, "性别", None])
    book.save(tmp_path / "卡.xlsx")
    arguments = ["fill", str(tmp_path / "卡.xlsx"), "--facts", str(facts), "-o", f"{tmp_path}/cards/"]
    assert main([*arguments, "--person", "孙丽", "--person", "990101194403050013"]) == 0
    assert sorted(path.name for path in (tmp_path / "cards").iterdir()) == ["卡_孙丽_p7.xlsx", "卡_张建国_p1.xlsx"]


def test_learns_a_meaning_for_the_next_time(form: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    memory = tmp_path / "memory.json"
    assert main(["learn", str(form), "联系电话", "person.phone_other", "--memory", str(memory)]) == 0
    assert main(["learn", str(form), "population", "person where age>=80", "--memory", str(memory)]) == 0
    capsys.readouterr()
    assert main(["understand", str(form), "--json", "--memory", str(memory)]) == 0
    table = json.loads(capsys.readouterr().out)["tables"][0]
    assert (table["columns"][3]["concept"], table["columns"][3]["state"]) == ("person.phone_other", "sure")
    assert table["population"] == "person where age>=80"


def test_makes_a_district_that_can_be_filled_from(form: Path, tmp_path: Path) -> None:
    pytest.importorskip("qingzhuang.demo")
    district, out = tmp_path / "demo", tmp_path / "out.csv"
    assert main(["demo", "--people", "60", "--out", str(district)]) == 0
    assert main(["fill", str(form), "--facts", str(district), "-o", str(out)]) == 0
    assert len(out.read_text(encoding="utf-8-sig").splitlines()) > 50


def test_says_a_question_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["words", "count(person where age>=60 and sex=female)"]) == 0
    assert "60" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["understand", "没有.xlsx"], 1, "找不到文件"),
        (["understand", "{form}", "--memory", "没有.json"], 1, "找不到文件"),
        (["fill", "{form}", "--facts", "没有", "-o", "{out}"], 1, "不能当台账用"),
        (["fill", "{form}", "--facts", "{facts}", "-o", "{form}"], 1, "不能盖掉"),
        (["fill", "{form}", "--facts", "{facts}", "-o", "{out}", "--as-of", "今天"], 1, "日期应像"),
        (["fill", "{form}", "--facts", "{facts}", "-o", "{out}", "--period", "2026"], 1, "时段应像"),
        (["fill", "{form}", "--facts", "{facts}", "-o", "{out}", "--person", "谁也不是"], 1, "找不到“谁也不是”"),
        (["fill", "{form}", "--facts", "{facts}", "-o", "{out}", "--set", "填表人"], 1, "标签=内容"),
        (["learn", "{form}", "籍贯", "person.name", "--memory", "{out}"], 1, "没有“籍贯”"),
        (["learn", "{form}", "姓名", "count(", "--memory", "{out}"], 1, "看不懂"),
        (["words", "count("], 1, "看不懂"),
        (["demo", "--people", "0", "--out", "{out}"], 1, "人数应在"),
        (["--lang", "en", "understand", "没有.xlsx"], 1, "No such file"),
        (["understand"], 2, ""),
        (["nonsense"], 2, ""),
    ],
)
def test_refuses_bad_input_with_a_sentence_and_no_traceback(
    arguments: list[str], code: int, said: str, form: Path, facts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.csv"
    filled = [argument.format(form=form, facts=facts, out=out) for argument in arguments]
    assert main(filled) == code
    told = capsys.readouterr()
    assert said in told.err
    assert "Traceback" not in told.err
    assert not out.exists()


def test_a_fault_of_ours_is_said_without_a_traceback(
    form: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("qingzhuang.cli._form", lambda *_: 1 / 0)
    monkeypatch.delenv("QINGZHUANG_TRACE", raising=False)
    assert main(["understand", str(form)]) == 1
    assert "ZeroDivisionError" in capsys.readouterr().err
