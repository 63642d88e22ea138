"""What the pages of this area say, in the language of the reader."""

from __future__ import annotations

from django.utils.translation import gettext as _

from qingzhuang.site.kit.languages import engine_language
from qingzhuang.vocabulary import label_in, load


def entity_words(entity: str) -> str:
    return label_in(load().entities[entity].label, engine_language())


def kinds() -> list[tuple[str, str]]:
    """The kinds of value that an own field can have."""
    return [
        ("boolean", _("yes or no")), ("code", _("one of a list")), ("text", _("text")), ("integer", _("whole number")),
        ("number", _("number")), ("date", _("day")),
    ]  # fmt: skip


def sensitivities() -> list[tuple[str, str]]:
    return [("none", _("no personal data")), ("personal", _("personal data")), ("sensitive", _("sensitive personal data"))]
