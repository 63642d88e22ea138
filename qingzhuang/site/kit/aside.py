"""A function that runs in a process beside this one, so that its next answer is worked out while the last one is used.

The child ends with the pipe that its parent holds, whatever becomes of the parent; it writes nothing but its answers.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import pickle
import select
import subprocess
import sys
import traceback
from types import TracebackType
from typing import Any

CODE = "from qingzhuang.site.kit.aside import answer_all; answer_all()"


class Broken(RuntimeError):
    """The process beside gave no answer: it was killed, or met a fault, whose trace is the text."""


class Aside:
    """The process, for one function given as `package.module:name`.

    >>> with Aside("math:hypot") as beside:  # doctest: +SKIP
    ...     beside.ask((3, 4))
    ...     beside.answer()
    5.0
    """

    def __init__(self, function: str) -> None:
        self.function = function

    def __enter__(self) -> Aside:
        self.child = subprocess.Popen(
            [sys.executable, "-c", CODE, self.function], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_environment()
        )
        return self

    def __exit__(self, _kind: type[BaseException] | None, _fault: BaseException | None, _trace: TracebackType | None) -> None:
        self.child.kill()  # it holds nothing that could be half done
        self.child.wait()
        for pipe in (self.child.stdin, self.child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def ask(self, call: tuple[Any, ...]) -> None:
        """Have one call answered; the answer to the one before must have been taken. Raises Broken."""
        assert self.child.stdin is not None
        try:
            pickle.dump(call, self.child.stdin)
            self.child.stdin.flush()
        except OSError as fault:
            raise Broken(str(fault)) from fault

    def has_answer(self) -> bool:
        """Whether the answer has begun to arrive (or will never come)."""
        assert self.child.stdout is not None
        if sys.platform == "win32":  # pipes cannot be looked at there: one waits
            return True
        return bool(select.select([self.child.stdout], [], [], 0)[0])

    def answer(self) -> Any:
        """The answer to the last call, waited for. Raises Broken."""
        assert self.child.stdout is not None
        try:
            good, found = pickle.load(self.child.stdout)  # from our own child
        except (EOFError, OSError, pickle.UnpicklingError) as fault:
            raise Broken("it ended") from fault
        if not good:
            raise Broken(found)
        return found


def _environment() -> dict[str, str]:
    from django.conf import settings

    return {**os.environ, "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE}


def answer_all() -> None:
    """What the child does: answer calls until there are none; what anything prints goes where faults go."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    import django

    django.setup()
    gc.disable()  # answers have no cycles; whatever else there may be ends with the child
    module, _, name = sys.argv[1].partition(":")
    function = getattr(importlib.import_module(module), name)
    while True:
        try:
            call = pickle.load(sys.stdin.buffer)  # from our own parent
        except EOFError:
            return
        try:
            answer = (True, function(*call))
        except Exception:
            answer = (False, traceback.format_exc())
        try:
            pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
            answers.flush()
        except BrokenPipeError:  # the parent is gone
            os._exit(0)
