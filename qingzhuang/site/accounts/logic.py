"""Levels, roles and what each role may do: no database."""

from __future__ import annotations

import re
import secrets
import unicodedata
from enum import Enum


class Level(str, Enum):
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWN = "town"
    COMMUNITY = "community"
    GRID = "grid"


# How many digits of a division code (GB/T 2260, GB/T 10114) belong to each level; a grid has three more (GB/T 31000).
DIGITS = {Level.PROVINCE: 2, Level.CITY: 4, Level.COUNTY: 6, Level.TOWN: 9, Level.COMMUNITY: 12, Level.GRID: 15}


class Role(str, Enum):
    """What somebody is in an area; the reasons are in docs/explanation/people-and-rights.md."""

    GRID_WORKER = "grid_worker"  # looks after one grid
    WORKER = "worker"  # serves the residents of a community
    HEAD = "head"  # answers for a community: its secretary
    TOWN = "town"  # a cadre of the town or sub-district
    DEPARTMENT = "department"  # a department that wants data: figures, no people
    DISTRICT = "district"  # county and above: figures, accounts, the log
    AUDITOR = "auditor"  # reads who did what, not the facts
    OPERATOR = "operator"  # runs the machine, sees no facts
    RESIDENT = "resident"  # one's own matters, in the portal
    READER = "reader"  # looks at what is there, changes nothing


ROLES = frozenset(role.value for role in Role)

# Deny by default: what is not written here is not allowed. docs/reference/rights.md shows it as a table; a test compares the two.
_SEE = frozenset(("see_form", "see_facts", "ask_questions", "see_requests"))
_SERVE = _SEE | {"fill_form", "delete_own_form", "record_facts", "reveal_facts"}
_WORK = _SERVE | {"register_request", "issue_certificate", "import_facts", "undo_own_import", "resolve_conflict"}
_ANSWER_FOR = frozenset(("manage_accounts", "manage_areas", "define_fields", "read_log", "read_looks", "use_api"))
# decides what communities are asked, keeps the catalogue, begins rounds and gets what comes back
_DESK = frozenset(("register_request", "decide_request", "run_round", "collect_return"))
_HAND_IN = frozenset(("see_return", "sign_return"))
_PAPERS = frozenset(("revoke_certificate", "draw_kind"))

RIGHTS: dict[Role, frozenset[str]] = {
    Role.GRID_WORKER: _SERVE,
    Role.WORKER: _WORK | _HAND_IN,
    Role.HEAD: _WORK
    | _ANSWER_FOR
    | _HAND_IN
    | _PAPERS
    | {"delete_form", "undo_import", "export_facts", "shred_facts", "object_to_request"},
    Role.TOWN: _SEE | _ANSWER_FOR | _DESK | _HAND_IN | {"fill_form", "delete_own_form", "reveal_facts", "export_facts"},
    Role.DEPARTMENT: frozenset(("ask_questions", "use_api", "see_requests", "register_request", "collect_return")),
    Role.DISTRICT: _ANSWER_FOR | _DESK | _HAND_IN | {"ask_questions", "see_requests"},
    Role.AUDITOR: frozenset(("read_log", "read_looks")),
    Role.OPERATOR: frozenset(("manage_accounts", "manage_areas", "manage_site")),
    Role.RESIDENT: frozenset(),
    Role.READER: _SEE | {"see_return"},
}

# At which levels of the tree a role makes sense; whoever is not named here may stand at any.
LEVELS: dict[Role, frozenset[Level]] = {
    Role.GRID_WORKER: frozenset((Level.GRID,)),
    Role.WORKER: frozenset((Level.COMMUNITY, Level.TOWN)),
    Role.HEAD: frozenset((Level.COMMUNITY,)),
    Role.TOWN: frozenset((Level.TOWN,)),
    Role.DISTRICT: frozenset((Level.COUNTY, Level.CITY, Level.PROVINCE)),
    Role.RESIDENT: frozenset((Level.COMMUNITY,)),
}

# Which posts a role may give, end and look after. Nobody gives a rank of their own but the operator.
_OF_A_COMMUNITY = frozenset((Role.GRID_WORKER, Role.WORKER, Role.READER, Role.RESIDENT))
_OF_A_TOWN = _OF_A_COMMUNITY | {Role.HEAD, Role.DEPARTMENT}
GIVES: dict[Role, frozenset[Role]] = {
    Role.HEAD: _OF_A_COMMUNITY,
    Role.TOWN: _OF_A_TOWN,
    Role.DISTRICT: _OF_A_TOWN | {Role.TOWN, Role.AUDITOR},
    Role.OPERATOR: frozenset(Role),
}


def rights_of(role: str) -> frozenset[str]:
    """What a role may do; nothing for a word that is no role.

    >>> "reveal_facts" in rights_of("worker"), rights_of("emperor")
    (True, frozenset())
    """
    return RIGHTS[Role(role)] if role in ROLES else frozenset()


def gives(role: str) -> frozenset[Role]:
    """Which roles somebody in this role may give and look after.

    >>> Role.OPERATOR in gives("head")
    False
    """
    return GIVES.get(Role(role), frozenset()) if role in ROLES else frozenset()


def fits(role: Role, level: Level) -> bool:
    """Whether a role makes sense in an area of this level.

    >>> fits(Role.GRID_WORKER, Level.GRID), fits(Role.GRID_WORKER, Level.TOWN)
    (True, False)
    """
    return level in LEVELS.get(role, frozenset(Level))


def code_prefix(code: str, level: Level) -> str:
    """The digits that all areas below share.

    >>> code_prefix("510502000000", Level.COUNTY)
    '510502'
    """
    return code[: DIGITS[level]]


def levels_below(level: str) -> list[Level]:
    """The levels that may stand below one, from the top down.

    >>> levels_below("community")
    [<Level.GRID: 'grid'>]
    """
    return [other for other in Level if DIGITS[other] > DIGITS[Level(level)]]


def full_code(code: str, level: Level) -> str:
    """A division code as it is kept: twelve digits, fifteen for a grid; shorter ones are filled with noughts. Empty where it cannot be.

    >>> full_code("510502", Level.COUNTY), full_code("5105021", Level.COUNTY), full_code("51 0502", Level.COUNTY)
    ('510502000000', '', '')
    """
    length = 15 if level is Level.GRID else 12
    code = unicodedata.normalize("NFKC", code).strip()  # an input method may write figures in full width
    if not re.fullmatch(r"[0-9]+", code) or not DIGITS[level] <= len(code) <= length:
        return ""
    kept, rest = code[: DIGITS[level]], code[DIGITS[level] :]
    return "" if rest.strip("0") else kept.ljust(length, "0")


def is_account_name(text: str) -> bool:
    """Small letters, figures, point, hyphen and low line; two to forty signs, a letter first.

    >>> is_account_name("su.xm2"), is_account_name("苏"), is_account_name("Su")
    (True, False, False)
    """
    return re.fullmatch(r"[a-z][a-z0-9._-]{1,39}", text) is not None


def new_password() -> str:
    """A first password to be written down and typed once: four groups of letters and figures that cannot be mistaken, 79 bits."""
    signs = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(signs) for _ in range(4)) for _ in range(4))


SYSTEMS = (("HarmonyOS", "HarmonyOS"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
           ("Mac OS X", "Mac"), ("Linux", "Linux"))  # fmt: skip
BROWSERS = (("MicroMessenger", "WeChat"), ("DingTalk", "DingTalk"), ("Edg", "Edge"), ("Firefox", "Firefox"), ("QQBrowser", "QQ Browser"),
            ("360SE", "360"), ("Chrome", "Chrome"), ("Safari", "Safari"))  # fmt: skip


def device_of(user_agent: str) -> str:
    """System and browser in two words, enough to know one's own devices apart.

    >>> device_of("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36")
    'Windows, Chrome'
    """
    found = [next((words for mark, words in marks if mark in user_agent), "") for marks in (SYSTEMS, BROWSERS)]
    return ", ".join(part for part in found if part)
