"""What the pages of publishing refuse."""

from __future__ import annotations

from django.utils.translation import gettext as _

from qingzhuang.formfill.errors import FormError
from qingzhuang.site.kit.errors import Refusal


def unreadable(fault: FormError) -> Refusal:
    """What the reader of forms says of a file; what cannot be looked through is not published."""
    return Refusal(f"publishing.{fault.code}", fault.what, fault.why, fault.todo)


def no_copy() -> Refusal:
    return Refusal(
        "publishing.no_copy",
        _("There is no covered copy of this file."),
        _("Something in it could not be covered, or the notice is down already."),
        _("Take what is named out of the file, and have it looked through again."),
        status=409,
    )


def down_already() -> Refusal:
    return Refusal(
        "publishing.down_already",
        _("This notice is down already."),
        _("Somebody said so before."),
        _("Nothing more is to be done."),
        status=409,
    )


def too_late() -> Refusal:
    return Refusal(
        "publishing.too_late",
        _("The day to take the notice down lies in the past or more than a year ahead."),
        _("A notice with personal data stands no longer than its purpose needs."),
        _("Choose a day from today on, usually seven days ahead."),
    )
