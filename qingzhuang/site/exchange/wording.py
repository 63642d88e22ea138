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
    }.get(call, call)
