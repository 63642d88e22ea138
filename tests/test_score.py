"""How well forms are understood does not get worse, and the page about it tells the truth.

Floors stand a little below what was last measured.

The scorer and the development forms lie beside the repository (`make score`, QINGZHUANG_FORMS); without them these tests skip.
Only totals are told, so that nobody tunes the matcher to single forms by accident.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from qingzhuang.formfill import read, understand
from qingzhuang.formfill.as_json import answer_file
from tests.forms.build import all_forms, build
from tests.forms.run import perfect

Data = dict[str, Any]
ROOT = Path(__file__).resolve().parents[1]
FORMS = Path(os.environ.get("QINGZHUANG_FORMS") or ROOT.parent / "shared" / "forms" / "dev")
SCORER = FORMS.parent / "score.py"

# in per cent; `sure_wrong` is the most that may be wrong of what is called sure, the others the least that must be right
FLOORS = {
    "dev": {"right": 97, "sure_wrong": 0.5, "outside": 98, "population": 85, "structure": 98, "whole": 85},
    "tune": {"right": 95, "sure_wrong": 0.8, "outside": 98, "population": 80, "structure": 98, "whole": 65},
    "blind": {"right": 90, "sure_wrong": 0.6, "outside": 97, "population": 66, "structure": 97, "whole": 56},
    "third_a": {"right": 98, "sure_wrong": 0.3, "outside": 98.5, "population": 74, "structure": 98, "whole": 87},
    "third_b": {"right": 96.5, "sure_wrong": 0.5, "outside": 98.5, "population": 94, "structure": 98, "whole": 85},
    "fourth_a": {"right": 93.5, "sure_wrong": 0.3, "outside": 99, "population": 90, "structure": 98, "whole": 61},
    "fourth_c": {"right": 96, "sure_wrong": 0.3, "outside": 99, "population": 50, "structure": 98, "whole": 74},
    "fourth_d": {"right": 95, "sure_wrong": 0.3, "outside": 99, "population": 70, "structure": 98, "whole": 78},
    "fourth_e": {"right": 96, "sure_wrong": 0.3, "outside": 99, "population": 90, "structure": 98, "whole": 80},
    "fourth_f": {"right": 92.5, "sure_wrong": 0.3, "outside": 99, "population": 90, "structure": 95, "whole": 70},
    "fourth_g": {"right": 94.5, "sure_wrong": 0.3, "outside": 99, "structure": 98, "whole": 76},
    "fourth_h": {"right": 96, "sure_wrong": 0.3, "outside": 99, "structure": 98, "whole": 78},
    "fourth_i": {"right": 96, "sure_wrong": 0.3, "outside": 99, "population": 100, "structure": 98, "whole": 80},
    "fifth_a": {"right": 97.5, "sure_wrong": 0.3, "outside": 99, "population": 95, "structure": 98, "whole": 85},
    "fifth_b": {"right": 97, "sure_wrong": 0.3, "outside": 99, "population": 95, "structure": 98, "whole": 85},
    "fifth_c": {"right": 97, "sure_wrong": 0.3, "outside": 99, "population": 95, "structure": 98, "whole": 85},
    "sixth_a": {"right": 97.5, "sure_wrong": 0.3, "outside": 99, "population": 80, "structure": 98, "whole": 84},
    "sixth_c": {"right": 98, "sure_wrong": 0.3, "outside": 99, "population": 95, "structure": 98, "whole": 90},
    "sixth_d": {"right": 95, "sure_wrong": 0.3, "outside": 99, "structure": 98, "whole": 80},
    "real_a": {"right": 92, "sure_wrong": 0.3, "outside": 99, "population": 40, "structure": 98, "whole": 50},
    "sixth_b": {"right": 96.5, "sure_wrong": 0.3, "outside": 99, "population": 80, "structure": 98, "whole": 74},
    "real_b": {"right": 97, "sure_wrong": 0.3, "outside": 99, "population": 100, "structure": 98, "whole": 77},
    "real_c": {"right": 97, "sure_wrong": 0.3, "outside": 99, "population": 100, "structure": 98, "whole": 77},
    "real_d": {"right": 94, "sure_wrong": 0.3, "outside": 99, "population": 100, "structure": 98, "whole": 78},
    "real_e": {"right": 96, "sure_wrong": 0.3, "outside": 99, "structure": 98, "whole": 80},
    "fourth_b": {"right": 95, "sure_wrong": 0.3, "outside": 99, "population": 90, "structure": 98, "whole": 75},
    "second": {"right": 92.5, "sure_wrong": 0.9, "outside": 96.5, "population": 94, "structure": 97, "whole": 48},
}
SHARES = {
    "right": ("right", "answerable"),
    "sure_wrong": ("sure_wrong", "sure"),
    "outside": ("outside_left", "outside"),
    "population": ("population_right", "populations"),
    "structure": ("structure", "forms"),
    "whole": ("whole", "forms"),
}


scored = pytest.mark.skipif(
    not (FORMS.is_dir() and SCORER.exists()), reason=f"no scorer beside {FORMS.name}: nothing to score with"
)


@cache
def scorer() -> Any:
    spec = importlib.util.spec_from_file_location("score_of_forms", SCORER)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def forms_of(name: str) -> tuple[tuple[Data, str, bytes], ...]:
    """Truth, file name and bytes of every form of a set."""
    if name == "dev":
        truths = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(FORMS.glob("*.truth.json"))]
        files = [truth for truth in truths if truth.get("tables") and truth.get("file")]
        return tuple((truth, truth["file"], (FORMS / truth["file"]).read_bytes()) for truth in files)
    built = [build(form) for form in all_forms(name)]
    return tuple((json.loads(json.dumps(truth)), file, data) for file, data, truth in built)


def understood(_: Data, file: str, data: bytes) -> Data:
    answer: Data = answer_file(understand(read(data, file)))
    return answer


def totals(name: str, answer: Callable[[Data, str, bytes], Data]) -> dict[str, float]:
    """The shares of a set, in per cent."""
    sums: dict[str, int] = {"forms": 0}
    for truth, file, data in forms_of(name):
        result = scorer().score(truth, answer(truth, file, data))
        for key in result.keys() - {"faults"}:
            sums[key] = sums.get(key, 0) + result[key]
        sums["forms"] += 1
    return {share: 100 * sums[part] / max(1, sums[whole]) for share, (part, whole) in SHARES.items()}


def below(name: str, reached: dict[str, float]) -> list[str]:
    """What falls short of the floors, in words."""
    short = []
    for share, floor in FLOORS[name].items():
        worse = reached[share] > floor if share == "sure_wrong" else reached[share] < floor
        if worse:
            short.append(
                f"{name}: {share} {reached[share]:.1f} %, {'at most' if share == 'sure_wrong' else 'at least'} {floor} %"
            )
    return short


@scored
@pytest.mark.parametrize("name", FLOORS)
def test_forms_are_understood_as_well_as_before(name: str) -> None:
    assert below(name, totals(name, understood)) == []


@scored
def test_the_floors_bite() -> None:
    """A reader who leaves everything alone is not good enough, one who is sure of everything wrongly neither."""
    nothing = totals("tune", lambda *_: {})
    assert nothing["right"] == nothing["structure"] == 0
    assert len(below("tune", nothing)) >= 4
    assert below("tune", dict.fromkeys(SHARES, 100.0)) == [f"tune: sure_wrong 100.0 %, at most {FLOORS['tune']['sure_wrong']} %"]


@scored
def test_a_perfect_reader_scores_everything() -> None:
    reached = totals("tune", lambda truth, *_: perfect(truth))
    assert reached == {**dict.fromkeys(SHARES, 100.0), "sure_wrong": 0.0}


# ---------------------------------------------------------------- the page
PAGE = ROOT / "docs" / "explanation" / "how-a-form-is-understood.md"


def test_the_page_names_the_thresholds_of_the_code() -> None:
    from qingzhuang.formfill.match.table import GUESS, SURE

    text = PAGE.read_text(encoding="utf-8")
    assert f"| {SURE:g} and more, no rival" in text
    assert f"| {GUESS:g} to {SURE:g}, or a rival |" in text


def test_the_page_names_every_set_that_is_measured() -> None:
    rows = [line.split("|")[1].strip() for line in PAGE.read_text(encoding="utf-8").split("\n") if line.startswith("|")]
    assert all(rows.count(name) == 2 for name in FLOORS)


def test_the_pictures_of_the_page_are_drawn_by_the_engine() -> None:
    """Drawn anew they would still show the parts that their captions name."""
    spec = importlib.util.spec_from_file_location("understood_pictures", ROOT / "scripts" / "understood_pictures.py")
    assert spec is not None and spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = script  # its dataclasses look themselves up
    spec.loader.exec_module(script)
    pages = script.pages()
    text = PAGE.read_text(encoding="utf-8")
    for name, page in pages.items():
        assert f"../images/understood-{name}.png" in text and (ROOT / f"docs/images/understood-{name}.png").exists()
        assert "✓" in page
    for picture in (script.CROSSTAB, script.ROSTER, script.CARD, script.INDICATORS):
        assert all(f"<b>{word}</b>" in pages[picture.name] for word, _ in picture.captions.values()), picture.name
