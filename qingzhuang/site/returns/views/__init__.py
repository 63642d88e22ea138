"""Pages of returns and rounds, and what programs can ask of them."""
