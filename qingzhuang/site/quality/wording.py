"""What the pages of this area say, in the language of the reader."""

from __future__ import annotations

from django.utils.translation import gettext as _

from qingzhuang.site.kit.languages import engine_language
from qingzhuang.vocabulary import label_in, load


def entity_words(entity: str) -> str:
    return label_in(load().entities[entity].label, engine_language())


def kind_words(kind: str) -> str:
    """A kind of trouble as the heading of its group."""
    words = {
        "id_written": _("ID number written in another way"),
        "id_check": _("ID number with a wrong check digit"),
        "id_day": _("ID number with an impossible day of birth"),
        "id_future": _("ID number with a day of birth that is still to come"),
        "id_length": _("ID number too short or too long"),
        "id_malformed": _("not an ID number"),
        "id_other_document": _("number of another paper in place of the ID number"),
        "id_placeholder": _("stand-in in place of an ID number"),
        "digits_lost": _("ID number whose last digits a spreadsheet lost"),
        "masked": _("ID number that is partly covered"),
        "id_several": _("several ID numbers in one"),
        "birth_not_id": _("birth date and ID number differ"),
        "sex_not_id": _("sex and ID number differ"),
        "age_not_birth": _("age and birth date differ"),
        "age_impossible": _("impossible age"),
        "married_child": _("a child said to be married"),
        "relation_sex": _("relation to the head does not fit the sex"),
        "death_before_birth": _("death before birth"),
        "dead_with_allowance": _("deceased, and said to get an allowance"),
        "twice": _("perhaps the same person twice"),
        "no_household": _("person without a household"),
        "household_no_head": _("household without a head"),
        "head_not_named": _("head known only from the relation"),
        "head_elsewhere": _("head of a household in which she or he does not live"),
        "household_two_heads": _("household with two heads"),
        "household_two_spouses": _("head with two spouses"),
        "spouse_same_sex": _("head and spouse of the same sex"),
        "head_child": _("head who is a child"),
        "parent_younger": _("parent too young to be one"),
        "child_older": _("child too old to be one"),
        "code_unknown": _("value that the list does not have"),
    }
    return words.get(kind, kind)


def kinds() -> list[tuple[str, str]]:
    """The kinds of value that an own field can have."""
    return [
        ("boolean", _("yes or no")), ("code", _("one of a list")), ("text", _("text")), ("integer", _("whole number")),
        ("number", _("number")), ("date", _("day")),
    ]  # fmt: skip


def sensitivities() -> list[tuple[str, str]]:
    return [
        ("none", _("no personal data")), ("personal", _("personal data")), ("sensitive", _("sensitive personal data")),
        ("secret", _("secret: kept sealed and covered, like ID numbers; text only")),
    ]  # fmt: skip
