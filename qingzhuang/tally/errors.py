"""What can go wrong with a question."""

from __future__ import annotations


class QuestionError(ValueError):
    """The text is no question; the message says where and what was expected."""
