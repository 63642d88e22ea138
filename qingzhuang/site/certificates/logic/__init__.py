"""What may be certified and in which words: no database."""
