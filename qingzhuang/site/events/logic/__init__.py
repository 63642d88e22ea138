"""What follows from an event and what falls due, worked out without the database."""
