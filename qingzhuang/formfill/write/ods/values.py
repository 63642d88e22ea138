"""Values as attributes and text of cells of content.xml."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from qingzhuang.formfill.edits import EditValue
from qingzhuang.formfill.read.number_format import is_date, shown, takes_text_only, to_moment
from qingzhuang.formfill.write.calculate import Result
from qingzhuang.formfill.write.xlsx.cells import MAX_EXACT, clean


@dataclass(frozen=True, slots=True)
class OdsValue:
    """Attributes in the office name space, and the lines that print."""

    attributes: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()


def ods_value(value: EditValue, number_format: str) -> OdsValue:
    """How a value is stored in a cell with this number format: the same rules as in workbooks of Excel."""
    if value is None or value == "":
        return OdsValue()
    if isinstance(value, str):
        return _text(clean(value))
    if isinstance(value, date):
        if not is_date(number_format):
            return _text(value.isoformat().replace("T", " "))
        plain = value.replace(tzinfo=None) if isinstance(value, datetime) else value
        return OdsValue((("value-type", "date"), ("date-value", plain.isoformat())), (shown(plain, number_format),))
    if takes_text_only(number_format) or (isinstance(value, int) and abs(value) >= MAX_EXACT):
        return _text(("是" if value else "否") if isinstance(value, bool) else _number(value))
    if isinstance(value, bool):
        return OdsValue((("value-type", "boolean"), ("boolean-value", "true" if value else "false")), (shown(value),))
    kind = "percentage" if number_format.endswith("%") else "float"
    return OdsValue((("value-type", kind), ("value", _number(value))), (shown(value, number_format),))


def result_value(found: Result, number_format: str) -> OdsValue:
    """How the result of a formula is stored; nothing where it could not be told."""
    if not found.known:
        return OdsValue()
    if found.error:
        return OdsValue((("value-type", "string"), ("string-value", "")), (found.error,))
    if isinstance(found.value, str):
        return _text(found.value)
    if isinstance(found.value, float) and is_date(number_format):
        moment = to_moment(found.value)
        if isinstance(moment, date):
            return ods_value(moment, number_format)
    return ods_value(found.value, "General" if number_format == "@" else number_format)


def _text(text: str) -> OdsValue:
    return OdsValue((("value-type", "string"),), tuple(text.split("\n"))) if text else OdsValue()


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) and abs(value) < MAX_EXACT else repr(value)
