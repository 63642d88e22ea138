"""Backups: everything that is not code, as one folder that another machine can be restored from, made while the site runs.

`logic` says what a backup is and whether it is whole, `engines` copy a database (SQLite, PostgreSQL), `actions` make and restore.
"""

COUNTS = "nothing"
