"""Ways to answer questions: packed bits over a dataset folder (the default), and SQL through Ibis."""
