"""Invariant 6: what other authorities keep of special groups of people is not kept here."""

from __future__ import annotations

import re
from importlib.util import find_spec

import pytest

from tests.house.tree import files, read, refuse

NAMES = re.compile(
    r"\b(released_(prisoner|person)|ex_convict|convict\w*|criminal\w*|prison\w*|addict\w*|drug_(user|history)|methadone|hiv\w*|aids"
    r"|mental_(illness|patient|state)|psychiatric\w*|key_(youth|population)|petitioner\w*|community_correction\w*|cult_\w+|stability_\w+)\b"
)


# Forms of others ask for these, so the vocabulary has words for them and a form that asks is understood. Nothing fills them:
# the made-up district and the tables of the site do not hold them. No name may be added here without a page in docs/decisions.
ASKED_BY_OTHERS = {"mental_illness"}


def test_the_vocabulary_has_no_field_for_them():
    content = [path for path in files() if path.parts[:3] == ("qingzhuang", "content", "vocabulary")]
    found = [(path, number, line.split("#")[0]) for path in content for number, line in enumerate(read(path).split("\n"), 1)]
    refuse(
        f"{path}:{number}: {line.strip()}"
        for path, number, line in found
        for name in NAMES.finditer(line)
        if name.group() not in ASKED_BY_OTHERS
    )


def test_the_made_up_district_does_not_hold_them(tmp_path):
    if find_spec("qingzhuang.demo") is None:
        pytest.skip("the made-up district is not built yet")
    import pyarrow.parquet

    from qingzhuang.demo import make_district

    make_district(50, 1, tmp_path)
    columns = [(path.name, name) for path in tmp_path.rglob("*.parquet") for name in pyarrow.parquet.read_schema(path).names]
    columns += [
        (path.name, name) for path in tmp_path.rglob("*.csv") for name in path.open(encoding="utf-8-sig").readline().split(",")
    ]
    assert columns
    refuse(f"{table}: {name}" for table, name in columns if NAMES.search(name))


def test_no_table_of_the_site_has_a_column_for_them():
    models = [path for path in files() if path.name == "models.py" and path.parts[0] == "qingzhuang"]
    refuse(f"{path}: {match.group()}" for path in models for match in NAMES.finditer(read(path)))


def test_the_pattern_bites():
    assert NAMES.search("  hiv_status: {type: code}") and NAMES.search("released_prisoner: boolean")
    assert not NAMES.search(
        "mental: {code: '6', words: [精神残疾]}"
    )  # a kind of disability on the certificate is a fact of the ledger
