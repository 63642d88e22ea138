"""The answer file of a form, and back."""

import json

from hypothesis import given
from hypothesis import strategies as st

from qingzhuang.formfill.as_json import answer_file, from_json
from qingzhuang.formfill.form import Blank, Block, Candidate, Form, Kind, Relation, Role, State, Table
from qingzhuang.formfill.grid import Span
from qingzhuang.tally.syntax import parse, parse_population

TEXT = st.text("姓名户主年龄AB12：（）", max_size=6)
QUESTIONS = st.sampled_from(
    ["person.name", "household.head.name, person.phone", "count(person where age>=60 and sex=female)", "avg(person.age)"]
)
POPULATIONS = st.sampled_from(["person where age>=80", "household", "person where not is_student and (sex=male or age<3)"])


@st.composite
def blanks(draw: st.DrawFn, role: Role) -> Blank:
    asked = draw(st.none() | QUESTIONS)
    return Blank(
        role=draw(st.sampled_from([role, Role.CELL])),
        path=tuple(draw(st.lists(TEXT, max_size=3))),
        label_cell=draw(TEXT),
        value_cell=draw(TEXT),
        column=draw(st.sampled_from(["", "A", "AB"])),
        concept=asked or draw(st.sampled_from([None, "row.number", "outside the ledger (grain)"])),
        question=parse(asked) if asked else None,
        state=draw(st.sampled_from(list(State))),
        reason=draw(TEXT),
        score=draw(st.floats(0, 1)),
        candidates=tuple(Candidate("person.name", 0.5, reason) for reason in draw(st.lists(TEXT, max_size=2))),
        unit=draw(TEXT),
        required=draw(st.booleans()),
        after_label=draw(st.booleans()),
        choices=tuple(draw(st.lists(TEXT, max_size=2))),
        printed=draw(TEXT),
        value_span=draw(st.none() | st.just(Span(1, 2, 3, 4))),
    )


@st.composite
def tables(draw: st.DrawFn) -> Table:
    def some(role: Role) -> tuple[Blank, ...]:
        return tuple(draw(st.lists(blanks(role), max_size=2)))

    population = draw(st.none() | POPULATIONS)
    return Table(
        grid=draw(st.integers(0, 3)),
        sheet=draw(st.none() | TEXT),
        kind=draw(st.sampled_from(list(Kind))),
        title=draw(TEXT),
        title_cell=draw(st.sampled_from(["", "A1"])),
        header_rows=draw(st.none() | st.just((2, 4))),
        first_row=draw(st.none() | st.integers(1, 9)),
        last_row=draw(st.none() | st.integers(9, 19)),
        open_ended=draw(st.booleans()),
        first_column=draw(st.integers(1, 30)),
        last_column=draw(st.integers(30, 60)),
        population=parse_population(population) if population else None,
        row_entity=draw(st.sampled_from(["", "person"])),
        columns=some(Role.COLUMN),
        rows=some(Role.ROW),
        cells=some(Role.CELL),
        blocks=(Block("A5", "家庭成员", 6, 7, 9, some(Role.COLUMN)),) if draw(st.booleans()) else (),
        metadata=some(Role.META),
        footer=some(Role.FOOT),
        row_labels=((7, ("合计",)),),
        row_conditions=((8, "age>=60"),),
        total_rows=(7,),
        relations=(Relation("B", ("C", "D"), "=", "表头"),),
        notes=tuple(draw(st.lists(TEXT, max_size=2))),
        day_rule=draw(st.sampled_from(["", "2026-06-30"])),
    )


@given(st.builds(Form, st.sampled_from(list(Kind)), st.lists(tables(), max_size=2).map(tuple), TEXT))
def test_gives_the_same_form_back_after_a_trip_through_json(form: Form) -> None:
    assert from_json(json.loads(json.dumps(answer_file(form)))) == form


def test_has_the_keys_of_a_truth_file() -> None:
    column = Blank(Role.COLUMN, ("姓名",), "B3", "B4", "B", "person.name", parse("person.name"), State.SURE, "标签“姓名”")
    unit = Blank(Role.META, ("填报单位",), "A2", "A2", concept="report.unit", state=State.SURE, after_label=True)
    table = Table(
        0,
        "Sheet1",
        Kind.ROSTER,
        "高龄老人",
        "A1",
        header_rows=(3, 3),
        first_row=4,
        open_ended=True,
        columns=(column,),
        metadata=(unit,),
        population=parse_population("person where age>=80"),
    )
    answer = answer_file(Form(Kind.ROSTER, (table,)))
    told = answer["tables"][0]
    assert told["title"] == {"cell": "A1", "text": "高龄老人"}
    assert told["header_rows"] == [3, 3]
    assert told["data"]["first_row"] == 4
    assert told["population"] == "person where age>=80"
    assert told["columns"][0] | {"column": "B", "concept": "person.name", "state": "sure"} == told["columns"][0]
    assert told["metadata"][0] | {"cell": "A2", "value_at": "same cell, after the label"} == told["metadata"][0]
