"""The shapes of what programs send and get; the OpenAPI description is made of them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Field, Schema

LARGEST = 2**53  # the largest whole number that every JSON reader keeps

Number = Annotated[int, Field(ge=1, le=LARGEST, description="number of a record")]
Code = Annotated[str, Field(pattern=r"^[0-9]{12,15}$", description="division code of an area")]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$", description="English name, as in the list of fields")]
Cursor = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{0,120}$", description="as answered; empty to begin")]
Line = Annotated[str, Field(pattern=r"^[^\x00-\x1f]*$")]
IdempotencyKey = Annotated[
    str, Field(pattern=r"^[A-Za-z0-9_.:-]{8,64}$", description="names this batch; the same key is recorded once")
]


class Problem(Schema):
    """What went wrong, why, and what to do; `code` is for programs."""

    code: str
    what: str
    why: str
    todo: str


class AreaShape(Schema):
    code: str
    name: str
    level: str
    above: str = Field(description="code of the area above; empty for the topmost that the token reaches")


class AreasShape(Schema):
    areas: list[AreaShape]


class CodeShape(Schema):
    name: str
    code: str = Field(description="number in the national standard, where there is one")
    label: dict[str, str]
    within: str = Field(description="the value that this one is a kind of")


class FieldShape(Schema):
    name: str
    type: str
    label: dict[str, str]
    standard: str
    unit: str
    sensitivity: str
    covered: bool = Field(description="whole only with the scope “numbers”")
    codes: list[CodeShape]
    codes_standard: str


class RelationShape(Schema):
    name: str
    entity: str
    label: dict[str, str]


class EntityShape(Schema):
    name: str
    label: dict[str, str]
    fields: list[FieldShape]
    relations: list[RelationShape]


class FieldsShape(Schema):
    entities: list[EntityShape]


class RecordShape(Schema):
    number: int
    entity: str
    area: str
    state: str
    facts: dict[str, Any]


class RecordsShape(Schema):
    records: list[RecordShape]
    cursor: str = Field(description="for the rest; empty at the end")


class FactShape(Schema):
    field: str
    value: Any
    since: date
    confirmed: date
    source: str
    title: str


class OneRecordShape(RecordShape):
    sources: list[FactShape]


class ChangeShape(Schema):
    number: int
    entity: str
    gone: bool = Field(description="the record is no longer in the area of the token")
    taken_back: bool
    recording: int
    at: datetime
    source: str
    valid_from: date | None
    fields: list[str]
    record: RecordShape | None = Field(description="the record as it is now")


class ChangesShape(Schema):
    changes: list[ChangeShape]
    cursor: str = Field(description="send it next time")
    more: bool


# ---------------------------------------------------------------- what is asked and sent
Most = Annotated[int, Field(ge=1, le=500, description="how many at most")]
States = Literal["present", "moved_out", "dead", "ended", "merged"]


class AskedFields(Schema):
    entity: Name | None = None


class AskedRecords(Schema):
    entity: Name = "person"
    area: Code | None = None
    state: States | None = None
    cursor: Cursor = ""
    most: Most = 100


class AskedSnapshot(Schema):
    area: Code | None = None


class AskedChanges(Schema):
    cursor: Cursor = ""
    most: Most = 100


class KeyShape(Schema):
    """A related record by the sender's own key."""

    model_config = {"extra": "forbid"}
    key: Annotated[str, Field(min_length=1, max_length=200)]


Text = Annotated[str, Field(max_length=4000)]
Whole = Annotated[int, Field(ge=-LARGEST, le=LARGEST)]
Real = Annotated[float, Field(allow_inf_nan=False)]
Value = bool | Whole | Real | Text | Annotated[list[Text], Field(max_length=100)] | KeyShape | None


class RowShape(Schema):
    model_config = {"extra": "forbid"}
    entity: Name = "person"
    number: Number | None = None
    key: Annotated[str, Field(max_length=200, description="the sender's own key of the record")] = ""
    area: Code | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    facts: Annotated[dict[Annotated[str, Field(max_length=80)], Value], Field(max_length=400)]


class BatchShape(Schema):
    model_config = {"extra": "forbid"}
    source: Literal["document", "department", "import", "visit", "resident"]
    title: Annotated[Line, Field(max_length=200, description="the document or register, in words")] = ""
    reference: Annotated[Line, Field(max_length=80, description="its number")] = ""
    valid_from: date | None = Field(None, description="from when the facts hold, where a row does not say; today")
    rows: Annotated[list[RowShape], Field(min_length=1, max_length=1000)]


class OutcomeShape(Schema):
    row: int
    became: Literal["new", "changed", "same", "contested", "refused"]
    number: int | None
    code: str
    what: str
    why: str
    todo: str


class AnswerShape(Schema):
    recording: int | None
    totals: dict[str, int]
    rows: list[OutcomeShape]
