"""One word per idea: what code calls a thing is in the glossary, with its Chinese term."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.docs.pages import first_cells
from tests.house.tree import files, parse, read, refuse

GLOSSARY = Path("docs/glossary.md")
SPOKEN = (  # modules whose classes are the words of the trade
    Path("qingzhuang/formfill/form.py"),
    Path("qingzhuang/formfill/memory.py"),
    Path("qingzhuang/formfill/edits.py"),
    Path("qingzhuang/vocabulary/model.py"),
    Path("qingzhuang/tally/scope.py"),
)

PLUMBING = {"CellEdit", "LineEdit", "Written", "Remembered", "Resolution", "Step"}  # never said to anybody


def words() -> set[str]:
    return {word.strip() for cell in first_cells(GLOSSARY) for word in re.sub(r"\(.*?\)", "", cell).split(",")}


def spelled(name: str) -> str:
    """`CodeList` → code list; a plural counts as its word."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def test_classes_of_the_trade_are_in_the_glossary():
    known = words()
    names = {
        (path, node.name)
        for path in SPOKEN
        if path in files()
        for node in parse(path).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and node.name not in PLUMBING
    }
    refuse(
        f"{path}: {name}" for path, name in names if spelled(name) not in known and spelled(name).removesuffix("s") not in known
    )


def test_states_of_a_blank_are_in_the_glossary():
    from qingzhuang.formfill.form import State

    refuse(state.value for state in State if state.value not in words())


def test_every_word_has_its_chinese_term():
    rows = [line for line in read(GLOSSARY).split("\n") if line.startswith("| ") and not line.startswith(("| word", "| ---"))]
    refuse(line for line in rows if not re.search(r"[\u4e00-\u9fff]", line.split("|")[2]))


def test_words_stand_in_order_once():
    for block in read(GLOSSARY).split("\n## ")[1:]:
        cells = [
            line.split("|")[1].strip().lower() for line in block.split("\n") if line.startswith("| ") and "| 中文 |" not in line
        ]
        cells = [cell for cell in cells if set(cell) != {"-"}]
        assert len(cells) == len(set(cells))
        if not block.startswith("States"):
            assert cells == sorted(cells), block.split("\n")[0]
