"""Days on which the picture of a record changes by itself; those that are known already are noted."""

import django.db.models.deletion
from django.db import migrations, models

# what was told beforehand, and what has a last day; days long past are harmless: they are looked at once
NOTE = {
    "sqlite": """
        INSERT OR IGNORE INTO ledger_turn (day, record_id)
        SELECT valid_from, record_id FROM ledger_statement WHERE valid_from > DATE('now', '-1 day')
        UNION SELECT DATE(valid_to, '+1 day'), record_id FROM ledger_statement WHERE valid_to IS NOT NULL""",
    "postgresql": """
        INSERT INTO ledger_turn (day, record_id)
        SELECT valid_from, record_id FROM ledger_statement WHERE valid_from > CURRENT_DATE - 1
        UNION SELECT valid_to + 1, record_id FROM ledger_statement WHERE valid_to IS NOT NULL
        ON CONFLICT DO NOTHING""",
}


def note(apps, schema_editor):
    schema_editor.execute(NOTE[schema_editor.connection.vendor])


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_statement_place")]
    operations = [
        migrations.CreateModel(
            name="Turn",
            fields=[
                ("pk", models.CompositePrimaryKey("day", "record", blank=True, editable=False, primary_key=True, serialize=False)),
                ("day", models.DateField()),
                (
                    "record",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="ledger.record"
                    ),
                ),
                ("turned", models.PositiveBigIntegerField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("turned__isnull", True)), fields=["day"], name="turn_to_come"),
                    models.Index(condition=models.Q(("turned__isnull", False)), fields=["turned"], name="turn_done"),
                ],
            },
        ),
        migrations.RunPython(note, migrations.RunPython.noop),
    ]
