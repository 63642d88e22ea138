"""A list of households that in truth has a row for each member: 户主 written once, 家庭成员 and 身份证 on every row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from qingzhuang.formfill.form import State
from qingzhuang.formfill.match.label import read_label
from qingzhuang.intake.columns.meaning import RELATION, Column
from qingzhuang.intake.sources import Raw
from qingzhuang.vocabulary import UnknownName, Vocabulary

MEMBER = re.compile(r"^(家庭|家属|全部|共同生活)?(成员|人员|家属)(的)?(姓名|名字|名单)?$|^姓名$")
HEAD = "household.head."
OF_EACH = 0.6  # share of a head's further rows on which a column that tells of each member is filled in
LEAST = 2  # such rows


def members_in_rows(
    columns: tuple[Column, ...], samples: Mapping[int, Sequence[Raw]], vocabulary: Vocabulary
) -> tuple[Column, ...]:
    """The columns read as telling of members, where the values show it; else as they were.

    Seen from the values: there are rows with a member and without a head of their own. What such rows say again is of the member, what
    only the first row of a household says is of the head or the household.
    """
    head = next((column for column in columns if column.concept == f"{HEAD}name"), None)
    member = next((column for column in columns if column is not head and MEMBER.match(read_label(column.path[-1]).core)), None)
    if head is None or member is None:
        return columns
    heads, members = samples.get(head.place, ()), samples.get(member.place, ())
    further = [at for at, name in enumerate(members) if name is not None and at < len(heads) and _is_further(heads, at, name)]
    if len(further) < LEAST:
        return columns
    said = frozenset(column.concept for column in columns)
    return tuple(_of_member(column, member, said, further, samples.get(column.place, ()), vocabulary) for column in columns)


def _is_further(heads: Sequence[Raw], at: int, name: Raw) -> bool:
    """A row after the first one of a household: no head, or the same once more beside another member."""
    return at > 0 and (heads[at] is None or (heads[at] == heads[at - 1] and heads[at] != name))


def _of_member(
    column: Column, member: Column, said: frozenset[str], further: list[int], values: Sequence[Raw], vocabulary: Vocabulary
) -> Column:
    """The column as told of the member; one that names the head (户主身份证号), or whose fact another column tells, stays the head's."""
    if column is member:
        return _meant(column, "person.name", vocabulary)
    if RELATION.match(read_label(column.path[-1]).core):
        return _meant(column, "person.relation_to_head", vocabulary)
    filled = sum(values[at] is not None for at in further if at < len(values))
    own = column.concept.removeprefix(HEAD)
    if own in (column.concept, "name") or f"person.{own}" in said or "户主" in column.heading or filled < OF_EACH * len(further):
        return column
    try:
        return _meant(column, f"person.{own}", vocabulary)
    except UnknownName:
        return column


def _meant(column: Column, concept: str, vocabulary: Vocabulary) -> Column:
    return replace(
        column, concept=concept, field=vocabulary.field(concept), state=State.SURE, reason="每行一名家庭成员，户主只写一次"
    )
