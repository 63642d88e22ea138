"""What the labels over a label say: whose facts stand below, and of which field or record they are a part."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from qingzhuang.formfill.match.headings import DOUBTFUL_ROLES, GROUP_TAIL, PART, RELATION, SOMEBODY
from qingzhuang.formfill.match.label import read_label
from qingzhuang.formfill.match.lexicon import Lexicon
from qingzhuang.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Groups:
    """What the labels over a leaf label say: a person it belongs to, a field it is a part of, or something unknown."""

    role: Role | None = None
    number: int = 0
    prefixes: tuple[str, ...] = ()
    unknown: str = ""
    entity: str = ""
    foreign: str = ""  # a label over it that is a field of its own: 求职意向
    part: bool = False  # the unknown label names somebody: 申领人信息
    loose: bool = False  # the person is named by a word that forms give to different people
    labels: tuple[str, ...] = ()


NAMED = re.compile(r"[人者员主长]$")
PARENTS = ("父亲", "母亲", "父", "母")
GUARDIAN = re.compile(r"^(?:监护人|家长)(.*)$")


def behind_brackets(path: tuple[str, ...], is_role: Callable[[str], object]) -> tuple[str, ...]:
    """电话（户主） is 户主／电话: a bracket that names a person stands like a label over the rest.

    监护人（母亲）电话 is 母亲／电话: the bracket says which guardian.
    """
    label = read_label(path[-1])
    owner = label.brackets[0] if len(label.brackets) == 1 and is_role(label.brackets[0]) else ""
    if owner in PARENTS and (guardian := GUARDIAN.match(label.core)):
        return (*path[:-1], owner, guardian.group(1) or "姓名")
    names = RELATION.match(label.core) or NAMED.search(label.core) or is_role(label.core)  # 被征收人（产权人）
    return (*path[:-1], owner, label.core) if owner and not names else path


def names_part(core: str, words: Lexicon) -> bool:
    """经办人员, 包联责任人, 介绍人, 子女情况: a group label that names somebody by a part, not the one the row is about."""
    plain = GROUP_TAIL.sub("", core)
    if SOMEBODY.search(plain) or PART.search(plain):
        return True
    ends = bool(re.search(r"(人|人员|者|员|长|干部)$", plain))
    return ends and plain not in words.subject and not words.value_senses(plain) and plain not in words.counted


def is_doubtful(role: Role) -> bool:
    """A part that forms give to different people: 承租人 is the resident himself, 网格长 mostly the grid worker."""
    return (role.entity, role.name) in DOUBTFUL_ROLES
