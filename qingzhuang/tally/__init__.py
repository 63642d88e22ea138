"""tally: the question language and its answers, from one household to a province."""
