"""Put the district together and write it down: a folder of Parquet or CSV files as `qingzhuang.tally` reads them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

from qingzhuang.demo import columns as c
from qingzhuang.demo.away import away
from qingzhuang.demo.care import health, help_given, insurance_and_bank, welfare
from qingzhuang.demo.facilities import facility_table
from qingzhuang.demo.families import families
from qingzhuang.demo.households import dwelling_table, household_table
from qingzhuang.demo.lives import party_and_army, school_and_work
from qingzhuang.demo.people import family, identity, register, who
from qingzhuang.demo.places import area_table, grid_table, homes
from qingzhuang.demo.places import communities as places_of
from qingzhuang.demo.surroundings import birth_table, building_table, death_table, estate_table, organisation_table
from qingzhuang.tally.tables import FILLED

DAY = date(2025, 12, 31)  # the day that the facts are of
ROW_GROUP = 65_536
Progress = Callable[[str, float], None]


def make_district(
    people: int, seed: int, out: Path | str, *, communities: int = 0, as_csv: bool = False, progress: Progress | None = None
) -> Path:
    """Write a district of so many people into a folder, and return the folder.

    The same numbers give the same district, byte for byte on the same versions of NumPy and Arrow. It has one community for about
    8,000 people, or as many as `communities` says. `progress` is told what is being made and which share is done. Raises ValueError
    for fewer than 1 or more than 5,000,000 people, and for more than 999 communities or fewer than 10 people in each.

        make_district(2000, 1, Path("facts"))
    """
    if not 1 <= people <= 5_000_000:
        raise ValueError(f"a district has between 1 and 5,000,000 people, not {people}")
    if not 0 <= communities <= min(999, people // 10):
        raise ValueError(f"{people:,} people live in 1 to {min(999, people // 10)} communities, not {communities}")
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    tell = progress or (lambda _what, _share: None)
    for name, table in _tables(people, seed, communities, tell):
        _write(table, folder / name, as_csv)
    tell("done", 1.0)
    return folder


def _tables(people: int, seed: int, count: int, tell: Progress) -> list[tuple[str, pa.Table]]:
    day = c.day_number(DAY)
    tell("places", 0.0)
    there = places_of(people, count)
    them = families(seed, people, there, day)
    there_homes = homes(c.rng_for("homes", seed, people), there, them.community)
    home_of = _home_of(them.community, there_homes.community)
    lives_in = home_of[them.household]
    by_home = np.bincount(lives_in, minlength=len(there_homes.community))
    tell("people", 0.1)
    named = identity(seed, them, there)
    given = help_given(seed, them, there)
    person = {
        "id": c.numbers(np.arange(1, people + 1)),
        "area": c.words(them.community[them.household], there.codes),
        "household": c.numbers(them.household + 1),
        "dwelling": c.numbers(lives_in + 1),
        "building": c.numbers(there_homes.building[lives_in] + 1),
        "estate": c.numbers(there_homes.estate[lives_in] + 1, there_homes.estate[lives_in] >= 0),
        "grid": c.numbers(there_homes.grid[lives_in] + 1),
        **who(seed, them, named, day),
    }
    tell("addresses", 0.25)
    person |= register(seed, them, named, there, there_homes, lives_in, day)
    tell("families", 0.4)
    person |= family(seed, them, named, day)
    person |= away(seed, them, day)
    tell("school and work", 0.5)
    person |= school_and_work(seed, them, named, there, day)
    person |= party_and_army(seed, them, named, day)
    tell("health and help", 0.65)
    person |= health(seed, them, given, day)
    person |= insurance_and_bank(seed, them, named)
    person |= welfare(seed, them, named, given, day)
    tell("households", 0.8)
    grid = there_homes.grid[home_of]
    by_grid = np.bincount(there_homes.grid, weights=by_home).astype(np.int64)
    by_building = np.bincount(there_homes.building, weights=by_home).astype(np.int64)
    grids_of = np.bincount(there_homes.community[np.unique(there_homes.grid, return_index=True)[1]], minlength=len(there.codes))
    homes_by_grid = np.bincount(there_homes.grid[home_of], minlength=len(by_grid))
    homes_by_building = np.bincount(there_homes.building[home_of], minlength=len(by_building))
    tables = [
        ("person", pa.table(person)),
        ("household", household_table(seed, them, named, given, there, there_homes, home_of, day)),
        ("dwelling", dwelling_table(seed, people, them, named, given, there, there_homes, home_of)),
        ("building", building_table(seed, people, there, there_homes, by_building, homes_by_building)),
        ("estate", estate_table(seed, people, there, there_homes, by_home)),
        ("grid", grid_table(c.rng_for("grids", seed, people), there, there_homes, by_grid, homes_by_grid)),
        ("area", area_table(there)),
        ("organisation", organisation_table(seed, people, there, grids_of, day)),
        ("facility", facility_table(seed, people, there, grids_of, day)),
        ("birth", birth_table(seed, them, named, there, grid, day)),
        ("death", death_table(seed, them, there, grid, day)),
    ]
    tell("writing", 0.9)
    return tables


def _home_of(household_community: c.Ints, home_community: c.Ints) -> c.Ints:
    """The dwelling of each household: they move in side by side, the last dwellings of a community stay empty."""
    first_home = np.searchsorted(home_community, household_community, side="left")
    first_household = np.searchsorted(household_community, household_community, side="left")
    return first_home + np.arange(len(household_community)) - first_household


def _write(table: pa.Table, path: Path, as_csv: bool) -> None:
    if as_csv:
        plain = pa.table({name: _plain(table[name]) for name in table.column_names})
        pyarrow.csv.write_csv(plain, path.with_suffix(".csv"))
        return
    table = table.replace_schema_metadata({FILLED: b"yes"})  # birth dates and sexes that follow from ID numbers stand in it
    few = [field.name for field in table.schema if pa.types.is_dictionary(field.type)]  # others hold a different text each
    pq.write_table(
        table, path.with_suffix(".parquet"), row_group_size=ROW_GROUP, compression="zstd", compression_level=1, use_dictionary=few
    )


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """As it stands in a CSV file: no dictionaries."""
    return column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column
