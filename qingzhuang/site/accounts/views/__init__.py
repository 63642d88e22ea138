"""Pages of people and areas, a module each: signing in, oneself, other people, areas, the first set-up, signing in elsewhere."""
