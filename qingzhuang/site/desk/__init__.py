"""The worker's first page: bring a form, see the last ones. Owns no tables."""

COUNTS = "nothing"
