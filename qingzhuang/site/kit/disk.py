"""A disk that is full, only read, or broken, found behind whatever fault the database or the system raised, as a gentle refusal."""

from __future__ import annotations

import errno

from django.db import DatabaseError
from django.utils.translation import gettext as _

from qingzhuang.site.kit.errors import Refusal

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
            return {"full": full, "read_only": read_only, "broken": broken}[kind]()
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


def full() -> Refusal:
    return Refusal(
        "site.disk_full",
        _("Nothing was recorded: the disk of the machine is full."),
        _("What was there before is whole; this one deed was not done, and not half of it."),
        _("Tell whoever runs the machine: make room (old backups, the trash), then do it again."),
        status=507,
    )


def read_only() -> Refusal:
    return Refusal(
        "site.disk_read_only",
        _("Nothing was recorded: the data folder can only be read."),
        _("The disk, or the rights of the folder, do not let the site write. What was there before is whole."),
        _("Tell whoever runs the machine: the data folder must be writable for the account that runs the site."),
        status=503,
    )


def broken() -> Refusal:
    return Refusal(
        "site.disk_broken",
        _("Nothing was recorded: the disk of the machine reports a fault."),
        _("It cannot be read or written as it should be."),
        _(
            "Tell whoever runs the machine at once: stop the site, make a copy of the data folder, restore the last backup on another disk."
        ),
        status=503,
    )
