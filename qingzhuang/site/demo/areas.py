"""The tree of areas that a folder of facts speaks of, put among the accounts, with a grid for every grid that it names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qingzhuang.site.accounts import actions
from qingzhuang.site.accounts.queries import Area, Level
from qingzhuang.site.demo.folder import NONE, Table
from qingzhuang.tally.scope import division_prefix
from qingzhuang.tally.tables import open_table

BY_LENGTH = {2: Level.PROVINCE, 4: Level.CITY, 6: Level.COUNTY, 9: Level.TOWN, 12: Level.COMMUNITY}


@dataclass(slots=True)
class Places:
    """Where records belong: areas by code, the code of each row by entity, the grids by row."""

    root: Area
    areas: dict[str, Area]
    codes: dict[str, list[str]]
    grids: list[Area | None]

    def of(self, table: Table, row: int) -> tuple[int, str]:
        """Number and code of the smallest area that is known of a row: its grid, else its community."""
        own = row if table.entity == "grid" else int(table.links["grid"][row]) if "grid" in table.links else NONE
        code = self.codes[table.entity][row]
        grid = self.grids[own] if own != NONE and own < len(self.grids) else None
        if grid is not None and (not code or grid.code.startswith(code)):
            return grid.pk, grid.code
        area = self.areas.get(code, self.root)
        return area.pk, area.code


def places_of(folder: Path, tables: Mapping[str, Table]) -> Places:
    """Put the areas of a folder on the tree; what is there already stays."""
    codes = {entity: table.places() for entity, table in tables.items()}
    areas = make_areas(folder, {code for found in codes.values() for code in found if code})
    root = min(areas.values(), key=lambda area: (len(area.code_prefix), area.code))
    return Places(root, areas, codes, _grids(tables, codes, areas))


def make_areas(folder: Path, codes: set[str]) -> dict[str, Area]:
    """The areas that a folder names, and those that its records name besides, by code; parents before their children."""
    told: dict[str, tuple[str, str]] = {}
    table = open_table(folder, "area")
    if table is not None and "code" in table.names:
        columns = table.read([name for name in ("code", "name", "level") if name in table.names])
        for at, code in enumerate(columns["code"].to_pylist()):
            level = columns["level"][at].as_py() if "level" in columns else ""
            told[str(code)] = (str(columns["name"][at].as_py() or code), level or "")
    areas: dict[str, Area] = {}
    for code in sorted({*told, *codes}, key=lambda code: (len(division_prefix(code)), code)):
        name, level = told.get(code, (code, ""))
        kind = Level(level) if level in [one.value for one in Level] else BY_LENGTH.get(len(division_prefix(code)))
        if kind is not None:
            above = [area for area in areas.values() if code.startswith(area.code_prefix)]
            parent = max(above, key=lambda area: len(area.code_prefix), default=None)
            areas[code] = actions.add_area(None, code=code, name=name, level=kind, parent=parent)
    if not areas:
        raise ValueError("no record says which community it belongs to")
    return areas


def _grids(tables: Mapping[str, Table], codes: Mapping[str, list[str]], areas: Mapping[str, Area]) -> list[Area | None]:
    """An area for each grid of the folder, numbered within its community in the order of the file."""
    if "grid" not in tables:
        return []
    names = tables["grid"].source.read(["name"])["name"].to_pylist() if "name" in tables["grid"].source.names else []
    count: dict[str, int] = {}
    found: list[Area | None] = []
    for row, code in enumerate(codes["grid"]):
        community = areas.get(code)
        count[code] = count.get(code, 0) + 1
        if community is None or len(community.code_prefix) < 12 or count[code] > 999:
            found.append(None)
            continue
        number = f"{code}{count[code]:03d}"
        name = str(names[row] if row < len(names) and names[row] else number)
        found.append(actions.add_area(None, code=number, name=name, level=Level.GRID, parent=community))
    return found
