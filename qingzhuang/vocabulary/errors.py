"""What can go wrong with words."""

from __future__ import annotations


class VocabularyError(ValueError):
    """The vocabulary files contradict themselves; the message names file and place."""


class UnknownName(KeyError):
    """No entity, field, value or definition has this name."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""
