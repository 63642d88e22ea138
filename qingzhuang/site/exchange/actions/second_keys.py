"""Rows of people without an ID number led to the records they mean, or to a question with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qingzhuang.site.accounts.queries import Area
from qingzhuang.site.exchange.logic import reasons
from qingzhuang.site.exchange.logic.reasons import Reason
from qingzhuang.site.exchange.logic.rows import Row
from qingzhuang.site.exchange.logic.second_keys import Verdict, found_among, key_of, without_covered
from qingzhuang.site.ledger import queries as ledger

ASKED = {
    Verdict.SEVERAL: reasons.several_of_the_name,
    Verdict.PERHAPS: reasons.perhaps_known,
    Verdict.NAME_ALONE: reasons.name_alone,
}


def by_second_keys(area: Area, rows: Sequence[Row]) -> tuple[list[Row], dict[int, Reason]]:
    """The rows, those without an ID number with the record they mean; and, by place, why a row must be asked about.

    A person who is nobody known, and of whom more than the name is told, stays a new one.
    """
    unnumbered = [place for place, row in enumerate(rows) if row.entity == "person" and not ledger.identity("person", row.facts)]
    names = {str(rows[place].facts.get("name") or "") for place in unnumbered} - {""}
    known = ledger.people_called(area, names) if names else {}
    found, asked = list(rows), dict[int, Reason]()
    for place in unnumbered:
        row = rows[place]
        told = found_among(row.facts, known.get(str(row.facts.get("name") or ""), ()))
        found[place] = replace(row, facts=without_covered(row.facts), key=row.key or key_of(row.facts))
        if told.verdict is Verdict.SAME:
            found[place] = replace(found[place], number=told.number)
        elif told.verdict in ASKED:
            asked[place] = ASKED[told.verdict]()
    return found, asked
