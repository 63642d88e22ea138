"""A form is read by the versions of definitions that were chosen, where a heading names the word."""

from __future__ import annotations

import pytest

from qingzhuang.formfill.form import Blank, Form, Kind, Role, Table
from qingzhuang.formfill.versions import with_versions
from qingzhuang.tally.syntax import parse, parse_population, write
from qingzhuang.vocabulary import load

CHOSEN = {
    name: load().definition(name, version)
    for name, version in (("very_elderly", "year-end"), ("births_of_the_year", "family-planning"))
}


def form(label: str, question: str, title: str = "", population: str = "", rows: tuple[tuple[str, str], ...] = ()) -> Form:
    blank = Blank(Role.COLUMN, (label,), "B1", "B2", "B", question, parse(question))
    table = Table(
        0, None, Kind.CROSSTAB, title=title, population=parse_population(population) if population else None, columns=(blank,),
        row_labels=tuple((row, (name,)) for row, (name, _) in enumerate(rows, 3)),
        row_conditions=tuple((row, said) for row, (_, said) in enumerate(rows, 3)),
    )  # fmt: skip
    return Form(Kind.CROSSTAB, (table,))


@pytest.mark.parametrize(
    ("label", "question", "read"),
    [
        ("高龄老人", "count(person where age>=80)", "count(person where very_elderly@year-end)"),
        ("耄耋老人", "count(person where age>=80)", "count(person where age>=80)"),
        ("高龄老人中女性", "count(person where age>=80 and sex=female)", "count(person where very_elderly@year-end and sex=female)"),
        ("80岁以上高龄老人", "count(person where age>=80)", "count(person where age>=80)"),
        ("八十岁老人", "count(person where age>=80)", "count(person where age>=80)"),
        ("高龄老人占比", "percent(count(person where age>=80) / count(person))", "percent(count(person where very_elderly@year-end) / count(person))"),
        ("高龄老人户数", "count(distinct person.household where age>=80)", "count(distinct person.household where very_elderly@year-end)"),
        ("全年出生", "count(birth)", "count(birth where births_of_the_year@family-planning)"),
        ("出生", "count(birth)", "count(birth)"),
    ],
)  # fmt: skip
def test_reads_a_label(label: str, question: str, read: str) -> None:
    (blank,) = with_versions(form(label, question), CHOSEN, load()).tables[0].columns
    assert blank.concept == read and blank.question is not None and write(blank.question) == read
    assert ("按本地选用的口径" in blank.reason) == (read != question)


def test_reads_title_and_rows_too() -> None:
    asked = form(
        "女",
        "count(person where age>=80 and sex=female)",
        "高龄老人统计表",
        "person where age>=80",
        (("高龄老人", "age>=80"), ("其他", "?")),
    )
    (table,) = with_versions(asked, CHOSEN, load()).tables
    assert table.population is not None and write(table.population) == "count(person where very_elderly@year-end)"
    assert table.columns[0].concept == "count(person where very_elderly@year-end and sex=female)"
    assert table.row_conditions == ((3, "very_elderly@year-end"), (4, "?"))


def test_leaves_what_a_person_said() -> None:
    asked = form("高龄老人", "count(person where age>=80)", "高龄老人统计表", "person where age>=80")
    kept = with_versions(asked, CHOSEN, load(), {asked.tables[0].columns[0].key, "table:0"})
    assert kept == asked
