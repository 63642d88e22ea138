"""Pages of this area: requests with their passport, decisions, the catalogue, the calendar."""
