"""What is asked of a password beyond Django's own checks, in words that are there in all three languages."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LEAST = 3  # shorter names stand in many words by chance


class LongEnough(MinimumLengthValidator):
    def get_error_message(self) -> str:
        return _("The password has fewer than %(least)s signs.") % {"least": self.min_length}


class NotTheOwnName:
    """A validator for AUTH_PASSWORD_VALIDATORS. Django's own compares by likeness, which short names never reach."""

    def validate(self, password: str, user: Any = None) -> None:
        username, name = getattr(user, "username", ""), getattr(user, "name", "")
        if (len(username) >= LEAST and username in password.lower()) or (len(name) > 1 and name in password):
            raise ValidationError(_("The password must not hold your name or your account."))

    def get_help_text(self) -> str:
        return _("The password must not hold your name or your account.")
