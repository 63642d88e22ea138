"""A rulebook: rules and parameters of a place, and the verdicts that they give of a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from qingzhuang.rulebook.checks import CHECKS, Facts
from qingzhuang.rulebook.errors import RulebookError
from qingzhuang.rulebook.parameter import Parameter
from qingzhuang.rulebook.rule import Rule, Test
from qingzhuang.rulebook.verdict import Outcome, Verdict, Words, every


@dataclass(frozen=True)
class Book:
    """`letters` are the words of letters by tone, as content gives them (see `letter`)."""

    place: str
    rules: tuple[Rule, ...]
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    letters: Mapping[str, Any] = field(default_factory=dict)

    def rule(self, name: str) -> Rule:
        """The rule with an id; RulebookError where there is none."""
        found = next((rule for rule in self.rules if rule.id == name), None)
        if found is None:
            raise RulebookError(f"{self.place} has no rule {name}")
        return found

    def number(self, name: str, day: date) -> float:
        """The value of a parameter on a day."""
        if name not in self.parameters:
            raise RulebookError(f"{self.place} has no parameter {name}")
        return self.parameters[name].on(day).value

    def judge(self, facts: Facts, day: date, *, about: str) -> tuple[Verdict, ...]:
        """What every rule about such a thing says on a day, in the order of the book; rules that do not apply say nothing.

        How strongly each may speak: `Verdict.strength`.
        """
        verdicts = (self._verdict(rule, facts, day) for rule in self.rules if rule.about == about and rule.holds_on(day))
        return tuple(verdict for verdict in verdicts if verdict is not None)

    def _verdict(self, rule: Rule, facts: Facts, day: date) -> Verdict | None:
        applies = every(self._run(test, facts, day) for test in rule.when)
        if applies is Outcome.NOT_MET:
            return None
        outcome = every(self._run(test, facts, day) for test in rule.tests) if applies is Outcome.MET else applies
        missing: tuple[str, ...] = ()
        if outcome is Outcome.CANNOT_TELL:
            tests = [test for test in (*rule.when, *rule.tests) if self._run(test, facts, day) is Outcome.CANNOT_TELL]
            missing = tuple(dict.fromkeys(name for test in tests for name in test.facts))
        return Verdict(rule, outcome, self._words(rule, outcome, facts, day), missing)

    def _run(self, test: Test, facts: Facts, day: date) -> Outcome:
        def number(written: Any) -> float:
            return self.number(written, day) if isinstance(written, str) else float(written)

        return CHECKS[test.check](facts, test.arguments, number, day)

    def _words(self, rule: Rule, outcome: Outcome, facts: Facts, day: date) -> Words:
        told = rule.says.get(outcome, rule.title)
        holding = {name: told for name, told in self.parameters.items() if told.begins <= day}
        numbers = {name: _plain(parameter.on(day).value) for name, parameter in holding.items()}
        known = _Known(numbers | {name: _plain(value) for name, value in facts.items()})
        return {language: text.format_map(known) for language, text in told.items()}


class _Known(dict[str, Any]):
    """What is not known stands as an ellipsis in a sentence."""

    def __missing__(self, name: str) -> str:
        return "…"


def _plain(value: Any) -> Any:
    """Numbers without a needless fraction, several things in a row."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return "、".join(str(one) for one in value) if isinstance(value, (list, tuple, set, frozenset)) else value
