"""Read files of unknown origin: heavy ones in a process of their own, with limits on memory and time."""

from __future__ import annotations

import io
import os
import pickle
import subprocess
import sys
import zipfile
from typing import Any

from qingzhuang.formfill.errors import FormError, refusal
from qingzhuang.formfill.grid import Book
from qingzhuang.formfill.read import read
from qingzhuang.formfill.read.package import MAX_FILE

# Below these a file is read here: measured, reading it then stays within about a second and 200 MB. A process of its own
# costs a third of a second, many times what reading a form costs.
LIGHT_FILE = 1 << 20
LIGHT_UNPACKED = 2 << 20
MEMORY = 3 << 29  # bytes of address space
CPU_SECONDS = 20
WALL_SECONDS = 30

_CLASSES = {
    ("qingzhuang.formfill.grid", name) for name in ("Book", "Grid", "Cell", "Style", "Span", "Validation", "Shape")
} | {("datetime", name) for name in ("date", "datetime", "time", "timedelta", "timezone")} | {
    ("builtins", "frozenset"),
}  # fmt: skip


def read_safely(data: bytes, name: str = "") -> Book:
    """Like `read`, but a heavy file cannot take this process down; raises FormError, `too_slow` at a limit."""
    if len(data) > MAX_FILE:
        raise refusal("too_large", f"文件有 {len(data) >> 20} MB，最多 {MAX_FILE >> 20} MB。")
    return _read_in_child(data, name) if is_heavy(data) else read(data, name)


def is_heavy(data: bytes) -> bool:
    """Could reading take long, by the size of the file and of what it declares to hold?"""
    if len(data) > LIGHT_FILE:
        return True
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            # pictures and the like are never unpacked
            return (
                sum(entry.file_size for entry in archive.infolist() if entry.filename.endswith((".xml", ".rels", ".vml")))
                > LIGHT_UNPACKED
            )
    except Exception:  # refused in words by the reader
        return False


def _read_in_child(data: bytes, name: str) -> Book:
    command = [sys.executable, "-c", "from qingzhuang.formfill.read.safely import serve; serve()", name]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=WALL_SECONDS, env=environment, check=False)
    except subprocess.TimeoutExpired:
        raise refusal("too_slow", f"超过 {WALL_SECONDS} 秒还没有读完。") from None
    if done.returncode != 0 or not done.stdout:
        raise refusal("too_slow", "读取时内存或时间超过了限度。")
    answer = _Unpickler(io.BytesIO(done.stdout)).load()
    if isinstance(answer, Book):
        return answer
    raise FormError(*answer)


def serve() -> None:
    """The child: read standard input under limits, answer on standard output with a Book or the parts of a refusal."""
    limit_process()
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    try:
        answer: Any = read(sys.stdin.buffer.read(), name)
    except FormError as error:
        answer = error.args
    except MemoryError:
        answer = refusal("too_slow", "读取时内存超过了限度。").args
    sys.stdout.buffer.write(pickle.dumps(answer, protocol=5))


def limit_process() -> None:
    """Bound the memory and the time of this process, and leave no core behind."""
    try:
        import resource
    except ImportError:  # not on Windows: there only the clock of the parent holds
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class _Unpickler(pickle.Unpickler):
    """Takes grids from the child and nothing else: what reads a hostile file is not trusted."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _CLASSES:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name}")
