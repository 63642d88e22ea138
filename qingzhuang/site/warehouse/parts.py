"""The parts of an area's dataset one after the other, for whoever takes them away."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from qingzhuang.site.accounts.queries import Actor, Level, area_for
from qingzhuang.site.ledger import queries as ledger
from qingzhuang.site.warehouse.errors import no_facts
from qingzhuang.site.warehouse.grounds import grounds_of, kept_in_ledger
from qingzhuang.site.warehouse.logic.columns import OWN_AREA
from qingzhuang.site.warehouse.shelf import ledger_shelf
from qingzhuang.site.warehouse.writing import bring_up_to_date


def parts_for(actor: Actor, area_code: str, *, secrets: bool) -> Iterator[tuple[str, pa.Table]]:
    """`person/990101001001` with its table, part after part; without the columns of secret values where `secrets` is not asked for.

    404 outside the actor's area, Refusal where the ledger knows nothing of it; both before the first part is read.
    """
    area = area_for(actor, area_code)
    grounds = kept_in_ledger(grounds_of(area))
    if not grounds:
        raise no_facts(area.name)
    shelf = ledger_shelf()
    book = bring_up_to_date(shelf, grounds)
    ring = ledger.keyring()

    def parts() -> Iterator[tuple[str, pa.Table]]:
        for code, place in book.places.items():
            for entity, piece in sorted(place.pieces.items()):
                table = shelf.read(piece, ring)
                if area.level == Level.GRID.value:
                    table = table.filter(pc.equal(table[OWN_AREA].cast(pa.string()), area.code))
                if not secrets:
                    table = table.drop_columns([name for name in table.column_names if ledger.is_secret(name)])
                if table.num_rows:
                    yield f"{entity}/{code}", table

    return parts()
