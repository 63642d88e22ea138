"""What everybody does with the own account: sign in and out, password, second factor, sessions."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, validate_totp_code
from django.db import transaction
from django.utils import timezone

from qingzhuang.site.accounts import errors, queries
from qingzhuang.site.accounts.models import Session, User
from qingzhuang.site.audit import actions as audit


def note_sign_in(person: User, *, signed_in: bool) -> None:
    _record(person, "person.signed_in" if signed_in else "person.signed_out")


@transaction.atomic
def change_password(person: User, *, password: str, session: str = "") -> None:
    """The form has checked the old password and the strength of the new one. All other sessions of the person end."""
    person.set_password(password)
    person.must_change_password = False
    person.save(update_fields=["password", "must_change_password"])
    Session.objects.filter(person=person).exclude(session_key=session).delete()
    _record(person, "password.changed")


@transaction.atomic
def end_session(person: User, *, handle: str) -> None:
    """Sign out one browser, by the handle of its session; ending one that is gone already is no fault."""
    for session in Session.objects.filter(person=person):
        if session.handle == handle:
            session.delete()
            _record(person, "session.ended")


@transaction.atomic
def end_other_sessions(person: User, *, session: str) -> None:
    Session.objects.filter(person=person).exclude(session_key=session).delete()
    _record(person, "sessions.ended")


@transaction.atomic
def add_second_factor(person: User, *, secret: str, code: str) -> list[str]:
    """Tie an authenticator to the account once it has shown a right code; returns the recovery codes, to be shown once."""
    if not validate_totp_code(secret, code):
        raise errors.wrong_code()
    Authenticator.objects.filter(user=person).delete()
    TOTP.activate(person, secret)
    codes = RecoveryCodes.activate(person).get_unused_codes()
    _record(person, "second_factor.added")
    return codes


@transaction.atomic
def remove_second_factor(person: User) -> None:
    """The caller has asked for a code. Whose role demands a second factor sets up another before going on."""
    Authenticator.objects.filter(user=person).delete()
    _record(person, "second_factor.removed")


@transaction.atomic
def new_recovery_codes(person: User) -> list[str]:
    """The old ones open nothing any more."""
    Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES).delete()
    codes = RecoveryCodes.activate(person).get_unused_codes()
    _record(person, "recovery_codes.made")
    return codes


@transaction.atomic
def link_on_sign_in(person: User, *, subject: str) -> None:
    """The first sign-in through the provider under the own account name: from now on the provider's number counts, not the name."""
    if person.subject is None:
        person.subject = subject
        person.save(update_fields=["subject"])
        _record(person, "account.linked")


def _record(person: User, deed: str) -> None:
    posts = queries.posts_of(person, on=timezone.localdate())
    audit.record(person, deed=deed, area=posts[0].area.code if posts else "", subject=f"account:{person.pk}")
