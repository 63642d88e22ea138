"""A refusal: what happened, why, and what to do next, each a sentence for people; `code` is for programs and the log."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(eq=False)  # not frozen: a context manager that an exception leaves through sets its traceback
class Refusal(Exception):
    code: str
    what: str
    why: str = ""
    todo: str = ""
    status: int = 400

    def __str__(self) -> str:
        return " ".join(part for part in (self.what, self.why, self.todo) if part)
