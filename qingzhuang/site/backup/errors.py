"""What making or restoring a backup refuses."""

from __future__ import annotations

from django.utils.translation import gettext as _

from qingzhuang.site.kit.errors import Refusal

NOTHING_CHANGED = "backup.nothing_changed"


def no_such_place(place: str) -> Refusal:
    return Refusal(
        "backup.no_such_place",
        _("There is no folder %(place)s that can be written to.") % {"place": place},
        _("A backup needs a folder, on a stick or on another disk."),
        _("Plug the stick in and choose it again."),
    )


def no_room(needed: int, free: int) -> Refusal:
    return Refusal(
        "backup.no_room",
        _("There is not enough room: %(needed)s MB are needed, %(free)s MB are free.") % {"needed": needed, "free": free},
        _("A backup that does not fit would be of no use."),
        _("Delete old backups on the stick, or take another one. The data here are as they were."),
        status=507,
    )


def cannot_write(why: str) -> Refusal:
    return Refusal(
        "backup.cannot_write",
        _("The backup could not be written: %(why)s.") % {"why": why},
        _("The stick was taken out, is full, or can only be read."),
        _("Check the stick and start again. The data here are as they were."),
        status=507,
    )


def short_passphrase() -> Refusal:
    return Refusal(
        "backup.short_passphrase",
        _("The passphrase is too short."),
        _("It guards the keys that open ID numbers and telephones; whoever finds the stick can try as often as he likes."),
        _("Take at least 12 signs, for example four words, and write them down where the stick is not kept."),
    )


def not_a_backup(name: str) -> Refusal:
    return Refusal(
        "backup.not_a_backup",
        _("%(name)s is no backup of ours.") % {"name": name},
        _("A backup is a folder with a file manifest.json in it."),
        _("Choose the folder that begins with “qingzhuang-”. Nothing was changed."),
    )


def damaged(name: str) -> Refusal:
    return Refusal(
        "backup.damaged",
        _("The file %(name)s of the backup is damaged or missing.") % {"name": name},
        _("Its content is not what was written."),
        _("Take another backup. Nothing was changed."),
    )


def from_the_future(version: str) -> Refusal:
    return Refusal(
        "backup.from_the_future",
        _("This backup was made by a newer version (%(version)s).") % {"version": version},
        _("An older version cannot read what a newer one has written."),
        _("Install that version or a later one, then restore. Nothing was changed."),
    )


def other_database(theirs: str, ours: str) -> Refusal:
    return Refusal(
        "backup.other_database",
        _("The backup is of %(theirs)s, but this installation uses %(ours)s.") % {"theirs": theirs, "ours": ours},
        _("A backup goes back into the kind of database that it came from."),
        _("Set QINGZHUANG_DATABASE to such a database, then restore. Nothing was changed."),
    )


def not_empty() -> Refusal:
    return Refusal(
        "backup.not_empty",
        _("There are data in this installation already."),
        _("Restoring replaces everything."),
        _("If that is meant, say --replace; what is here is moved aside first, not deleted."),
        status=409,
    )


def keys_are_locked() -> Refusal:
    return Refusal(
        "backup.keys_are_locked",
        _("The keys of this backup did not open with this passphrase."),
        _("Without them ID numbers and telephones stay sealed for ever."),
        _("Check the passphrase. Nothing was changed."),
    )


def keys_missing() -> Refusal:
    return Refusal(
        "backup.keys_missing",
        _("The backup holds no keys, and the key file here does not fit it."),
        _("It was made without keys, so that the stick alone opens nothing."),
        _("Put the key file of the old machine at the place that QINGZHUANG_KEYS names, then restore. Nothing was changed."),
    )
