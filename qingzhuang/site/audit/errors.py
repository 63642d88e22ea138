"""What can go wrong with the log."""


class UnknownDeed(LookupError):
    """A deed was recorded that no area has registered: a fault in the program."""
