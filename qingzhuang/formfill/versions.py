"""A form read by the versions of definitions that an area has chosen (高龄老人 from 90 on), where a heading names the word.

The title says whom a table is about, a label what a column or a row counts; each is read by the chosen version of the word it
names. What a heading spells out itself (80岁以上) stays, and so does what a person said of a blank.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from qingzhuang.formfill.form import Blank, Form, Table
from qingzhuang.tally.named import by_versions, by_versions_where, definitions_in
from qingzhuang.tally.question import Aggregate, Count, CountDistinct, Percent, entity_of
from qingzhuang.tally.syntax import parse_condition, write, write_condition
from qingzhuang.vocabulary import Definition, Vocabulary, fold

MEASURES = (Count, CountDistinct, Aggregate, Percent)
Chosen = Mapping[str, Definition]  # name of a definition → the version


def with_versions(form: Form, chosen: Chosen, vocabulary: Vocabulary, settled: Collection[str] = ()) -> Form:
    """The form with chosen versions in its questions; `settled` are keys of blanks (`table:0` of
    the first table, for whom it is about) of which a person said what they mean.
    """
    if not chosen:
        return form
    tables = [
        _table(table, chosen, vocabulary, settled, f"table:{number}" in settled) for number, table in enumerate(form.tables)
    ]
    return replace(form, tables=tuple(tables))


def _table(table: Table, chosen: Chosen, vocabulary: Vocabulary, settled: Collection[str], said_who: bool) -> Table:
    title = fold(f"{table.title}{table.subtitle}" or table.sheet or "") if not said_who else ""

    def read(blank: Blank) -> Blank:
        return blank if blank.key in settled else _blank(blank, title, chosen, vocabulary)

    population = table.population and by_versions(table.population, chosen, vocabulary, title)
    return replace(table.with_blanks(read), population=population, row_conditions=_rows(table, chosen, vocabulary))


def _blank(blank: Blank, title: str, chosen: Chosen, vocabulary: Vocabulary) -> Blank:
    """By the word of its own label, then by that of the title, whose condition stands in every figure below it."""
    if not isinstance(blank.question, MEASURES):
        return blank
    label = fold("".join(blank.path))
    question = by_versions(by_versions(blank.question, chosen, vocabulary, label), chosen, vocabulary, title)
    if question == blank.question:
        return blank
    words = [one for one in definitions_in(question, vocabulary, label) if chosen.get(one.name) == one]
    told = "、".join(f"{one.words[0]}（{one.version}）" for one in words) or "另选的版本"
    reason = "；".join(filter(None, (blank.reason, f"按本地选用的口径：{told}")))
    return replace(blank, question=question, concept=write(question), reason=reason)


def _rows(table: Table, chosen: Chosen, vocabulary: Vocabulary) -> tuple[tuple[int, str], ...]:
    """The conditions of printed rows, each by the word of its label."""
    entities = {entity_of(blank.question) for blank in table.columns if isinstance(blank.question, MEASURES)}
    labels = dict(table.row_labels)
    if len(entities) != 1:
        return table.row_conditions
    (entity,) = entities
    rows = []
    for row, said in table.row_conditions:
        if said and said != "?":
            where = by_versions_where(parse_condition(said), entity, chosen, vocabulary, fold("".join(labels.get(row, ()))))
            said = write_condition(where)
        rows.append((row, said))
    return tuple(rows)
