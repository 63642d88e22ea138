"""A disk that is full, only read, or broken, found behind whatever fault the database or the system raised, as a gentle refusal."""

from __future__ import annotations

import errno

from django.db import DatabaseError

from qingzhuang.site.kit.errors import Refusal, disk_broken, disk_full, disk_read_only

FULL = (
    "database or disk is full",
    "no space left on device",
    "could not extend file",
)  # as SQLite, systems and PostgreSQL say it
READ_ONLY = ("readonly database", "read-only transaction", "read-only file system", "unable to open database file")
BROKEN = ("disk i/o error", "database disk image is malformed")
NUMBERS = {
    errno.ENOSPC: "full", errno.EDQUOT: "full", errno.EFBIG: "full", errno.EROFS: "read_only", errno.EACCES: "read_only",
    errno.EPERM: "read_only", errno.EIO: "broken",
}  # fmt: skip


def refusal_of(fault: BaseException | None) -> Refusal | None:
    """The refusal for a fault of the disk; None for any other fault. What caused a fault is looked at, too."""
    while fault is not None:
        kind = _kind(fault)
        if kind:
            return {"full": disk_full, "read_only": disk_read_only, "broken": disk_broken}[kind]()
        fault = fault.__cause__
    return None


def _kind(fault: BaseException) -> str:
    if isinstance(fault, OSError):
        return NUMBERS.get(fault.errno or 0, "")
    if not isinstance(fault, DatabaseError):
        return ""
    said = str(fault).lower()
    found = (("full", FULL), ("read_only", READ_ONLY), ("broken", BROKEN))
    return next((kind for kind, words in found if any(word in said for word in words)), "")
