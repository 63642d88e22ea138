"""What can go wrong with a question or with the data that should answer it."""

from __future__ import annotations


class QuestionError(ValueError):
    """The text is no question, or asks for what the vocabulary does not know; the message says where and what was expected."""


class DatasetError(ValueError):
    """A folder or file is no dataset; the message names it and says what was expected."""


class Unsupported(Exception):
    """This engine cannot answer this kind of question; another one can. The message says what and why."""
