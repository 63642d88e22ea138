"""What needs no database: scopes, rows of a batch, cursors, exchange formats."""
