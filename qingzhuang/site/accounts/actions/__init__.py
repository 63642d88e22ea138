"""Writes of people and areas. `actor` is the post in which one acts; None is the machine: set-up, the command line, the demo."""

from qingzhuang.site.accounts.actions.areas import add_area, rename_area
from qingzhuang.site.accounts.actions.first import add_by_command, set_up
from qingzhuang.site.accounts.actions.own import (
    add_second_factor,
    change_password,
    end_other_sessions,
    end_session,
    link_on_sign_in,
    new_recovery_codes,
    note_sign_in,
    remove_second_factor,
)  # fmt: skip
from qingzhuang.site.accounts.actions.people import (
    close_account,
    create_account,
    end_post,
    end_sessions_of,
    give_post,
    link_subject,
    remove_second_factor_of,
    reopen_account,
    reset_password,
    shred_name,
)  # fmt: skip

__all__ = [
    "add_area",
    "add_by_command",
    "add_second_factor",
    "change_password",
    "close_account",
    "create_account",
    "end_other_sessions",
    "end_post",
    "end_session",
    "end_sessions_of",
    "give_post",
    "link_on_sign_in",
    "link_subject",
    "new_recovery_codes",
    "note_sign_in",
    "remove_second_factor",
    "remove_second_factor_of",
    "rename_area",
    "reopen_account",
    "reset_password",
    "set_up",
    "shred_name",
]  # fmt: skip
