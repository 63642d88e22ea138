"""What programs can ask of rounds: the list, the figures with their questions, the same as a table, and the signed workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Router, Schema

from qingzhuang.site.exchange import actions as exchange
from qingzhuang.site.exchange.queries import Scope
from qingzhuang.site.kit.downloads import disposition
from qingzhuang.site.returns import actions, kept, queries
from qingzhuang.site.returns.models import Round, Use, Version

router = Router(tags=["returns"])
REFUSED = frozenset((400, 401, 403, 404, 409, 422, 429, 500))
BINARY = {"schema": {"type": "string", "format": "binary"}}


class Refused(Schema):
    """What went wrong, why, and what to do; `code` is for programs."""

    code: str
    what: str
    why: str
    todo: str


class RoundShape(Schema):
    id: UUID
    title: str
    area: str = Field(description="division code of the area that the round is about")
    as_of: date
    due_at: datetime | None
    state: str
    places: int = Field(description="communities that answer")
    signed: int
    version: int = Field(description="number of the newest signed version of the whole; 0 where there is none yet")
    seal: str


class RoundsShape(Schema):
    rounds: list[RoundShape]


class FigureShape(Schema):
    cell: str
    label: str
    question: str
    area: str
    day: date
    value: float
    parts: dict[str, float] = Field(description="division code of each part → its number")


class FiguresShape(Schema):
    id: UUID
    title: str
    version: int
    seal: str
    signed_at: datetime
    figures: list[FigureShape]


def _caller(request: HttpRequest) -> Any:
    caller = request.auth  # type: ignore[attr-defined]
    caller.check(Scope.RETURNS)
    return caller


@router.get(
    "/rounds", response={200: RoundsShape, REFUSED: Refused}, url_name="rounds", summary="Rounds of reports and how far they are"
)
def rounds(request: HttpRequest) -> dict[str, Any]:
    caller = _caller(request)
    found = queries.rounds_for(caller.post)
    exchange.note_call(caller, call="rounds", count=len(found))
    return {"rounds": [_round(caller.post, one) for one in found]}


def _round(post: Any, found: Round) -> dict[str, Any]:
    told, version = queries.progress_of(post, found), queries.collected_for(post, found)
    return {
        "id": found.pk, "title": found.title, "area": found.area.code, "as_of": found.as_of, "due_at": found.due_at, "state": found.state,
        "places": told.total, "signed": told.signed, "version": version.number if version else 0, "seal": version.seal if version else "",
    }  # fmt: skip


@router.get(
    "/rounds/{pk}", response={200: FiguresShape, REFUSED: Refused}, url_name="round", summary="The signed figures of a round"
)
def figures(request: HttpRequest, pk: UUID) -> dict[str, Any]:
    caller = _caller(request)
    version = _version(caller, pk)
    told = list(_figures(version))
    exchange.note_call(caller, call="round", count=len(told), area=version.owed.area.code)
    return {
        "id": pk, "title": version.owed.round.title, "version": version.number, "seal": version.seal, "signed_at": version.signed_at,
        "figures": told,
    }  # fmt: skip


@router.get(
    "/rounds/{pk}/table.csv", response={200: str, REFUSED: Refused}, url_name="round_table", summary="The same as a table",
    openapi_extra={"responses": {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}},
)  # fmt: skip
def table(request: HttpRequest, pk: UUID) -> HttpResponse:
    caller = _caller(request)
    version = _version(caller, pk)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["cell", "label", "question", "area", "day", "value"])
    told = list(_figures(version))
    for one in told:
        writer.writerow([_text(one[name]) for name in ("cell", "label", "question", "area", "day", "value")])
    exchange.note_call(caller, call="round_table", count=len(told), area=version.owed.area.code)
    headers = {"Content-Disposition": disposition(f"{version.owed.round.title}.csv")}
    return HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


@router.get(
    "/rounds/{pk}/file", response={200: str, REFUSED: Refused}, url_name="round_file", summary="The signed workbook of a round",
    openapi_extra={"responses": {200: {"content": {"application/octet-stream": BINARY}}}},
)  # fmt: skip
def workbook(request: HttpRequest, pk: UUID) -> HttpResponse:
    caller = _caller(request)
    version = _version(caller, pk)
    data = actions.take_version(caller.post, version=version, how=Use.How.PROGRAM)
    exchange.note_call(caller, call="round_file", count=1, area=version.owed.area.code)
    headers = {"Content-Disposition": disposition(version.file_name), "X-Seal": version.seal}
    return HttpResponse(data, content_type="application/octet-stream", headers=headers)


def _version(caller: Any, pk: UUID) -> Version:
    version = queries.collected_for(caller.post, queries.round_for(caller.post, pk))
    if version is None:
        raise Http404
    return version


def _figures(version: Version) -> Iterator[dict[str, Any]]:
    for line in kept.load(version.content).figures():
        yield {
            "cell": line.asked.name, "label": line.asked.label, "question": line.asked.words, "area": line.asked.area,
            "day": line.asked.day, "value": line.number,
            "parts": {share.code: float(share.value) for share in line.shares if isinstance(share.value, (int, float))},
        }  # fmt: skip


def _text(value: Any) -> Any:
    """No cell of a table begins a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@" else value
