"""The printed choices behind a drop-down: written out, on a code sheet, or under a name."""

from __future__ import annotations

from collections.abc import Mapping

from qingzhuang.formfill.grid import Span, Validation
from qingzhuang.formfill.read.ranges import sheet_reference, span
from qingzhuang.formfill.read.xlsx_sheet import Sheet

MAX_CHOICES = 5_000


def resolve_validations(
    sheet: Sheet, sheets: Mapping[str, Sheet], names: Mapping[str, str], local_names: Mapping[tuple[str, int], str], index: int
) -> tuple[Validation, ...]:
    """Every list rule of a sheet with its choices; a list that cannot be resolved (INDIRECT) has none."""
    found = []
    for rule in sheet.rules:
        choices = _choices(rule.formula, sheet, sheets, names, local_names, index)
        found += [Validation(where, choices) for where in rule.spans]
    return tuple(found)


def _choices(
    formula: str,
    sheet: Sheet,
    sheets: Mapping[str, Sheet],
    names: Mapping[str, str],
    local_names: Mapping[tuple[str, int], str],
    index: int,
) -> tuple[str, ...]:
    if formula.startswith('"') and formula.endswith('"') and len(formula) > 1:
        return tuple(part.strip() for part in formula[1:-1].replace('""', '"').split(",") if part.strip())
    for _ in range(3):  # a name may stand for another name
        key = formula.lstrip("=").lower()
        named = local_names.get((key, index)) or names.get(key)
        if named is None:
            break
        formula = named
    target = sheet_reference(formula)
    where = span(target[1]) if target else None
    if target is None or where is None:
        return ()
    source = sheets.get(target[0].lower()) if target[0] else sheet
    return () if source is None else _texts(source, where)


def _texts(source: Sheet, where: Span) -> tuple[str, ...]:
    rows = range(where.top, min(where.bottom, source.rows) + 1)
    columns = range(where.left, min(where.right, source.columns) + 1)
    texts = []
    for row in rows:
        for column in columns:
            if text := source.text((row, column)).strip():
                texts.append(text)
                if len(texts) >= MAX_CHOICES:
                    return tuple(texts)
    return tuple(texts)
