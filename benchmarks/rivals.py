"""The same roster taken in as one would without Qingzhuang: `python -m benchmarks.rivals pandas|import-export FILE FOLDER`.

One table of people in SQLite with indexes on name, number and telephone. People are known again by their ID number. Nothing is cleaned
but blanks, nothing is checked, no household is made, no history is kept, nothing lies sealed.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from benchmarks.roster import HEAD

FIELDS = (
    "serial name sex nation birth id_number relation house phone registered address education marriage party job employer health away "
    "allowance note"
).split()
AT_ONCE = 2000


def begin(folder: Path) -> Any:
    """Django with one table of people in a database of its own; gives the model."""
    import django
    from django.conf import settings

    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "rival.sqlite3")}
    database["OPTIONS"] = {"init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA cache_size=-65536;"}  # type: ignore[assignment]
    settings.configure(DATABASES={"default": database}, INSTALLED_APPS=["import_export"], USE_TZ=True)
    django.setup()
    from django.db import connection, models

    fields: dict[str, Any] = {name: models.CharField(max_length=120, blank=True) for name in FIELDS}
    for name in ("name", "id_number", "phone"):
        fields[name] = models.CharField(max_length=120, blank=True, db_index=True)
    meta = type("Meta", (), {"app_label": "rivals"})
    person = type("Person", (models.Model,), {**fields, "Meta": meta, "__module__": "rivals"})
    if person._meta.db_table not in connection.introspection.table_names():  # type: ignore[attr-defined]
        with connection.schema_editor() as editor:
            editor.create_model(person)  # type: ignore[arg-type]
    return person


def by_pandas(person: Any, path: Path) -> int:
    """read_csv, look the numbers up, bulk_create what is new, bulk_update what differs."""
    import pandas
    from django.db import transaction

    frame = pandas.read_csv(path, dtype=str, keep_default_na=False).rename(columns=dict(zip(HEAD, FIELDS, strict=True)))
    frame = frame.apply(lambda column: column.str.strip())
    numbered = frame[frame["id_number"] != ""].drop_duplicates("id_number")
    frame = pandas.concat([numbered, frame[frame["id_number"] == ""]])
    with transaction.atomic():
        for start in range(0, len(frame), AT_ONCE):
            rows = frame.iloc[start : start + AT_ONCE].to_dict("records")
            wanted = [row["id_number"] for row in rows if row["id_number"]]
            known = {one.id_number: one for one in person.objects.filter(id_number__in=wanted)}
            person.objects.bulk_create([person(**row) for row in rows if row["id_number"] not in known])
            changed = [one for row in rows if (one := known.get(row["id_number"])) and _changes(one, row)]
            if changed:
                person.objects.bulk_update(changed, FIELDS, batch_size=200)
    return len(frame)


def _changes(one: Any, row: dict[str, str]) -> bool:
    """Set what differs; whether anything did."""
    differing = {name: value for name, value in row.items() if getattr(one, name) != value}
    for name, value in differing.items():
        setattr(one, name, value)
    return bool(differing)


def by_import_export(person: Any, path: Path) -> int:
    """A ModelResource as its manual advises for many rows: in bulk, without differences for a preview."""
    import tablib
    from import_export.resources import ModelResource

    options = {
        "model": person, "import_id_fields": ("id_number",), "fields": tuple(FIELDS), "use_bulk": True, "batch_size": AT_ONCE,
        "skip_diff": True, "skip_unchanged": True, "force_init_instance": False,
    }  # fmt: skip
    resource = type("People", (ModelResource,), {"Meta": type("Meta", (), options)})()
    text = path.read_text("utf-8").split("\n", 1)
    done = resource.import_data(tablib.Dataset().load(",".join(FIELDS) + "\n" + text[1], format="csv"), raise_errors=True)
    return int(done.total_rows)


WAYS = {"pandas": by_pandas, "import-export": by_import_export}


if __name__ == "__main__":
    from benchmarks.clock import timed

    way, roster, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    model = begin(folder)
    for time in ("first", "again"):
        timed(time, lambda: WAYS[way](model, roster))
