"""One column of a filled table: its heading, the fact that it holds, how sure that is, and its own dictionary."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qingzhuang.formfill.form import Blank, Candidate, State, Table
from qingzhuang.formfill.grid import column_letters, column_number
from qingzhuang.formfill.match.flags import value_asked
from qingzhuang.formfill.match.label import read_label
from qingzhuang.formfill.match.lexicon import lexicon, speaking
from qingzhuang.intake.columns.evidence import contradicts, looks_like
from qingzhuang.intake.columns.legend import Legend, legend_for, read_legend
from qingzhuang.intake.sources import Raw
from qingzhuang.vocabulary import Field, UnknownName, Vocabulary

RELATION = re.compile(r"^(?:与?户主)?(?:的)?关系$|^与户主之?关系$|^称谓$")
MEMBER = re.compile(r"^household\.member\[\d+\]")
NOT_FACTS = ("report.", "row.")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a filled table.

    `place` counts from 1. `concept` is the path of a field (`person.name`, `household.head.id_number`,
    `household.member[2].name`), empty where the column is not taken. `state` is formfill's: a column that is `UNSURE` should be
    shown to a person before its values are stored. `legend` is the dictionary of the column: code → word.
    """

    place: int
    path: tuple[str, ...]
    concept: str = ""
    state: State = State.OUTSIDE
    reason: str = ""
    candidates: tuple[Candidate, ...] = ()
    required: bool = False
    unit: str = ""
    legend: tuple[tuple[str, str], ...] = ()
    legend_source: str = ""  # heading, note, sheet, choices
    field: Field | None = None
    whether: str = ""  # the value of a coded field that the column says yes or no about

    @property
    def letter(self) -> str:
        return column_letters(self.place)

    @property
    def heading(self) -> str:
        return " ▸ ".join(self.path)


def columns_of(
    table: Table,
    translated: Mapping[int, str],
    samples: Mapping[int, Sequence[Raw]],
    vocabulary: Vocabulary,
    legends: Mapping[str, Legend],
    notes: Sequence[str],
) -> tuple[Column, ...]:
    """The columns of a table understood; `samples` are values of each place, `legends` the code sheets, `notes` texts around it."""
    columns = [_column(blank, vocabulary) for blank in table.columns]
    columns = [_member_relation(column, columns, vocabulary) for column in columns]
    columns = [_by_values(c, samples.get(c.place, ()), columns, vocabulary) for c in columns]
    columns = [_whether(_with_name(c, translated), vocabulary) for c in columns]
    by_column = {blank.column: blank for blank in table.columns}
    return tuple(_with_legend(c, by_column.get(c.letter), legends, notes) for c in columns)


def with_concept(column: Column, concept: str, vocabulary: Vocabulary) -> Column:
    """The column with the meaning that a person gave it; an empty concept leaves it out. Raises UnknownName."""
    if not concept:
        return replace(column, concept="", field=None, state=State.OUTSIDE, reason="不导入")
    meant = replace(column, concept=concept, field=vocabulary.field(concept), state=State.SURE, reason="由人指定")
    return _whether(meant, vocabulary)


def _column(blank: Blank, vocabulary: Vocabulary) -> Column:
    concept = blank.concept or ""
    field = None if concept.startswith(NOT_FACTS) else _field(concept, vocabulary)
    state = blank.state if field or blank.state is State.KEPT else State.OUTSIDE
    return Column(
        column_number(blank.column),
        blank.path,
        concept if field or concept.startswith("row.") else "",
        state,
        blank.reason,
        blank.candidates,
        blank.required,
        blank.unit,
        field=field,
    )


def _field(concept: str, vocabulary: Vocabulary) -> Field | None:
    try:
        return vocabulary.field(concept) if re.fullmatch(r"[a-z_.\[\]0-9]+", concept) else None
    except UnknownName:
        return None


def _member_relation(column: Column, columns: Sequence[Column], vocabulary: Vocabulary) -> Column:
    """关系 beside a member's name, where the reader of forms sees no fact of the ledger: it is his relation to the head."""
    if column.field is not None or len(column.path) < 2 or not RELATION.match(read_label(column.path[-1]).core):
        return column
    for other in columns:
        match = MEMBER.match(other.concept)
        if match and other.path[:-1] == column.path[:-1]:
            concept = f"{match.group()}.relation_to_head"
            return replace(
                column,
                concept=concept,
                field=vocabulary.field(concept),
                state=State.SURE,
                reason="成员一组里的“关系”，是与户主的关系",
            )
    return column


def _by_values(column: Column, values: Sequence[Raw], columns: Sequence[Column], vocabulary: Vocabulary) -> Column:
    """What the values say of the heading: they contradict it, or tell what an unknown heading is about."""
    look = looks_like(values)
    if column.field is not None:
        if contradicts(column.field, look):
            return replace(column, state=State.UNSURE, reason=f"{column.reason}；但这一列的值看起来是{WORDS[look]}，请确认")
        return column
    known = {c.concept for c in columns}
    guess = {"id_number": "person.id_number", "phone": "person.phone", "sex": "person.sex"}.get(look, "")
    if guess and guess not in known and column.state is State.OUTSIDE:
        candidate = Candidate(guess, 0.6, f"值看起来是{WORDS[look]}")
        return replace(
            column,
            concept=guess,
            field=vocabulary.field(guess),
            state=State.UNSURE,
            reason=f"看不懂标题，但值看起来是{WORDS[look]}，请确认",
            candidates=(candidate, *column.candidates),
        )
    return column


def _whether(column: Column, vocabulary: Vocabulary) -> Column:
    """是否户籍人口 over a coded field: the column says yes or no about one of its values."""
    if column.field is None or column.field.type != "code":
        return replace(column, whether="")
    with speaking(vocabulary):
        return replace(column, whether=value_asked(read_label(column.path[-1]), column.concept, lexicon()))


WORDS = {"id_number": "身份证号", "phone": "电话号码", "day": "日期", "sex": "性别", "figure": "数字"}


def _with_name(column: Column, translated: Mapping[int, str]) -> Column:
    name = translated.get(column.place)
    if not name:
        return column
    chinese = column.path[-1]
    return replace(column, path=(*column.path[:-1], name), reason=f"列名 {name} 即“{chinese}”；{column.reason}")


def _with_legend(column: Column, blank: Blank | None, legends: Mapping[str, Legend], notes: Sequence[str]) -> Column:
    """The dictionary of a column: from its heading, its drop-down list, a code sheet, or a note that begins with its name."""
    if column.field is None:
        return column
    own = read_legend("".join(column.path[-1:]))
    if own:
        return replace(column, legend=tuple(own.items()), legend_source="heading")
    listed = read_legend(" ".join(blank.choices)) if blank and blank.choices else {}
    if listed:
        return replace(column, legend=tuple(listed.items()), legend_source="choices")
    core = read_label(column.path[-1]).core
    sheet = legend_for((core, *column.field.labels[:3]), legends)
    if sheet:
        return replace(column, legend=tuple(sheet.items()), legend_source="sheet")
    for note in notes:
        for part in re.split(r"[；;。\n]|(?<=[^\d])、(?=\D{2,8}[:：（(])", note):
            found = read_legend(part) if core and core in part else {}
            if found:
                return replace(column, legend=tuple(found.items()), legend_source="note")
    return column
