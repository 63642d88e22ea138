"""`qingzhuang fill`: a blank form and a folder of facts in, the same file filled and an explanation out."""

from __future__ import annotations

import argparse
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from qingzhuang.cli import DONE, Refusal, day_of, make_folder, memory_of, read_book, write_text
from qingzhuang.console import SIGNS, Console

if TYPE_CHECKING:
    from qingzhuang.formfill.answer import BlankAnswer, Filling
    from qingzhuang.tally import Dataset, Scope

LISTED = 12  # blanks of one outcome named in the summary


def fill_form(options: argparse.Namespace, console: Console) -> int:
    """Read, understand, answer, check, write; raises Refusal."""
    from qingzhuang.formfill.answer import answer_form
    from qingzhuang.formfill.check import check
    from qingzhuang.formfill.errors import FormError
    from qingzhuang.formfill.match import understand
    from qingzhuang.formfill.memory import apply_memory
    from qingzhuang.formfill.write import write
    from qingzhuang.tally import Dataset, Scope
    from qingzhuang.tally.errors import DatasetError

    path = Path(options.form)
    as_of, period, typed = day_of(options.as_of, console), _period(options.period, console), _typed(options.set, console)
    data, book = read_book(path, console)
    form = apply_memory(understand(book), memory_of(options.memory, console))
    try:
        dataset = Dataset.open(options.facts)
    except DatasetError as fault:
        raise Refusal(console.words("bad_facts", name=options.facts, why=fault)) from fault
    scope = Scope(options.area, as_of, period)
    people = [_person(dataset, scope, who, console) for who in options.person]
    targets = _targets(options.out, path, [_file_name(dataset, scope, who) for who in people], console)
    reports = []
    for who, target in console.progress(zip(people or [""], targets, strict=True), len(targets), console.words("fill")[:6]):
        filling = answer_form(form, book, dataset, replace(scope, record=who), typed=typed)
        findings = (*filling.findings, *check(form, filling, book))
        filling = replace(filling, findings=findings)
        try:
            written = write(data, book, filling.edits)
        except FormError as fault:
            raise Refusal(f"{path.name}：{fault}") from fault
        _write_bytes(target, written.data, console)
        reports.append({"form": path.name, "file": target.name, "warnings": list(written.warnings), **filling.report()})
        _summary(target, filling, written.warnings, console)
    if options.report:
        told = reports[0] if len(reports) == 1 else reports
        write_text(options.report, json.dumps(told, ensure_ascii=False, indent=1), console)
    return DONE


def _summary(target: Path, filling: Filling, warnings: tuple[str, ...], console: Console) -> None:
    from qingzhuang.formfill.answer import Outcome

    counts = "，".join(
        console.painted(f"{SIGNS[outcome.value]} {console.words(outcome.value)} {filling.count(outcome)}", outcome.value)
        for outcome in Outcome
        if filling.count(outcome)
    )
    console.say(f"{console.words('written', name=target)}  {counts}")
    for outcome in (Outcome.UNSURE, Outcome.ASKED):
        found = [answer for answer in filling.answers if answer.outcome is outcome]
        for answer in found[:LISTED]:
            console.say(f"  {console.painted(SIGNS[outcome.value], outcome.value)} {_line(answer)}")
        if len(found) > LISTED:
            console.say(f"  … {len(found) - LISTED}")
    for finding in filling.findings:
        console.say(f"  ! {finding.place}：{finding.sentence}")
    for warning in warnings:
        console.say(f"  ! {warning}")


def _line(answer: BlankAnswer) -> str:
    place = "、".join((answer.cells or answer.missing_cells)[:3])
    return f"{place:<10} {answer.label}：{answer.reason}"


def _person(dataset: Dataset, scope: Scope, who: str, console: Console) -> str:
    """The key of the person that a name, an ID number or a key means; raises Refusal where none or several are meant."""
    from qingzhuang.formfill.answer.ledger import find_person

    found = find_person(dataset, scope, who)
    if not found:
        raise Refusal(console.words("nobody", who=who))
    if len(found) > 1:
        raise Refusal(console.words("several", who=who, n=len(found)))
    return found[0]


def _file_name(dataset: Dataset, scope: Scope, key: str) -> str:
    """What is added to the name of a card's file: name and key of the person, without signs that files cannot have."""
    from qingzhuang.tally.question import Compare, Listing
    from qingzhuang.tally.rows import roster

    rows = roster(Listing("person", ("person.name",), Compare("id", "=", key)), dataset, scope).rows
    name = str(rows[0][0] or "") if rows else ""
    return re.sub(r'[\\/:*?"<>|\s]', "", f"{name}_{key}" if name else key)


def _targets(out: Path, form: Path, people: list[str], console: Console) -> list[Path]:
    """Where each filled file goes: OUT itself, or a file each in the folder OUT."""
    as_folder = out.is_dir() or str(out).endswith(("/", "\\"))
    if len(people) > 1 and not as_folder and out.exists():
        raise Refusal(console.words("several_cards"))
    if len(people) > 1:
        make_folder(out, console)
        targets = [out / f"{form.stem}_{who}{form.suffix}" for who in people]
    elif as_folder:
        make_folder(out, console)
        targets = [out / form.name]
    else:
        targets = [out]
    for target in targets:
        if target.exists() and form.exists() and target.samefile(form):
            raise Refusal(console.words("same_file", name=target))
    return targets


def _period(text: str | None, console: Console) -> tuple[date, date] | None:
    if not text:
        return None
    try:
        first, last = (date.fromisoformat(part) for part in text.split(".."))
    except ValueError as fault:
        raise Refusal(console.words("bad_period", text=text)) from fault
    if first > last:
        raise Refusal(console.words("bad_period", text=text))
    return first, last


def _typed(pairs: list[str], console: Console) -> dict[str, str]:
    typed = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign or not name:
            raise Refusal(console.words("bad_set", text=pair))
        typed[name] = value
    return typed


def _write_bytes(path: Path, data: bytes, console: Console) -> None:
    """Written beside its place first, so that a full disk leaves no half file behind."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError as fault:
        part.unlink(missing_ok=True)
        raise Refusal(console.words("cannot_write", name=path, why=fault.strerror)) from fault
