"""A small province: the facts of the corpus, parted into folders by community."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from qingzhuang.tally import Dataset


def write_province(facts: Dataset, folder: Path) -> list[str]:
    """Each community's records in a folder of its own; the codes of the communities."""
    codes = sorted(facts.layout("person").areas)
    for code in codes:
        (folder / code).mkdir(parents=True)
        for entity, table in facts.tables.items():
            whole = pa.table(table.read(table.names))
            name = facts.community_column(entity)
            part = whole if name is None else whole.filter(pc.equal(whole[name].cast(pa.string()), code))
            if entity != "area":
                pq.write_table(part, folder / code / f"{entity}.parquet")
    return codes
