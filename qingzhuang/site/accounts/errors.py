"""What accounts refuse."""

from __future__ import annotations

from django.utils.translation import gettext as _

from qingzhuang.site.kit.errors import Refusal


def no_post() -> Refusal:
    return Refusal(
        "accounts.no_post",
        _("Your account has no post yet."),
        _("A post says for which area you work and what you may do there."),
        _("Ask the head of your community or town to give you one."),
        status=403,
    )


def not_allowed() -> Refusal:
    return Refusal(
        "accounts.not_allowed",
        _("Your post does not allow this."),
        _("Each post opens what its work needs; this is left to other posts of your area."),
        _("Ask the head of your area."),
        status=403,
    )


def beyond_your_post() -> Refusal:
    return Refusal(
        "accounts.beyond_your_post",
        _("This post or person is beyond your own post."),
        _("One gives and looks after posts below one's own, inside one's own area, and people who have no post elsewhere."),
        _("Ask whoever answers for the area above."),
        status=403,
    )


def not_yourself() -> Refusal:
    return Refusal(
        "accounts.not_yourself",
        _("Nobody manages the own account."),
        _("Otherwise somebody could give posts to himself."),
        _("Your password stands under your name; for a post ask whoever answers for the area above."),
        status=403,
    )


def bad_account_name() -> Refusal:
    return Refusal(
        "accounts.bad_account_name",
        _("This account name cannot be used."),
        _("It is two to forty small letters, figures, points and hyphens, and begins with a letter."),
        _("Choose another, for instance the name in pinyin."),
    )


def taken(username: str) -> Refusal:
    return Refusal(
        "accounts.taken",
        _("There is an account “%(username)s” already.") % {"username": username},
        _("Each person has an account name of their own, in the whole installation."),
        _("Choose another, for instance with a figure behind it."),
        status=409,
    )


def role_does_not_fit(role: str, level: str) -> Refusal:
    return Refusal(
        "accounts.role_does_not_fit",
        _("A %(role)s does not belong to a %(level)s.") % {"role": role, "level": level},
        _("Each role stands at certain levels of the tree of areas."),
        _("Choose another area or another role."),
    )


def no_such_role() -> Refusal:
    return Refusal(
        "accounts.no_such_role",
        _("There is no such role or level."),
        _("Roles and levels have names of their own."),
        _("They are listed in docs/reference/rights.md."),
    )


def too_early(days: int) -> Refusal:
    return Refusal(
        "accounts.too_early",
        _("The name must stay for now."),
        _("The log has to say who did what for at least %(days)s days after an account was closed.") % {"days": days},
        _("Close the account now, and come back then."),
        status=409,
    )


def has_post() -> Refusal:
    return Refusal(
        "accounts.has_post",
        _("This person has this post already."),
        _("A post is held once at a time."),
        _("End the one there is first, if its days are wrong."),
        status=409,
    )


def bad_code() -> Refusal:
    return Refusal(
        "accounts.bad_code",
        _("This division code cannot stand here."),
        _("It must begin with the digits of the area above, and have as many of its own as the level says."),
        _("Look it up in the list of the statistics office; a grid has fifteen digits, everything else twelve."),
    )


def code_taken(name: str) -> Refusal:
    return Refusal(
        "accounts.code_taken",
        _("This division code belongs to %(name)s.") % {"name": name},
        _("Each code names one area."),
        _("Rename that area, or look the code up again."),
        status=409,
    )


def wrong_code() -> Refusal:
    return Refusal(
        "accounts.wrong_code",
        _("This code is not right."),
        _("Codes of the authenticator change every thirty seconds and hold once; a recovery code holds once, too."),
        _("Wait for the next one and type it again. Is the clock of the telephone right?"),
        status=403,
    )


def bad_subject() -> Refusal:
    return Refusal(
        "accounts.bad_subject",
        _("This number cannot be kept."),
        _("It has at most 255 signs."),
        _("Copy it again from the sign-in service."),
    )


def unknown_outside() -> Refusal:
    return Refusal(
        "accounts.unknown_outside",
        _("You have signed in elsewhere, but there is no account here that belongs to it."),
        _("Accounts are made here by whoever answers for the area, not by signing in."),
        _("Ask the head of your area for an account, or to link the one you have."),
        status=403,
    )


def outside_failed() -> Refusal:
    return Refusal(
        "accounts.outside_failed",
        _("Signing in elsewhere did not come through."),
        _("The other service refused, was cancelled, or could not be reached."),
        _("Try once more, or sign in with account and password."),
        status=502,
    )
