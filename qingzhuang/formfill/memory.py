"""What people said about blanks, kept by form fingerprint and by label path, so that nobody is asked twice.

The same form again is certain. Of a form that was changed a little (one column more), the columns that were there before
are certain too. A label path known from another form only is a hint; said on two different forms it is certain. So it is with
a word that got its meaning in a question (`words`): it is as good as one other form.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from qingzhuang.formfill.as_json import population_text
from qingzhuang.formfill.form import Blank, Candidate, Form, Kind, State, Table
from qingzhuang.formfill.spoken import records_of, word_of_title, words_of_label
from qingzhuang.tally.errors import QuestionError
from qingzhuang.tally.question import Question
from qingzhuang.tally.syntax import parse, parse_population
from qingzhuang.vocabulary import fold

OUTSIDE = "outside the ledger"
TYPED = "typed by hand"
POPULATION = "#population"
ALIKE = 0.6  # share of labels in common from which a form is the same form, changed
KNOWN_FROM = 2  # so many different forms make a label path certain

# what changes from one month to the next in a title that stays the same
TIMES = re.compile(
    r"(截至|截止)?(19|20)\d{2}[年./-]?(度|级)?(\d{1,2}(月份?|季度)?)?(\d{1,2}[日号]|[./-]\d{1,2}[日号]?)?(底|末|止)?"
    r"|\d{1,2}月(份|\d{1,2}日|底|末)?|第?[一二三四1-4]季度|[上下]半年(?!以)"
)
PLACES = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,7}?(?:自治区|特别行政区|省|市|自治州|地区|县|区|旗|街道|镇|乡|村|社区)(?:办事处|居委会|村委会)?)+"
)
DECORATION = re.compile(r"[\s*＊★☆:：、,，.。()（）\[\]【】“”\"'《》]+")


def fingerprint(form: Form) -> str:
    """Equal for the same blank form, whatever its file format, the year and place in its title and what is filled in.

    Made from the titles, the labels in their order and the printed row labels that narrow a row.
    """
    text = json.dumps([_outline(table) for table in form.tables], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def _outline(table: Table) -> list[Any]:
    # what is typed into the label column of a list, or names a place, is no part of the blank form
    narrowing = [row for row, said in table.row_conditions if said not in ("", "?") and table.kind is Kind.CROSSTAB]
    labels = dict(table.row_labels)
    return [
        table.kind.value,
        title_key(table.title),
        *[[blank.role.value, *path_key(blank.path)] for blank in table.blanks()],
        *[["row label", *path_key(labels.get(row, ()))] for row in narrowing],
    ]


def title_key(title: str) -> str:
    """A title without place, year and month.

    >>> title_key("旭阳市晴川街道2026年3月80岁以上老年人花名册")
    '80岁以上老年人花名册'
    """
    bare = PLACES.sub("", DECORATION.sub("", TIMES.sub("", fold(title))))
    return bare or fold(title)


def path_key(path: Sequence[str]) -> tuple[str, ...]:
    """A label path in one spelling."""
    return tuple(DECORATION.sub("", fold(label)) for label in path)


@dataclass(frozen=True, slots=True)
class Correction:
    """What one person said of one blank: its meaning, `outside the ledger`, or `typed by hand`.

    `nth` counts blanks of the same path in the form from 0; `context` is what the path depends on: the kind of table, what
    its rows are and who it is about.
    """

    fingerprint: str
    path: tuple[str, ...]
    nth: int
    context: str
    concept: str


@dataclass(frozen=True, slots=True)
class KnownForm:
    """A form about which something was said: its title and its label paths, to know it again when it has changed."""

    title: str
    paths: frozenset[tuple[str, ...]]

    def is_like(self, other: KnownForm) -> bool:
        """The same form, changed a little."""
        if not self.paths or not other.paths or self.title != other.title:
            return False
        return len(self.paths & other.paths) / len(self.paths | other.paths) >= ALIKE


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is remembered of a blank, whether that is certain, and why in words."""

    concept: str
    certain: bool
    reason: str


@dataclass(frozen=True)
class Memory:
    """Corrections in the order they were made, of which the last one about a blank counts; `words` got their records in a question."""

    corrections: tuple[Correction, ...] = ()
    forms: Mapping[str, KnownForm] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    def with_word(self, word: str, population: str) -> Memory:
        """This memory and what a word means in questions: `person where lives_alone`. Raises QuestionError for what is none."""
        parse_population(population)
        return replace(self, words={**self.words, fold(word): population})

    @cached_property
    def said_on_forms(self) -> Mapping[str, str]:
        """Words with the records that people said on forms they mean; left out where two forms contradict one another."""
        said: dict[str, set[str]] = {}
        for correction in self.corrections:
            words, meant = self._words_of(correction)
            for word in words if meant else ():
                said.setdefault(word, set()).add(meant)
        return {word: meant.pop() for word, meant in said.items() if len(meant) == 1}

    def _words_of(self, correction: Correction) -> tuple[tuple[str, ...], str]:
        """The words that a correction gives a meaning, and that meaning; none where it is about a field."""
        if correction.path == (POPULATION,):
            titles = self.forms[correction.fingerprint].title.split("/") if correction.fingerprint in self.forms else []
            return tuple(map(word_of_title, titles[correction.nth : correction.nth + 1])), correction.concept
        if correction.context.startswith(Kind.CROSSTAB.value):
            return words_of_label(correction.path), records_of(correction.concept)
        return (), ""

    def with_correction(self, form: Form, blank: Blank, concept: str) -> Memory:
        """This memory and one meaning more. `concept` is a question, a `report.…` word, OUTSIDE or TYPED.

        Raises QuestionError for what is no question.
        """
        table, nth = _place(form, blank)
        if not _is_rule(concept):
            parse(concept)
        return self._with(form, Correction(_key(form), path_key(blank.path), nth, _context(table), concept))

    def with_population(self, form: Form, table: int, population: str) -> Memory:
        """This memory and who a table is about: `person where age>=80`; empty for everybody."""
        if population:
            parse_population(population)
        return self._with(form, Correction(_key(form), (POPULATION,), table, "", population))

    def _with(self, form: Form, correction: Correction) -> Memory:
        place = (correction.fingerprint, correction.path, correction.nth)
        kept = tuple(c for c in self.corrections if (c.fingerprint, c.path, c.nth) != place)
        return replace(self, corrections=(*kept, correction), forms={**self.forms, correction.fingerprint: _known(form)})

    def lookup(self, form: Form, path: Sequence[str], nth: int, context: str) -> Remembered | None:
        """What is remembered of the nth blank of a path, from this form, from one like it, or from others."""
        key, path = _key(form), path_key(path)
        here = self._by_place.get((key, path, nth))
        if here is not None:
            return Remembered(here.concept, True, "您在这张表上确认过这一项的意思")
        known = _known(form)
        for correction in reversed(self._by_path.get(path, ())):
            if correction.nth == nth and correction.fingerprint in self.forms:
                if self.forms[correction.fingerprint].is_like(known):
                    return Remembered(correction.concept, True, "这张表和以前的一张几乎一样，这一项当时确认过")
        said = {c.fingerprint: c.concept for c in self._by_path.get(path, ()) if c.context == context and path != (POPULATION,)}
        known_words = words_of_label(path) if context.startswith(Kind.CROSSTAB.value) else ()
        word = next((self.words[word] for word in known_words if word in self.words), "")
        if word and not said:
            return Remembered(f"count({word})", False, "在“问一个数”里选过这个词的意思")
        if word:
            said[""] = f"count({word})"
        if not said:
            return None
        concept = list(said.values())[-1]
        if set(said.values()) != {concept}:
            return Remembered(concept, False, "别的表上这个标签确认过不同的意思，这里用了最近一次的")
        if len(said) >= KNOWN_FROM:
            return Remembered(concept, True, f"在 {len(said)} 处都确认过是这个意思")
        return Remembered(concept, False, "在另一张表上确认过是这个意思")

    @cached_property
    def _by_place(self) -> dict[tuple[str, tuple[str, ...], int], Correction]:
        return {(c.fingerprint, c.path, c.nth): c for c in self.corrections}

    @cached_property
    def _by_path(self) -> dict[tuple[str, ...], list[Correction]]:
        found: dict[tuple[str, ...], list[Correction]] = {}
        for correction in self.corrections:
            found.setdefault(correction.path, []).append(correction)
        return found

    def to_dict(self) -> dict[str, Any]:
        """As JSON data, for a file or the site's database."""
        return {
            "version": 1,
            "forms": {key: {"title": f.title, "paths": sorted(map(list, f.paths))} for key, f in sorted(self.forms.items())},
            "corrections": [
                {"fingerprint": c.fingerprint, "path": list(c.path), "nth": c.nth, "context": c.context, "concept": c.concept}
                for c in self.corrections
            ],
            "words": dict(sorted(self.words.items())),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Memory:
        """The memory that `to_dict` wrote down; raises ValueError for anything else."""
        if data.get("version") != 1:
            raise ValueError("不是轻装的记忆文件")
        try:
            return cls(
                tuple(
                    Correction(c["fingerprint"], tuple(c["path"]), int(c["nth"]), c["context"], c["concept"])
                    for c in data["corrections"]
                ),
                {key: KnownForm(f["title"], frozenset(map(tuple, f["paths"]))) for key, f in data["forms"].items()},
                {str(word): str(meant) for word, meant in data.get("words", {}).items()},
            )
        except (AttributeError, KeyError, TypeError) as fault:
            raise ValueError("记忆文件不完整") from fault


def apply_memory(form: Form, memory: Memory | None) -> Form:
    """The form with its fingerprint, and what is remembered put into its blanks."""
    form = form if form.fingerprint else replace(form, fingerprint=fingerprint(form))
    if memory is None or not (memory.corrections or memory.words):
        return form
    return replace(form, tables=tuple(_remember(form, number, table, memory) for number, table in enumerate(form.tables)))


def _remember(form: Form, number: int, table: Table, memory: Memory) -> Table:
    counted: dict[tuple[str, ...], int] = _counts_before(form, number)
    context = _context(table)

    def recalled(blank: Blank) -> Blank:
        path = path_key(blank.path)
        nth = counted[path] = counted.get(path, -1) + 1
        return told(blank, memory.lookup(form, blank.path, nth, context))

    table = table.with_blanks(recalled)
    who = memory.lookup(form, (POPULATION,), number, "")
    word = memory.words.get(word_of_title(title_key(table.title)), "")
    if who is None and word and table.population_state is not State.SURE:
        return replace(table, population=parse_population(word), population_reason="在“问一个数”里选过这个词的意思")
    return table if who is None else told_whom(table, who.concept, who.reason)


def told_whom(table: Table, population: str, reason: str) -> Table:
    """A table of which it is said who it is about: `person where age>=80`, empty for everybody."""
    who = parse_population(population) if population else None
    return replace(table, population=who, population_reason=reason, population_state=State.SURE)


def told(blank: Blank, remembered: Remembered | None) -> Blank:
    """A blank with what is remembered of it. A hint never overrules what the product is sure of."""
    if remembered is None or (not remembered.certain and blank.state is State.SURE):
        return blank
    concept, certain = remembered.concept, remembered.certain
    if not certain and concept == blank.concept:
        return replace(blank, reason=f"{blank.reason}；{remembered.reason}")
    if concept in (OUTSIDE, TYPED):
        state = State.OUTSIDE if certain else blank.state
        return replace(blank, concept=f"{OUTSIDE} ({concept})", question=None, state=state, reason=remembered.reason)
    candidates = (Candidate(concept, 1.0 if certain else 0.8, remembered.reason),)
    return replace(
        blank,
        concept=concept,
        question=_question(concept),
        state=State.SURE if certain else State.UNSURE,
        reason=remembered.reason,
        score=candidates[0].score,
        candidates=candidates + tuple(c for c in blank.candidates if c.concept != concept),
    )


def is_set_aside(blank: Blank) -> bool:
    """Whether a person said that a blank is not for the ledger to fill, and that nothing need stand there."""
    return blank.concept == f"{OUTSIDE} ({OUTSIDE})"


def _question(concept: str) -> Question | None:
    if _is_rule(concept):
        return None
    try:
        return parse(concept)
    except QuestionError:
        return None


def _is_rule(concept: str) -> bool:
    """Words that are filled by rule or not at all, not asked of the ledger."""
    return concept.startswith(("report.", "row.", OUTSIDE, TYPED, "dimension"))


def _key(form: Form) -> str:
    return form.fingerprint or fingerprint(form)


def _known(form: Form) -> KnownForm:
    titles = "/".join(title_key(table.title) for table in form.tables)
    return KnownForm(titles, frozenset(path_key(blank.path) for table in form.tables for blank in table.blanks()))


def _context(table: Table) -> str:
    return "|".join((table.kind.value, table.row_entity, population_text(table.population) or ""))


def _place(form: Form, blank: Blank) -> tuple[Table, int]:
    """The table of a blank, and how many blanks of the same path come before it in the form."""
    everywhere = [(table, other) for table in form.tables for other in table.blanks()]
    at = next((i for i, (_, other) in enumerate(everywhere) if other == blank), None)
    if at is None:  # the blank may have got a meaning since: known by its place then
        at = next((i for i, (_, other) in enumerate(everywhere) if other.key == blank.key), None)
    if at is None:
        raise ValueError("这张表里没有这一格")
    path = path_key(blank.path)
    return everywhere[at][0], sum(path_key(other.path) == path for _, other in everywhere[:at])


def _counts_before(form: Form, number: int) -> dict[tuple[str, ...], int]:
    counted: dict[tuple[str, ...], int] = {}
    for table in form.tables[:number]:
        for blank in table.blanks():
            path = path_key(blank.path)
            counted[path] = counted.get(path, -1) + 1
    return counted
