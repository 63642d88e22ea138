"""A refusal: what happened, why, and what to do next, each a sentence for people; `code` is for programs and the log."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(eq=False)  # not frozen: a context manager that an exception leaves through sets its traceback
class Refusal(Exception):
    code: str
    what: str
    why: str = ""
    todo: str = ""
    status: int = 400

    def __str__(self) -> str:
        return " ".join(part for part in (self.what, self.why, self.todo) if part)


def disk_full() -> Refusal:
    return Refusal(
        "site.disk_full",
        _("Nothing was recorded: the disk of the machine is full."),
        _("What was there before is whole; this one deed was not done, and not half of it."),
        _("Tell whoever runs the machine: make room (old backups, the trash), then do it again."),
        status=507,
    )


def disk_read_only() -> Refusal:
    return Refusal(
        "site.disk_read_only",
        _("Nothing was recorded: the data folder can only be read."),
        _("The disk, or the rights of the folder, do not let the site write. What was there before is whole."),
        _("Tell whoever runs the machine: the data folder must be writable for the account that runs the site."),
        status=503,
    )


def disk_broken() -> Refusal:
    return Refusal(
        "site.disk_broken",
        _("Nothing was recorded: the disk of the machine reports a fault."),
        _("It cannot be read or written as it should be."),
        _(
            "Tell whoever runs the machine at once: stop the site, make a copy of the data folder, restore the last backup on another disk."
        ),
        status=503,
    )


def file_gone() -> Refusal:
    return Refusal(
        "site.file_gone",
        _("This file is no longer kept."),
        _("It named somebody whose values were taken out, or its own time is over; what it was is still known by its digest."),
        _("Make it again from today's facts, or ask whoever got it."),
        status=410,
    )
