"""What a rulebook can be refused for: a fault of its content, told with the file and the rule."""


class RulebookError(ValueError):
    """A rulebook names something that does not exist, or lacks what a rule must have."""
