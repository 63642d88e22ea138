"""`qingzhuang ask`: a question in the words of headings, its answer and what every word was taken for."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from qingzhuang.cli import DONE, REFUSED, Refusal, day_of, memory_of, write_text
from qingzhuang.console import SIGNS, Console

if TYPE_CHECKING:
    from qingzhuang.formfill.ask import Asking, Reply
    from qingzhuang.formfill.memory import Memory
    from qingzhuang.tally import Dataset


def ask_facts(options: argparse.Namespace, console: Console) -> int:
    """Read the words, answer them, say how; 1 where nothing was understood. Raises Refusal."""
    from qingzhuang.formfill.ask import ask, places_in, reply, settled
    from qingzhuang.formfill.spoken import names_nobody
    from qingzhuang.tally import Dataset, QuestionError, Scope
    from qingzhuang.tally.errors import DatasetError

    day = day_of(options.as_of, console)
    try:
        dataset = Dataset.open(options.facts)
    except DatasetError as fault:
        raise Refusal(console.words("bad_facts", name=options.facts, why=fault)) from fault
    scope = Scope(options.area, day)
    try:
        chosen = dict(_pair(text, console) for text in options.mean)
        memory = _memory(options.memory, chosen, console)
        on_forms = {word: said for word, said in memory.said_on_forms.items() if names_nobody(said, dataset.vocabulary)}
        found = ask(
            " ".join(options.words), day, vocabulary=dataset.vocabulary, places=places_in(dataset, scope), chosen=chosen,
            office=memory.words, on_forms=on_forms,
        )  # fmt: skip
        answer = None if found.question is None else reply(found, dataset, scope, options.limit)
        _tell(found if answer is None else settled(found, answer), dataset, console)
        if answer is None:
            return REFUSED
        _show(answer, dataset, console)
        if options.memory is not None and any(chosen.values()):
            write_text(options.memory, json.dumps(memory.to_dict(), ensure_ascii=False, indent=1), console)
    except QuestionError as fault:
        raise Refusal(console.words("bad_question", why=fault)) from fault
    return DONE


def _memory(path: Path | None, chosen: Mapping[str, str], console: Console) -> Memory:
    """What was learned, with the meanings that are picked now."""
    from qingzhuang.formfill.memory import Memory

    memory = (memory_of(path, console) if path is not None and path.exists() else None) or Memory()
    for word, population in chosen.items():
        memory = memory.with_word(word, population) if population else memory
    return memory


def _pair(text: str, console: Console) -> tuple[str, str]:
    word, sign, meaning = text.partition("=")
    if not sign or not word:
        raise Refusal(console.words("bad_set", text=text))
    return word, meaning


def _tell(found: Asking, dataset: Dataset, console: Console) -> None:
    """The question in words, whether it is sure, and what was not."""
    from qingzhuang.tally.words import in_words

    state = "sure" if found.sure else "unsure"
    if found.question is not None:
        said = in_words(found.question, console.tongue, dataset.vocabulary)
        console.say(f"{console.painted(f'{SIGNS[state]} {console.words(state)}', state)}  {said}")
    for reason in found.reasons:
        console.say(f"  ? {reason}")
    for piece in () if found.sure else found.pieces:
        for choice in piece.choices:
            console.say(f"    --mean '{piece.text}={choice.population}'  {choice.words}")


def _show(answer: Reply, dataset: Dataset, console: Console) -> None:
    from qingzhuang.formfill.ask import table_of

    value, unknown = answer.answer.value, answer.answer.unknown
    more = console.words("unknown_more", n=unknown) if unknown else ""
    console.say(f"{'—' if value is None else value}{more}")
    width = max((len(part.label) for part in answer.parts), default=0)
    for part in answer.parts:
        console.say(f"  {part.label:<{width}}  {'—' if part.answer.value is None else part.answer.value}")
    if answer.rows is not None:
        headings, rows = table_of(answer.rows, dataset.vocabulary, console.tongue)
        for row in (headings, *rows):
            console.say("  " + "\t".join(row))
