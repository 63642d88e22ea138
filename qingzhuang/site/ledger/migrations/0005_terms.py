"""Days among the facts on which something ends are found at once by the daily run (queries.near)."""

from __future__ import annotations

from django.db import migrations

TERMS = {
    "term_id_card": "id_expiry_date",
    "term_residence_permit": "residence_permit.expiry_date",
    "term_disability": "disability.certificate_date",
    "term_welfare": "welfare.end_date",
    "term_preferential": "preferential.end_date",
    "term_contact": "contact_lost_since",
}
TERM = {"sqlite": """JSON_EXTRACT("facts", '$."{name}"')""", "postgresql": """("facts" ->> '{name}')"""}


def make(apps, schema_editor):
    for index, name in TERMS.items():
        term = TERM[schema_editor.connection.vendor].format(name=name)
        schema_editor.execute(f"CREATE INDEX {index} ON ledger_record (({term})) WHERE {term} IS NOT NULL")


def drop(apps, schema_editor):
    for index in TERMS:
        schema_editor.execute(f"DROP INDEX {index}")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_turn")]
    operations = [migrations.RunPython(make, drop)]
