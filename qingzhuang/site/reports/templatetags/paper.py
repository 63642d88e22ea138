"""Draws a sheet as an HTML table; written out by hand since a form has thousands of cells and a page a quarter of a second."""

from __future__ import annotations

from django import template
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from qingzhuang.formfill.answer.filling import Outcome
from qingzhuang.site.reports.logic import SIGNS, WAITING
from qingzhuang.site.reports.models import Review
from qingzhuang.site.reports.paper import PaperCell, PaperRow, Sheet

register = template.Library()
WIDE = 1500  # pixels
STAYS_FROM = 6  # columns


def state_words() -> dict[str, str]:
    return {
        Outcome.ANSWERED.value: gettext("known"),
        Outcome.UNSURE.value: gettext("to confirm"),
        Outcome.ASKED.value: gettext("to ask"),
        Outcome.OUTSIDE.value: gettext("not in the ledger"),
        Outcome.KEPT.value: gettext("by hand"),
        WAITING: gettext("filled once it is said for whom"),
    }


@register.filter
def state_in_words(outcome: str) -> str:
    return state_words().get(outcome, "")


@register.simple_tag
def paper(sheet: Sheet, review: Review | None = None, chosen: int | None = None) -> SafeString:
    """The table. With a review its blanks are links; `chosen` is the blank in the panel."""
    words = state_words()
    base = reverse("reports:review", args=[review.pk]) if review else ""
    columns = "".join(
        f'<col width="{column.width}"{" class=hidden-column" if column.hidden else ""}>' for column in sheet.columns
    )
    drawn = "".join(_row(row, len(sheet.columns), base, words, chosen) for row in sheet.rows)
    looks = " ".join(word for word, on in (("paper-wide", sheet.width > WIDE), ("unruled", not sheet.ruled)) if on)
    table = f'<table class="paper {looks}" width="{sheet.width}" role="presentation"><colgroup>{columns}</colgroup><tbody>{drawn}</tbody></table>'
    return mark_safe(table)


def _row(row: PaperRow, columns: int, base: str, words: dict[str, str], chosen: int | None) -> str:
    if row.folded:
        return f'<tr class="folded"><td colspan="{columns}">{escape(_folded(row))}</td></tr>'
    cells = "".join(_cell(cell, base, words, chosen) for cell in row.cells)
    return f'<tr class="hidden-row">{cells}</tr>' if row.hidden else f"<tr>{cells}</tr>"


def _folded(row: PaperRow) -> str:
    if row.rows_of_list:
        return gettext("… %(rows)s rows in all") % {"rows": row.rows_of_list}
    return ngettext("… %(rows)s empty row", "… %(rows)s empty rows", row.folded) % {"rows": row.folded}


def _cell(cell: PaperCell, base: str, words: dict[str, str], chosen: int | None) -> str:
    classes = cell.classes
    if cell.state:
        classes += f" blank is-{cell.state}"
        if cell.filled:
            classes += " filled"
        if chosen is not None and cell.key == str(chosen):
            classes += " is-current"
    spans = (f' colspan="{cell.colspan}"' if cell.colspan > 1 else "") + (
        f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    )
    key = f' data-blank="{cell.key}"' if cell.key and base else ""
    sign = _sign(cell, base, words) if cell.signed and base else ""
    text = escape(cell.text)
    if cell.colspan >= STAYS_FROM and cell.text:  # the words of a very wide cell stay in sight while one scrolls
        text, sign = f'<span class="stay">{sign}{text}</span>', ""
    return f'<td class="{classes}"{spans}{key}>{sign}{text}</td>'


def _sign(cell: PaperCell, base: str, words: dict[str, str]) -> str:
    sign = SIGNS[cell.state]
    return (
        f'<a class="sign" href="{base}?blank={cell.key}" data-open="{cell.key}">'
        f'<span aria-hidden="true">{sign}</span><span class="visually-hidden">{escape(words[cell.state])} {cell.place}</span></a>'
    )


@register.simple_tag
def sign(outcome: str) -> SafeString:
    """The sign of a state, with its words for those who hear the page."""
    return format_html(
        '<span class="sign is-{}"><span aria-hidden="true">{}</span><span class="visually-hidden">{}</span></span>',
        outcome, SIGNS[outcome], state_words()[outcome],
    )  # fmt: skip
