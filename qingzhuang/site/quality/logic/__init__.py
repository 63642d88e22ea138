"""What does not fit together, worked out of plain facts."""
