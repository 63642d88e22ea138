"""The table of the cache that all processes of the site share (settings.CACHES)."""

from django.core.management import call_command
from django.db import migrations


def make(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE IF EXISTS site_cache")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_people_and_sessions")]
    operations = [migrations.RunPython(make, drop)]
