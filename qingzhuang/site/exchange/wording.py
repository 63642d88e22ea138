"""Words for people of what stands in tokens and in the log."""

from __future__ import annotations

from django.utils.translation import gettext as _

from qingzhuang.site.exchange.logic.scopes import Scope


def scope_words(scope: str) -> str:
    return {
        Scope.READ.value: _("read records, numbers covered"),
        Scope.WRITE.value: _("record facts"),
        Scope.SNAPSHOT.value: _("take the tables of the area away"),
        Scope.NUMBERS.value: _("see ID numbers and telephones whole"),
        Scope.RETURNS.value: _("take what rounds of reports came to"),
    }.get(scope, scope)


def call_words(call: str) -> str:
    return {
        "areas": _("list of areas"),
        "fields": _("list of fields"),
        "records": _("list of records"),
        "record": _("one record"),
        "write": _("record a batch"),
        "changes": _("changes"),
        "snapshot": _("tables of the area"),
        "rounds": _("rounds of reports"),
        "round": _("figures of a round"),
        "round_file": _("workbook of a round"),
        "round_table": _("table of a round"),
    }.get(call, call)


def loss_words(kind: str) -> str:
    return {
        "no_code": _("the value has no counterpart; left out"),
        "coarser": _("told more coarsely than it was known"),
        "too_long": _("longer than the standard allows; cut off"),
        "no_column": _("there is no column for it; left out"),
        "unreadable": _("cannot be read; left out"),
        "unsure_sex": _("0 and 1 mean different things in different systems, and no ID number tells; left out"),
        "covered": _("the middle of the number is covered; left out"),
        "missing": _("required by the standard, not known here"),
    }.get(kind, kind)


def became_words(became: str) -> str:
    return {
        "new": _("new"),
        "changed": _("changed"),
        "same": _("the same"),
        "contested": _("differs; waits for a decision"),
        "asked": _("to be asked"),
        "refused": _("refused"),
    }.get(became, became)
