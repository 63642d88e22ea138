"""Content is data, with tests of its own."""
