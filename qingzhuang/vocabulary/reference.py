"""The page docs/reference/vocabulary.md, made from the vocabulary: `python -m qingzhuang.vocabulary.reference`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from qingzhuang.vocabulary.definition import Band, DayRule
from qingzhuang.vocabulary.load import load
from qingzhuang.vocabulary.model import CodeList, Entity, Field, Vocabulary
from qingzhuang.vocabulary.rate import RateTable

SHOWN = 6  # headings shown of a field; all of them are in the YAML files

HEAD = """\
# Vocabulary

What a community knows, in words. This page is made by `python -m qingzhuang.vocabulary.reference` from the files under
`qingzhuang/content/vocabulary`; a test compares the two. How to add a word: [Add a synonym](../howto/add-a-synonym.md),
[Add a field](../howto/add-a-field.md).

A path starts with the entity (`person.name`) and may step over a relation to another record (`household.head.name`,
`household.member[3].id_number`). Fields marked + go beyond the concepts that forms are commonly read with; a reader of forms
trusts them less.
"""


def reference_page(vocabulary: Vocabulary) -> str:
    """The whole page as Markdown."""
    lines = [HEAD]
    for entity in vocabulary.entities.values():
        lines.extend(_entity(entity))
    lines.append("\n## Code lists\n")
    for codes in vocabulary.codes.values():
        lines.extend(_codes(codes))
    lines.extend(_definitions(vocabulary))
    lines.extend(_bandings(vocabulary))
    lines.extend(_rates(vocabulary))
    return "\n".join(lines) + "\n"


def _entity(entity: Entity) -> Iterator[str]:
    yield f"\n## {entity.name} {entity.label['zh-Hans']}\n"
    linked = [f"`{r.name}`{'[n]' if r.many else ''} → {r.target}" for r in entity.roles.values() if not r.embedded]
    if linked:
        yield f"Relations: {', '.join(linked)}.\n"
    yield _row("path", "中文", "English", "type", "also called", "standard")
    yield _row(*["---"] * 6)
    for field in entity.fields.values():
        name = f"`{field.path}`{' +' if field.extra else ''}"
        yield _row(name, field.label["zh-Hans"], field.label["en"], _type(field), _words(field.labels[1:]), field.standard)


def _type(field: Field) -> str:
    parts = [f"{field.type} ({field.codes.name})" if field.codes else field.type]
    if field.unit:
        parts.append(field.unit)
    if field.absent == "no":
        parts.append("empty means no")
    if field.sensitivity == "sensitive":
        parts.append("sensitive")
    if field.derived:
        parts.append("derived")
    return ", ".join(parts)


def _codes(codes: CodeList) -> Iterator[str]:
    notes = [codes.standard] if codes.standard else []
    notes += ["ordered"] if codes.ordered else []
    yield f"\n### {codes.name}" + (f" ({', '.join(notes)})" if notes else "") + "\n"
    yield _row("value", "code", "within", "words")
    yield _row(*["---"] * 4)
    for value in codes.values:
        yield _row(f"`{value.name}`", value.code, value.within and f"`{value.within}`", _words(value.words))


def _definitions(vocabulary: Vocabulary) -> Iterator[str]:
    yield "\n## Definitions (口径)\n"
    yield "Why there are several, and how two are compared: [Definitions](../explanation/definitions.md).\n"
    yield _row("word", "name", "version", "records", "condition", "counted", "source")
    yield _row(*["---"] * 7)
    for d in vocabulary.definitions:
        version = f"{d.version}{' (default)' if d.default else ''}"
        counted = "; ".join(filter(None, (d.day.value if d.day is not DayRule.REPORT else "", d.period.value, d.bands)))
        source = "：".join(filter(None, (f"{d.source} {d.clause}".strip(), dict(d.text).get("zh-Hans", ""), d.note)))
        yield _row("; ".join(d.words[:4]), f"`{d.name}`", version, d.entity, f"`{d.condition}`", counted, source)


def _bandings(vocabulary: Vocabulary) -> Iterator[str]:
    yield "\n## Age bands\n"
    yield _row("name", "as printed", "ages named twice", "they belong to", "as counted", "source")
    yield _row(*["---"] * 6)
    for banding in vocabulary.bandings:
        printed, counted = (", ".join(map(_ages, bands)) for bands in (banding.printed, banding.bands))
        shared = ", ".join(map(str, banding.shared))
        source = "：".join(filter(None, (banding.source, banding.note)))
        yield _row(f"`{banding.key}`", printed, shared, banding.border.value, counted, source)


def _ages(band: Band) -> str:
    if band.low is None:
        return f"to {band.high}"
    return f"{band.low} and over" if band.high is None else f"{band.low}–{band.high}"


def _rates(vocabulary: Vocabulary) -> Iterator[str]:
    yield "\n## Allowances by age\n"
    yield _row("word", "name", "amounts (yuan)", "age counted on", "ends the month after", "source")
    yield _row(*["---"] * 6)
    for rate in vocabulary.rates:
        amounts = "; ".join(
            f"{' '.join(filter(None, (_span(table), f'a {table.per}')))}: "
            + ", ".join(f"{band.low}{f'–{band.high}' if band.high else ' and over'} {band.amount}" for band in table.bands)
            for table in rate.tables
        )
        stops = ", ".join(stop.event + (f" of {stop.months} months" if stop.months else "") for stop in rate.stops)
        source = "：".join(filter(None, (f"{rate.source} {rate.clause}".strip(), rate.note)))
        yield _row("; ".join(rate.words), f"`{rate.key}`", amounts, rate.day.value, stops, source)


def _span(table: RateTable) -> str:
    return " ".join(filter(None, (f"from {table.since}" if table.since else "", f"until {table.until}" if table.until else "")))


def _words(words: Iterable[str]) -> str:
    listed = list(words)
    more = f" … {len(listed) - SHOWN} more" if len(listed) > SHOWN else ""
    return "; ".join(listed[:SHOWN]) + more


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    sys.stdout.write(reference_page(load()))
