"""Forms that the author of the matcher has not seen, each with its reading: an honest test of how well forms are understood."""
