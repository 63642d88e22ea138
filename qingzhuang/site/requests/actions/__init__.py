"""Everything that can be done with requests and kinds: right, check, write, audit, in one transaction; the actor first."""

from qingzhuang.site.requests.actions.calendar import end_calendar, open_calendar, prepare_due
from qingzhuang.site.requests.actions.catalogue import enter_kind, retire_kind, retire_kinds
from qingzhuang.site.requests.actions.counting import count_blanks, count_each_day
from qingzhuang.site.requests.actions.decide import (
    close_request,
    decide_request,
    give_answer,
    hand_out,
    may_still_be_decided,
    object_to,
)
from qingzhuang.site.requests.actions.measure import note_minutes
from qingzhuang.site.requests.actions.merge import union_of, view_of
from qingzhuang.site.requests.actions.papers import register_paper
from qingzhuang.site.requests.actions.register import Told, amend_request, register_request
from qingzhuang.site.requests.actions.replace import propose_form, use_form
from qingzhuang.site.requests.actions.settle import settle_readings
from qingzhuang.site.requests.logic import Verdict

__all__ = [
    "Told",
    "Verdict",
    "amend_request",
    "close_request",
    "count_blanks",
    "count_each_day",
    "decide_request",
    "end_calendar",
    "enter_kind",
    "give_answer",
    "hand_out",
    "may_still_be_decided",
    "note_minutes",
    "object_to",
    "open_calendar",
    "prepare_due",
    "propose_form",
    "register_paper",
    "register_request",
    "retire_kind",
    "retire_kinds",
    "settle_readings",
    "union_of",
    "use_form",
    "view_of",
]
