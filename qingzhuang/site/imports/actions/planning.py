"""Reading a list and working out what it would do: the preview, kept part by part. Nothing is written to the ledger."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from qingzhuang.formfill.form import State
from qingzhuang.intake import Table, Workbook, profile
from qingzhuang.intake.pace import collector_paused
from qingzhuang.intake.problems import Severity
from qingzhuang.site.accounts.queries import Area
from qingzhuang.site.imports import errors, kept
from qingzhuang.site.imports.actions.learning import meanings_learnt, remembered_in
from qingzhuang.site.imports.actions.reading import ReadFile, Reading, Understood, file_of
from qingzhuang.site.imports.logic.laying import Found, Settled
from qingzhuang.site.imports.logic.shape import shape_of
from qingzhuang.site.imports.logic.states import ROOM, Outcome, Run
from qingzhuang.site.imports.models import ImportRun, Part
from qingzhuang.site.imports.planner import Book, plan_table
from qingzhuang.site.imports.planner.table import keeps
from qingzhuang.site.imports.planner.typed import Word
from qingzhuang.site.kit import files
from qingzhuang.site.ledger import queries as facts
from qingzhuang.site.ledger.queries import known as ledger

Choices = dict[str, dict[str, Any]]


def plan(run: ImportRun) -> None:
    """Read the file of a run and keep what it would do; raises FormError or Refusal where nothing can be taken from it."""
    decided = ImportRun.objects.values_list("decided", flat=True).get(pk=run.pk)
    choices = choices_of(run)
    _beat(run, state=Run.READING.value, rows_done=0)
    with collector_paused():
        _plan(run, decided, choices)


def _plan(run: ImportRun, decided: int, choices: Choices) -> None:
    read = file_of(run, facts.vocabulary_of(run.area))
    book = read.book
    run.format = book.format
    ground = ground_of(run.area)
    seen = {
        "tables": [],
        "left_out": [[one.sheet, one.code, one.detail] for one in book.left_out],
        "warnings": list(book.warnings),
    }
    work = Book(run.area, areas_under(run.area), run.day, timezone.localdate(), who=who_of(choices))
    work.has_people, work.has_dwellings = (ledger.is_known(entity, run.area) for entity in ("person", "dwelling"))
    parts: list[Part] = []
    outcomes: Counter[str] = Counter()
    problems: Counter[str] = Counter()
    proposed: set[str] = set()
    for number, content in _contents(read, work, choices, seen):
        if isinstance(content, dict):
            _find_later(parts, number, content)
            continue
        part = _part(run, len(parts), number, content)
        parts.append(part)
        outcomes.update(part.outcomes)
        proposed |= {f"{code}@{number}:{place}" for row in content.rows for place, code, _, some in row.problems if some}
        _beat(run, rows_done=run.rows_done + part.rows)
    for part in parts:
        problems.update(part.problems)
    run.seen, run.ground = seen, ground
    run.counts = {"outcomes": dict(outcomes), "problems": dict(problems), "records": work.new, "proposed": sorted(proposed)}
    _check_some(book, outcomes)
    _keep(run, parts, decided)


def _contents(
    read: ReadFile, work: Book, choices: Choices, seen: dict[str, Any]
) -> Iterator[tuple[int, kept.Content | dict[int, list[Found]]]]:
    """The contents of parts with the number of their table; behind the last of a table what was found of its rows afterwards."""
    settled = settled_of(choices)
    work.settled = {number: settled.get(number, Settled()) for number in range(len(read.book.tables))}
    work.typed = typed_of(choices)
    learnt = meanings_learnt(work.area)
    for number, table in enumerate(read.book.tables):
        remembered = remembered_in(table, learnt)
        said = {_place(subject): value for subject, value in choices.get("column", {}).items() if _table(subject) == number}
        codes = {_place(subject): value for subject, value in choices.get("codes", {}).items() if _table(subject) == number}
        meanings = {column.place: "" for column in table.columns if column.state is State.UNSURE} | remembered | said
        reading = read.reading(number, (meanings, codes), partial(_understand, table, meanings, codes, work.area), work.today)
        seen["tables"].append(_told(table, reading, said, {*remembered} - {*said}, {*codes}))
        for content in plan_table(work, number, reading.cleaner, reading.shape, reading.passes(work.typed.get(number, {}))):
            yield number, content
        yield number, reading.late


def _understand(table: Table, meanings: dict[int, str], codes: dict[int, Any], area: Area) -> Understood:
    """The table as people want it understood, and the plan of its codes."""
    chosen = table.with_meanings(meanings, facts.vocabulary_of(area))
    found = profile(chosen)
    asked = found.questions
    for place, value in codes.items():
        found = found.confirmed(place, value or None)
    return chosen, found, asked


def _told(table: Table, reading: Reading, said: dict[int, str], remembered: set[int], answered: set[int]) -> dict[str, Any]:
    chosen, cleaner = reading.table, reading.cleaner
    asked = reading.asked
    still = {question.place for question in asked if question.severity is Severity.ASK} - answered
    columns = [
        {
            "place": before.place, "letter": before.letter, "heading": before.heading, "concept": after.concept,
            "guess": before.concept, "state": after.state.value, "reason": after.reason if after.place in said else before.reason,
            "asks": before.state is State.UNSURE and before.place not in said and before.place not in remembered,
            "remembered": before.place in remembered,
            "kept": bool(after.concept) and after.field is not None and _has_place(table.entity, after),
            "offers": [candidate.concept for candidate in before.candidates[:4]],
        }
        for before, after in zip(table.columns, chosen.columns, strict=True)
    ]  # fmt: skip
    codes = [
        {
            "place": question.place, "heading": question.heading, "values": dict(question.values), "counts": dict(question.counts),
            "evidence": question.evidence, "asks": question.place in still,
        }
        for question in asked
    ]  # fmt: skip
    order = [column.place for column in cleaner.columns]
    return {
        "sheet": table.sheet, "title": table.title, "entity": table.entity, "columns": columns, "codes": codes, "order": order,
    }  # fmt: skip


def _has_place(entity: str, column: Any) -> bool:
    return not shape_of(entity, [column], keeps).unplaced


def _part(run: ImportRun, number: int, table: int, content: kept.Content) -> Part:
    outcomes = Counter(row.outcome for row in content.rows)
    numbers = [row.row for row in content.rows]
    problems: Counter[str] = Counter()
    for row in content.rows:
        problems.update({f"{code}@{table}:{place}" for place, code, _about, _proposed in row.problems})
    return Part(
        run=run, number=number, table=table, rows=len(content.rows), outcomes=dict(outcomes), problems=dict(problems),
        kept=kept.keep(content), first_row=min(numbers, default=0), last_row=max(numbers, default=0),
    )  # fmt: skip


def _find_later(parts: Sequence[Part], table: int, late: Mapping[int, Sequence[Found]]) -> None:
    """Note, with the parts that hold the rows, what was found of them when all had been read."""
    if not late:
        return
    numbers = sorted(late)
    for part in parts:
        if part.table != table:
            continue
        here = {row: late[row] for row in numbers[bisect_left(numbers, part.first_row) : bisect_right(numbers, part.last_row)]}
        if here:
            part.found_later = kept.keep_found(here)
            counts = Counter(f"{code}@{table}:{place}" for found in here.values() for place, code, _, _ in found)
            part.problems = dict(Counter(part.problems) + counts)


def _check_some(book: Workbook, outcomes: Counter[str]) -> None:
    """Refuse a file that has no list, and one whose lists are empty forms."""
    if not book.tables:
        codes = {one.code for one in book.left_out}
        raise errors.blank_form() if codes == {"empty"} else errors.no_list()
    if not sum(count for outcome, count in outcomes.items() if outcome != Outcome.SKIPPED.value):
        raise errors.blank_form()


@transaction.atomic
def _keep(run: ImportRun, parts: list[Part], decided: int) -> None:
    """Put the new plan in the place of the old one."""
    old = {sha256 for pair in run.parts.values_list("kept", "found_later") for sha256 in pair if sha256}
    run.parts.all().delete()
    Part.objects.bulk_create(parts)
    now = ImportRun.objects.select_for_update().values_list("decided", flat=True).get(pk=run.pk)
    run.state = (Run.PREVIEWED if now == decided else Run.WAITING).value  # something was decided meanwhile
    run.planned, run.refusal = decided, None
    run.rows_total = sum(part.rows for part in parts)
    run.save(
        update_fields=["state", "planned", "refusal", "rows_total", "rows_done", "seen", "counts", "ground", "format", "beat_at"]
    )
    transaction.on_commit(
        lambda: (
            [files.drop(sha256, ROOM) for sha256 in old - {sha256 for part in parts for sha256 in (part.kept, part.found_later)}]
            and None
        )
    )


def _beat(run: ImportRun, **changes: Any) -> None:
    """A sign of life, outside of any transaction, so that the page sees how far it is."""
    run.beat_at = timezone.now()
    for name, value in changes.items():
        setattr(run, name, value)
    ImportRun.objects.filter(pk=run.pk).update(beat_at=run.beat_at, **changes)


# ---------------------------------------------------------------- what people decided
def choices_of(run: ImportRun) -> Choices:
    """Kind → subject → the last value."""
    found: Choices = {}
    for kind, subject, value in run.choices.order_by("pk").values_list("kind", "subject", "value"):
        found.setdefault(kind, {})[subject] = value
    return found


def settled_of(choices: Choices) -> dict[int, Settled]:
    """What was said of problems, by table. Subjects are `code@table:place`, with `:row` for a single one."""
    said: dict[int, dict[tuple[str, int, int], str]] = {}
    for subject, value in choices.get("problem", {}).items():
        code, _, rest = subject.partition("@")
        table, place, row = (int(part) for part in (*rest.split(":"), "0")[:3])
        said.setdefault(table, {})[code, place, row] = value
    return {table: Settled(words) for table, words in said.items()}


def who_of(choices: Choices) -> dict[tuple[int, int], Any]:
    """What was said of single rows: (table, row) → number of a record, `new` or `out`."""
    return {tuple(map(int, subject.split(":"))): value for subject, value in choices.get("who", {}).items()}  # type: ignore[misc]


def typed_of(choices: Choices) -> dict[int, dict[tuple[int, int], Word]]:
    """What was typed anew for single values: table → (row, place) → the word. An empty one was taken back."""
    found: dict[int, dict[tuple[int, int], Word]] = {}
    for subject, value in choices.get("value", {}).items():
        table, place, row = (int(part) for part in subject.split(":"))
        if value:
            found.setdefault(table, {})[row, place] = Word(ledger.keyring().open(value["typed"]), value["who"], value["day"])
    return found


def _table(subject: str) -> int:
    return int(subject.split(":")[0])


def _place(subject: str) -> int:
    return int(subject.split(":")[1])


def areas_under(area: Area) -> dict[int, Area]:
    """The area and all below it, by number."""
    return {one.pk: one for one in Area.objects.filter(code__startswith=area.code_prefix)}


def ground_of(area: Area) -> dict[str, int]:
    """How often each of the areas was written to: the ground on which a plan stands."""
    return {str(number): version for number, version in sorted(facts.versions_of(areas_under(area)).items())}
