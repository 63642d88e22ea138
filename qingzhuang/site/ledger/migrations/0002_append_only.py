"""Triggers that hold what the journal promises: it is only appended to. Blanking (shredding) takes away and is let through.

On SQLite the table of signs becomes its own index, too.
"""

from django.db import migrations

TABLES = ("ledger_statement", "ledger_recording")
WORDS = "the journal is only appended to"

SQLITE = {
    "ledger_statement_kept": f"""CREATE TRIGGER ledger_statement_kept BEFORE UPDATE ON ledger_statement
        WHEN NOT (NEW.facts = '{{}}' AND NEW.contested IS NULL AND NEW.replaces IS NULL AND NEW.id = OLD.id
                  AND NEW.record_id = OLD.record_id AND NEW.recording_id = OLD.recording_id AND NEW.valid_from = OLD.valid_from)
        BEGIN SELECT RAISE(ABORT, '{WORDS}'); END""",
    "ledger_statement_stays": f"""CREATE TRIGGER ledger_statement_stays BEFORE DELETE ON ledger_statement
        BEGIN SELECT RAISE(ABORT, '{WORDS}'); END""",
    "ledger_recording_kept": f"""CREATE TRIGGER ledger_recording_kept BEFORE UPDATE ON ledger_recording
        WHEN NOT (NEW.title = '' AND NEW.id = OLD.id AND NEW.at = OLD.at AND NEW.source = OLD.source)
        BEGIN SELECT RAISE(ABORT, '{WORDS}'); END""",
    "ledger_recording_stays": f"""CREATE TRIGGER ledger_recording_stays BEFORE DELETE ON ledger_recording
        BEGIN SELECT RAISE(ABORT, '{WORDS}'); END""",
}
# SQLite keeps a table and an index for it unless told that the key is the table
SIGNS_IN_ONE_TREE = (
    "DROP TABLE ledger_sign",
    """CREATE TABLE ledger_sign (area_id bigint NOT NULL, text varchar(40) NOT NULL, record_id bigint NOT NULL,
       PRIMARY KEY (area_id, text, record_id)) WITHOUT ROWID""",
)
POSTGRESQL = f"""
CREATE FUNCTION ledger_only_appended() RETURNS trigger AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'ledger_statement' THEN
        IF NEW.facts = '{{}}'::jsonb AND NEW.contested IS NULL AND NEW.replaces IS NULL AND NEW.id = OLD.id
           AND NEW.record_id = OLD.record_id AND NEW.recording_id = OLD.recording_id AND NEW.valid_from = OLD.valid_from THEN
            RETURN NEW;
        END IF;
    ELSIF TG_OP = 'UPDATE' AND NEW.title = '' AND NEW.id = OLD.id AND NEW.at = OLD.at AND NEW.source = OLD.source THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '{WORDS}';
END $$ LANGUAGE plpgsql;
CREATE TRIGGER ledger_statement_kept BEFORE UPDATE OR DELETE ON ledger_statement
    FOR EACH ROW EXECUTE FUNCTION ledger_only_appended();
CREATE TRIGGER ledger_recording_kept BEFORE UPDATE OR DELETE ON ledger_recording
    FOR EACH ROW EXECUTE FUNCTION ledger_only_appended();
"""
POSTGRESQL_BACK = """
DROP TRIGGER ledger_statement_kept ON ledger_statement;
DROP TRIGGER ledger_recording_kept ON ledger_recording;
DROP FUNCTION ledger_only_appended();
"""


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
        return
    for trigger in SQLITE.values():
        schema_editor.execute(trigger)
    for statement in SIGNS_IN_ONE_TREE:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_BACK)
        return
    for name in SQLITE:
        schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_begin")]
    operations = [migrations.RunPython(make, drop)]
