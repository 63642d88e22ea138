"""Invariant 6: what other authorities keep of special groups of people is not kept here."""

from __future__ import annotations

import re

from tests.house.tree import files, read, refuse

NAMES = re.compile(
    r"\b(released_(prisoner|person)|ex_convict|convict\w*|criminal\w*|prison\w*|addict\w*|drug_(user|history)|methadone|hiv\w*|aids"
    r"|mental_(illness|patient|state)|psychiatric\w*|key_(youth|person|population)|petitioner\w*|community_correction\w*|cult_\w+|stability_\w+)\b"
)


def test_the_vocabulary_has_no_field_for_them():
    content = [path for path in files() if path.parts[:3] == ("qingzhuang", "content", "vocabulary")]
    found = [(path, number, line) for path in content for number, line in enumerate(read(path).split("\n"), 1)]
    refuse(f"{path}:{number}: {line.strip()}" for path, number, line in found if NAMES.search(line.split("#")[0]))


def test_no_table_of_the_site_has_a_column_for_them():
    models = [path for path in files() if path.name == "models.py" and path.parts[0] == "qingzhuang"]
    refuse(f"{path}: {match.group()}" for path in models for match in NAMES.finditer(read(path)))


def test_the_pattern_bites():
    assert NAMES.search("  hiv_status: {type: code}") and NAMES.search("released_prisoner: boolean")
    assert not NAMES.search(
        "mental: {code: '6', words: [精神残疾]}"
    )  # a kind of disability on the certificate is a fact of the ledger
