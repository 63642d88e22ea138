"""What imports work out without the database."""
