"""From YAML under `content/rulebooks/<place>` to a Book; a place below another changes what it says otherwise.

`china/gaotai` is read over `china`: a rule or parameter of the same name replaces the one above, `rule: … dropped: true` takes it out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from qingzhuang.rulebook.book import Book
from qingzhuang.rulebook.checks import CHECKS
from qingzhuang.rulebook.errors import RulebookError
from qingzhuang.rulebook.parameter import Dated, Parameter
from qingzhuang.rulebook.rule import Clause, Rule, Test
from qingzhuang.rulebook.verdict import Outcome, Strength

SINCE = date(1949, 10, 1)


@cache
def load(place: str = "china") -> Book:
    """The rulebook of a place that comes with Qingzhuang; read once per process. RulebookError where there is no such place."""
    return load_from(Path(__file__).parent.parent / "content" / "rulebooks", place)


def load_from(folder: Path, place: str) -> Book:
    """The rulebook of a place in another folder; nothing is cached."""
    rules: dict[str, Rule] = {}
    parameters: dict[str, Parameter] = {}
    letters: dict[str, Any] = {}
    clauses: dict[str, Clause] = {}
    steps = place.split("/")
    for at in range(1, len(steps) + 1):
        here = folder.joinpath(*steps[:at])
        if not here.is_dir():
            raise RulebookError(f"there is no rulebook of {'/'.join(steps[:at])}")
        parts = [part for path in sorted(here.glob("*.yaml")) if path.name != "cases.yaml" for part in _documents(path)]
        for part in parts:
            clauses |= {name: _clause(name, told) for name, told in (part.get("clauses") or {}).items()}
            parameters |= {name: _parameter(name, told) for name, told in (part.get("parameters") or {}).items()}
            letters |= part.get("letters") or {}
        for told in (rule for part in parts for rule in part.get("rules") or ()):
            rules.pop(told["rule"], None)
            if not told.get("dropped"):
                rules[told["rule"]] = _rule(told, clauses, parameters)
    return Book(place, tuple(rules.values()), parameters, letters)


def _documents(path: Path) -> Iterable[Mapping[str, Any]]:
    return [part for part in yaml.load_all(path.read_text("utf-8"), yaml.CSafeLoader) if part]


def _rule(told: Mapping[str, Any], clauses: Mapping[str, Clause], parameters: Mapping[str, Parameter]) -> Rule:
    name = told["rule"]
    named = told.get("clause")
    if named is not None and named not in clauses:
        raise RulebookError(f"rule {name}: no clause {named}")
    says = {outcome: told[outcome.value] for outcome in Outcome if outcome.value in told}
    for words in (told["title"], *says.values()):
        if not {"zh-Hans", "en"} <= set(words):
            raise RulebookError(f"rule {name}: its words need zh-Hans and en")
    return Rule(
        id=name,
        about=told["about"],
        title=told["title"],
        clause=clauses[named] if named else None,
        strength=Strength(told.get("strength", "hint")),
        begins=told.get("begins", SINCE),
        ends=told.get("ends"),
        tests=_tests(name, told["test"], parameters),
        when=_tests(name, told.get("when") or (), parameters),
        says=says,
        letter=bool(told.get("letter")),
    )


def _tests(rule: str, told: Any, parameters: Mapping[str, Parameter]) -> tuple[Test, ...]:
    found = []
    for one in [told] if isinstance(told, Mapping) else told:
        for check, arguments in one.items():
            listed = tuple(arguments) if isinstance(arguments, list) else (arguments,)
            if check not in CHECKS:
                raise RulebookError(f"rule {rule}: no check {check}; there are {', '.join(CHECKS)}")
            if len(listed) > 1 and isinstance(listed[1], str) and listed[1] not in parameters:
                raise RulebookError(f"rule {rule}: no parameter {listed[1]}")
            found.append(Test(check, listed))
    return tuple(found)


def _clause(name: str, told: Mapping[str, Any]) -> Clause:
    if not told.get("source") and told.get("verified"):
        raise RulebookError(f"clause {name}: verified without a source")
    return Clause(told["paper"], str(told.get("article", "")), told["says"], told.get("source", ""), bool(told.get("verified")))


def _parameter(name: str, told: Mapping[str, Any]) -> Parameter:
    values = tuple(
        Dated(one["from"], float(one["value"]), one["source"], bool(one.get("verified"))) for one in told["values"]
    )  # fmt: skip
    return Parameter(name, told["unit"], values)
