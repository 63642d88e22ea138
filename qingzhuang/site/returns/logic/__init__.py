"""What returns say, without a database: the content of a version, and what a person has to look at."""
