"""The addresses for programs under /api/v1, one function each; `scopes` says what a token needs for them."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, StreamingHttpResponse
from ninja import Header, NinjaAPI, Path, Query

from qingzhuang import __version__
from qingzhuang.site.exchange import actions
from qingzhuang.site.exchange.logic.rows import KeyOf, Row
from qingzhuang.site.exchange.views import shapes
from qingzhuang.site.exchange.views.entrance import Bearer, PerToken, refuse_in_one_shape

api = NinjaAPI(
    title="Qingzhuang", version=__version__, urls_namespace="exchange:api", docs_url=None, openapi_url="/openapi.json", auth=Bearer(),
    throttle=[PerToken()],
    description="Facts of the ledger for other systems. Every call has its line in the log.",
)  # fmt: skip
refuse_in_one_shape(api)

REFUSED = frozenset((400, 401, 403, 404, 409, 413, 422, 429, 500))


@api.get(
    "/areas", response={200: shapes.AreasShape, REFUSED: shapes.Problem}, url_name="areas", summary="Areas that the token reaches"
)
def areas(request: HttpRequest) -> dict[str, Any]:
    found = actions.list_areas(request.auth)  # type: ignore[attr-defined]
    return {"areas": [{"code": one.code, "name": one.name, "level": one.level, "above": above} for one, above in found]}


@api.get("/fields", response={200: shapes.FieldsShape, REFUSED: shapes.Problem}, url_name="fields", summary="The vocabulary")
def fields(request: HttpRequest, asked: Query[shapes.AskedFields]) -> dict[str, Any]:
    return {"entities": actions.list_fields(request.auth, entity=asked.entity or "")}  # type: ignore[attr-defined]


@api.get(
    "/records", response={200: shapes.RecordsShape, REFUSED: shapes.Problem}, url_name="records", summary="Records of an area"
)
def records(request: HttpRequest, asked: Query[shapes.AskedRecords]) -> dict[str, Any]:
    states = (asked.state,) if asked.state else ()
    found, rest = actions.read_records(
        request.auth, entity=asked.entity, area=asked.area or "", states=states, cursor=asked.cursor, most=asked.most  # type: ignore[attr-defined]
    )  # fmt: skip
    return {"records": found, "cursor": rest}


@api.get(
    "/records/{number}", response={200: shapes.OneRecordShape, REFUSED: shapes.Problem}, url_name="record",
    summary="One record, each fact with its source and day",
)  # fmt: skip
def record(request: HttpRequest, number: Path[shapes.Number]) -> dict[str, Any]:
    found, sources = actions.read_record(request.auth, number=number)  # type: ignore[attr-defined]
    return {
        "number": found.number, "entity": found.entity, "area": found.area, "state": found.state, "facts": found.facts,
        "sources": sources,
    }  # fmt: skip


@api.post(
    "/batches",
    response={200: shapes.AnswerShape, REFUSED: shapes.Problem},
    url_name="write",
    summary="Record facts, up to 1,000 rows",
)
def write(
    request: HttpRequest, batch: shapes.BatchShape, key: Annotated[shapes.IdempotencyKey, Header(alias="Idempotency-Key")]
) -> dict[str, Any]:
    answer = actions.record_batch(
        request.auth, key=key, source=batch.source, title=batch.title, reference=batch.reference, day=batch.valid_from,  # type: ignore[attr-defined]
        rows=[_row(row) for row in batch.rows],
    )  # fmt: skip
    return {"recording": answer.recording, "totals": answer.totals(), "rows": answer.rows}


def _row(row: shapes.RowShape) -> Row:
    facts = {name: KeyOf(value.key) if isinstance(value, shapes.KeyShape) else value for name, value in row.facts.items()}
    return Row(row.entity, facts, row.number, row.key, row.area or "", row.valid_from, row.valid_to)


@api.get(
    "/changes",
    response={200: shapes.ChangesShape, REFUSED: shapes.Problem},
    url_name="changes",
    summary="What changed since a cursor",
)
def changes(request: HttpRequest, asked: Query[shapes.AskedChanges]) -> dict[str, Any]:
    found, rest, more = actions.read_changes(request.auth, cursor=asked.cursor, most=asked.most)  # type: ignore[attr-defined]
    told = [
        {
            "number": one.what.number, "entity": one.what.entity, "gone": one.what.gone, "taken_back": one.what.taken_back,
            "recording": one.what.recording, "at": one.what.at, "source": one.what.source, "valid_from": one.what.valid_from,
            "fields": list(one.what.fields), "record": one.record,
        }
        for one in found
    ]  # fmt: skip
    return {"changes": told, "cursor": rest, "more": more}


@api.get(
    "/snapshot", response={200: str, REFUSED: shapes.Problem}, url_name="snapshot", summary="Tables of an area as Parquet in a zip",
    openapi_extra={"responses": {200: {"content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}}}}},
)  # fmt: skip
def snapshot(request: HttpRequest, asked: Query[shapes.AskedSnapshot]) -> StreamingHttpResponse:
    sent = actions.send_snapshot(request.auth, area=asked.area or "")  # type: ignore[attr-defined]
    headers = {"Content-Disposition": f'attachment; filename="{sent.name}"'}
    return StreamingHttpResponse(sent.pieces, content_type="application/zip", headers=headers)
