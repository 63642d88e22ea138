"""Roles and levels in the words of the page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qingzhuang.site.accounts.logic import Level, Role

ROLE_WORDS = {
    Role.GRID_WORKER: _("grid worker"),
    Role.WORKER: _("community worker"),
    Role.HEAD: _("head of a community"),
    Role.TOWN: _("town cadre"),
    Role.DEPARTMENT: _("department"),
    Role.DISTRICT: _("district cadre"),
    Role.AUDITOR: _("auditor"),
    Role.OPERATOR: _("operator"),
    Role.RESIDENT: _("resident"),
    Role.READER: _("reader"),
}
LEVEL_WORDS = {
    Level.PROVINCE: _("province"),
    Level.CITY: _("city"),
    Level.COUNTY: _("county or district"),
    Level.TOWN: _("town or sub-district"),
    Level.COMMUNITY: _("community or village"),
    Level.GRID: _("grid"),
}


def role_words(role: str) -> str:
    return str({key.value: words for key, words in ROLE_WORDS.items()}.get(role, role))


def level_words(level: str) -> str:
    return str({key.value: words for key, words in LEVEL_WORDS.items()}.get(level, level))
