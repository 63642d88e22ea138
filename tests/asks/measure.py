"""How many questions are answered rightly, asked back, or are sure and wrong: `python -m tests.asks.measure` says it for each batch."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from qingzhuang.formfill.ask import ask, places_in, reply, settled
from qingzhuang.tally import Dataset, Scope
from qingzhuang.tally.errors import QuestionError
from tests.asks.town import DAY, Town

BATCHES = ("first", "second", "third", "fourth")
EPSILON = 0.006


def verdict(words: str, truth: Any, town: Town, facts: Dataset, places: Any) -> tuple[str, str]:
    """`right`, `back` or `wrong`, and what it said."""
    scope = Scope("", DAY)
    found = ask(words, DAY, vocabulary=facts.vocabulary, places=places)
    if found.sure:
        try:
            answer = reply(found, facts, scope, 0)
            found = settled(found, answer)
        except QuestionError as fault:
            return "broken", str(fault)
    if not found.sure:
        return ("right" if truth == "ask back" else "back"), "；".join(found.reasons)
    said: Any = answer.answer.value
    if answer.parts:
        said = {part.label: part.answer.value for part in answer.parts if part.answer.value}
    if truth == "ask back":
        return "wrong", f"{said} {found.question}"
    expected = truth(town)
    options = expected if isinstance(expected, list) else [expected]
    return ("right" if any(_same(said, one) for one in options) else "wrong"), f"{said} not {options}: {found.question}"


def _same(said: Any, expected: Any) -> bool:
    if isinstance(expected, float) and isinstance(said, (int, float)):
        return abs(said - expected) < EPSILON * max(1.0, abs(expected))
    return bool(said == expected)


def measured(batch: str, town: Town) -> list[tuple[str, str, str]]:
    facts = Dataset.open(town.folder)
    places = places_in(facts, Scope("", DAY))
    cases = import_module(f"tests.asks.{batch}").ASKED
    return [(words, *verdict(words, truth, town, facts, places)) for words, truth in cases]


def build(folder: Path) -> Town:
    from qingzhuang.demo import make_district

    make_district(6000, 1, folder, communities=2)
    return Town(folder)


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        town = Town(Path(sys.argv[1])) if len(sys.argv) > 1 else build(Path(folder))
        for batch in BATCHES:
            found = measured(batch, town)
            print(batch, {kind: sum(one[1] == kind for one in found) for kind in ("right", "back", "wrong", "broken")})
            for words, kind, said in found:
                if kind != "right":
                    print(f"  {kind:5} {words}  {said}")
