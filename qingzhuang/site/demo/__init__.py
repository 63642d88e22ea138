"""The made-up district: its areas, accounts and facts, and blank forms of real offices to try."""

COUNTS = "nothing"
