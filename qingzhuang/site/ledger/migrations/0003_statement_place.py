"""Which statements speak of which area: `as of` asks for everybody who was ever there (queries.past)."""

from __future__ import annotations

from django.db import migrations

PLACE = {
    "sqlite": """COALESCE(JSON_EXTRACT("facts", '$."area.code"'), JSON_EXTRACT("facts", '$.area'))""",
    "postgresql": """COALESCE("facts" ->> 'area.code', "facts" ->> 'area')""",
}


def make(apps, schema_editor):
    place = PLACE[schema_editor.connection.vendor]
    schema_editor.execute(f"CREATE INDEX ledger_statement_place ON ledger_statement (({place}), record_id)")


def drop(apps, schema_editor):
    schema_editor.execute("DROP INDEX ledger_statement_place")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_append_only")]
    operations = [migrations.RunPython(make, drop)]
