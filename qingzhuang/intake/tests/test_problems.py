"""The words of problems and reasons: whole in both languages, and each of use."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

from qingzhuang.intake import Cleaned, Severity, problem
from qingzhuang.intake.problems import codes

CONTENT = files("qingzhuang.content") / "intake"
SOURCES = "\n".join(path.read_text("utf-8") for path in Path(__file__).parents[1].rglob("*.py") if "tests" not in path.parts)


def entries(name):
    return yaml.safe_load((CONTENT / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["problems.yaml", "reasons.yaml"])
def test_both_languages_name_the_same_placeholders(name):
    for code, entry in entries(name).items():
        assert set(re.findall(r"{(\w+)}", entry["zh-Hans"])) == set(re.findall(r"{(\w+)}", entry["en"])), code


def test_each_problem_has_a_severity_and_is_used():
    for code in codes():
        assert problem(code).severity in Severity
        assert f'"{code}"' in SOURCES, f"{code} is never told"


def test_each_reason_is_used():
    assert [code for code in entries("reasons.yaml") if f'"{code}"' not in SOURCES] == []


def test_a_problem_without_words_cannot_be_made():
    with pytest.raises(KeyError):
        problem("no_such_thing")


def test_a_problem_is_told_in_traditional_characters():
    assert problem("name_blanks").words("zh-Hant") == "去掉了姓名中間的空格。"


def test_the_gravest_problem_of_a_value_counts():
    assert Cleaned(None, "x", (problem("narrowed"), problem("id_check", check="4"))).grave is Severity.ASK
    assert Cleaned("x", "x").grave is None


def test_each_database_name_stands_for_one_heading():
    seen: dict[str, str] = {}
    for chinese, names in entries("column-names.yaml").items():
        for name in str(names).split():
            assert name not in seen, f"{name} stands for {seen[name]} and {chinese}"
            assert name == re.sub(r"[_ .\-]", "", name).lower(), name
            seen[name] = chinese
