"""What the ledger works out without the database."""
