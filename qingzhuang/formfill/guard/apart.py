"""Large files of unknown origin looked through in a process of its own, with the limits of the reader on memory and time."""

from __future__ import annotations

import gc
import io
import os
import pickle
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from qingzhuang.formfill.errors import FormError, refusal
from qingzhuang.formfill.read import safely

CLASSES = {("qingzhuang.formfill.guard.findings", "Finding"), ("qingzhuang.formfill.guard.findings", "Inspection")}
WALL_SECONDS = 120  # only ends what hangs: what bounds the work is the reader's limit on processor time
COMMAND = "from qingzhuang.formfill.guard.apart import serve; serve()"


def in_child(deed: str, data: bytes, name: str, smallest: int, keep: Sequence[str] = ()) -> Any:
    """What `inspect` or `cover` of a child give; raises FormError, `too_slow` at a limit."""
    command = [sys.executable, "-c", COMMAND, deed, name, str(smallest), *keep]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=WALL_SECONDS, env=environment, check=False)
    except subprocess.TimeoutExpired:
        raise refusal("too_slow", f"超过 {WALL_SECONDS} 秒还没有查完。") from None
    if done.returncode != 0 or not done.stdout:
        raise refusal("too_slow", "检查时内存或时间超过了限度。")
    kind, found = _Unpickler(io.BytesIO(done.stdout)).load()
    if kind == "refused":
        raise FormError(*found)
    return found


def serve() -> None:
    """The child: the file on standard input, under limits; the findings, or copy and what is left in it, on standard output."""
    from qingzhuang.formfill.guard.inspect import cover_here, inspect_here

    safely.limit_process()
    gc.disable()  # it ends soon, and makes many cells and no circles
    deed, name, smallest, *keep = sys.argv[1:]
    data = sys.stdin.buffer.read()
    try:
        if deed == "inspect":
            answer: Any = "found", inspect_here(data, name, int(smallest))
        else:
            copy = cover_here(data, name, keep, int(smallest))
            answer = "found", (copy.data, copy.left, copy.found)
    except FormError as error:
        answer = "refused", error.args
    except MemoryError:
        answer = "refused", refusal("too_slow", "检查时内存超过了限度。").args
    sys.stdout.buffer.write(pickle.dumps(answer, protocol=5))


class _Unpickler(pickle.Unpickler):
    """Takes findings from the child and nothing else: what reads a hostile file is not trusted."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in CLASSES:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name}")
