"""`qingzhuang definitions` and `qingzhuang differ`: what a word means by whom, and why two numbers differ."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

from qingzhuang.cli import DONE, Refusal, day_of
from qingzhuang.console import Console

if TYPE_CHECKING:
    from qingzhuang.tally import Dataset
    from qingzhuang.tally.differ import Difference, Side
    from qingzhuang.vocabulary import Definition, Rate

NAMES = {"person": "person.name", "household": "household.head.name", "dwelling": "dwelling.address", "birth": "birth.name"}


def list_definitions(options: argparse.Namespace, console: Console) -> int:
    """Every version of a word, or of all words, with its text and source; raises Refusal where the word is none."""
    from qingzhuang.vocabulary import fold, load

    vocabulary = load()
    wanted = fold(options.word) if options.word else ""
    found = [d for d in vocabulary.definitions if not wanted or wanted == d.name or any(wanted in word for word in d.words)]
    rates = [rate for rate in vocabulary.rates if not wanted or wanted == rate.name or any(wanted in word for word in rate.words)]
    if not found and not rates:
        raise Refusal(console.words("no_definition", text=options.word))
    for definition in found:
        _define(definition, console)
    for rate in rates:
        _rate(rate, console)
    return DONE


def _rate(rate: Rate, console: Console) -> None:
    """An allowance: its amounts by age, its day and what ends it."""
    from qingzhuang.tally.words.reasons import rate_in_words

    mark = f"  {console.words('by_default')}" if rate.default else ""
    console.say(console.painted(f"{rate.words[0]}  {rate.key}{mark}", "head"))
    console.say(f"  {rate_in_words(rate, console.tongue)}")
    console.say(f"  {console.words('source')}：{'  '.join(filter(None, (rate.source, rate.clause, rate.note)))}")


def _define(definition: Definition, console: Console) -> None:
    from qingzhuang.tally.words.reasons import definition_in_words

    mark = f"  {console.words('by_default')}" if definition.default else ""
    console.say(console.painted(f"{definition.words[0]}  {definition.key}{mark}", "head"))
    console.say(f"  {definition_in_words(definition, console.tongue)}")
    if definition.condition:
        console.say(f"  {definition.condition}")
    told = "  ".join(filter(None, (definition.source, definition.clause, definition.note)))
    console.say(f"  {console.words('source')}：{told}")


def explain_difference(options: argparse.Namespace, console: Console) -> int:
    """Both numbers, and who is between them; raises Refusal."""
    from qingzhuang.tally import Dataset, QuestionError
    from qingzhuang.tally.differ import Side, differ
    from qingzhuang.tally.errors import DatasetError

    report = day_of(options.as_of, console)
    try:
        dataset = Dataset.open(options.facts)
    except DatasetError as fault:
        raise Refusal(console.words("bad_facts", name=options.facts, why=fault)) from fault
    rates = [rate for text in (options.a, options.b) for rate in dataset.vocabulary.rates if rate.key == text]
    if len(rates) == 2:
        return _pay(rates[0], rates[1], dataset, options, report, console)
    try:
        a, b = (Side.of(text, report) for text in (options.a, options.b))
        named = NAMES.get(a.entity, "")
        found = differ(a, b, dataset, options.area, (named,) if named else (), options.limit)
    except QuestionError as fault:
        raise Refusal(console.words("bad_question", why=fault)) from fault
    _told(found, a, b, report, console)
    return DONE


def _pay(a: Rate, b: Rate, dataset: Dataset, options: argparse.Namespace, report: date, console: Console) -> int:
    """Two allowances: what each costs a year, and who gets another amount."""
    from qingzhuang.tally.rates import pay_differs
    from qingzhuang.tally.words.reasons import payment_in_words, rate_in_words

    found = pay_differs(a, b, dataset, options.area, report, ("person.name",), options.limit)
    for letter, rate, cost in (("A", a, found.a), ("B", b, found.b)):
        unknown = sum(line.unknown for line in cost.lines)
        more = f"  {console.words('unknown_more', n=unknown)}" if unknown else ""
        people = sum(line.people for line in cost.lines)
        said = console.words("cost", people=people, yearly=cost.yearly)
        console.say(console.painted(f"{letter}  {said}{more}  {rate.key}  {rate_in_words(rate, console.tongue)}", "head"))
        if cost.unchecked:
            console.say(f"   {console.words('unchecked', events='、'.join(console.words(event) for event in cost.unchecked))}")
    for one in found.people:
        name = " ".join(str(value) for value in one.row if value)
        told = "  ".join(f"{letter} {payment_in_words(due, console.tongue)}" for letter, due in (("A", one.a), ("B", one.b)))
        console.say(f"    {one.key} {name}  {told}")
    if (left := found.differing - len(found.people)) > 0:
        console.say(f"    … {left}")
    return DONE


def _told(found: Difference, a: Side, b: Side, report: date, console: Console) -> None:
    from qingzhuang.tally.words.reasons import reason_in_words

    for letter, side, one in (("A", a, found.a), ("B", b, found.b)):
        unknown = f"  {console.words('unknown_more', n=one.unknown)}" if one.unknown else ""
        number = "?" if one.value is None else str(one.value)
        console.say(console.painted(f"{letter}  {number}{unknown}  {_named(side, console)}", "head"))
    counts = {"both": found.both, "only_a": found.only_a, "only_b": found.only_b}
    console.say("  " + "，".join(f"{console.words(name)} {count}" for name, count in counts.items()))
    joined = "; " if console.tongue == "en" else "；"
    for group in found.groups:
        why = joined.join(reason_in_words(reason, console.tongue) for reason in group.reasons)
        console.say(f"  {console.words('only_' + group.side)} {group.count}：{why}")
    for one_person in found.people:
        why = joined.join(reason_in_words(reason, console.tongue) for reason in one_person.reasons)
        name = " ".join(str(value) for value in one_person.row if value)
        console.say(f"    {one_person.side.upper()} {one_person.key} {name}  {why}")
    if (left := found.only_a + found.only_b - len(found.people)) > 0:
        console.say(f"    … {left}")


def _named(side: Side, console: Console) -> str:
    from qingzhuang.tally import condition_in_words
    from qingzhuang.tally.words.reasons import definition_in_words

    if side.definition is None:
        return f"{condition_in_words(side.where, side.entity, console.tongue)}（{side.day}）"
    return f"{side.definition.key}  {definition_in_words(side.definition, console.tongue)}（{side.day}）"
