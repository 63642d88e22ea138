"""Pages of this area: fields of one's own, problems, questions."""
