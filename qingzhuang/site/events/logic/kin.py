"""Relations to the head of a household after the head has changed, and who should be head: what is not certain is left open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from qingzhuang.site.events.logic.plan import Known, Scene
from qingzhuang.vocabulary import age_on

HEAD, SPOUSE = "head", "spouse"
ADULT = 18
GROUPS: dict[str, frozenset[str]] = {
    "head": frozenset(("head", "self")),
    "spouse": frozenset(("spouse", "husband", "wife")),
    "son": frozenset(("son", "adopted_son")),
    "daughter": frozenset(("daughter", "adopted_daughter")),
    "daughter_in_law": frozenset(("daughter_in_law",)),
    "son_in_law": frozenset(("son_in_law",)),
    "grandchild": frozenset(("grandchild", "grandson", "granddaughter", "daughters_son", "daughters_daughter")),
    "parent": frozenset(("parent", "father", "mother", "stepfather", "stepmother")),
    "parent_in_law": frozenset(("husbands_father", "husbands_mother", "wifes_father", "wifes_mother")),
    "brother": frozenset(("elder_brother", "younger_brother")),
    "sister": frozenset(("elder_sister", "younger_sister")),
    "sibling": frozenset(("sibling",)),
}  # fmt: skip
CHILD, SIBLING = ("son", "daughter"), ("brother", "sister", "sibling")
# (what the new head was, what the other was) → what the other is to the new head
AFTER: dict[tuple[str, str], str] = {
    ("spouse", "head"): "spouse", ("spouse", "child"): "child", ("spouse", "daughter_in_law"): "daughter_in_law",
    ("spouse", "son_in_law"): "son_in_law", ("spouse", "grandchild"): "grandchild", ("spouse", "parent"): "parent_in_law",
    ("spouse", "parent_in_law"): "parent", ("child", "head"): "parent", ("child", "spouse"): "parent", ("child", "child"): "sibling",
    ("child", "parent"): "grandparent", ("parent", "head"): "child", ("parent", "spouse"): "child_in_law",
    ("parent", "child"): "grandchild", ("parent", "sibling"): "child", ("parent", "parent"): "spouse", ("sibling", "head"): "sibling",
    ("sibling", "parent"): "parent", ("sibling", "sibling"): "sibling", ("child_in_law", "head"): "parent_in_law",
    ("child_in_law", "spouse"): "parent_in_law", ("grandchild", "head"): "grandparent", ("grandchild", "spouse"): "grandparent",
}  # fmt: skip
# what a parent is to the head → what a boy, what a girl of theirs is
CHILDREN = {
    "head": ("son", "daughter"), "spouse": ("son", "daughter"), "son": ("grandson", "granddaughter"),
    "daughter_in_law": ("grandson", "granddaughter"), "daughter": ("daughters_son", "daughters_daughter"),
    "son_in_law": ("daughters_son", "daughters_daughter"), "brother": ("nephew", "niece"), "sister": ("sisters_son", "sisters_daughter"),
    "parent": ("sibling", "sibling"),
}  # fmt: skip


def group_of(relation: object) -> str:
    """The group of a relation; '' where it is in none of those that can be reckoned with.

    >>> group_of("wife"), group_of("mothers_brother")
    ('spouse', '')
    """
    return next((name for name, codes in GROUPS.items() if relation in codes), "")


def is_head(person: Known, household: Known | None) -> bool:
    """Whether a person is the head of a household, by either of the two facts that may say so."""
    if household is None:
        return False
    head = household.get("head")
    return head == person.pk if head else group_of(person.get("relation_to_head")) == HEAD


def spouse_in(scene: Scene, person: Known) -> Known | None:
    """The husband or wife: the one named, else the other half of head and spouse in the same household."""
    if named := scene.find(person.get("spouse")):
        return named
    married = {HEAD: SPOUSE, SPOUSE: HEAD}.get(group_of(person.get("relation_to_head")))
    if married is None or person.get("marital_status") in ("unmarried", "divorced", "widowed"):
        return None
    others = [one for one in scene.kin(scene.household_of(person)) if group_of(one.get("relation_to_head")) == married]
    return others[0] if len(others) == 1 and others[0].pk != person.pk else None


def proposed_head(scene: Scene, household: Known, leaving: Iterable[int], day: date) -> Known | None:
    """Who should be head when some leave: the spouse of the old head, else the eldest adult, else the eldest."""
    gone = set(leaving)
    members = scene.kin(household)
    head = next((one for one in members if is_head(one, household)), None)
    spouse = spouse_in(scene, head) if head else None

    def rank(one: Known) -> tuple[bool, bool, date, int]:
        adult = one.born is not None and age_on(one.born, day) >= ADULT
        return (spouse is None or one.pk != spouse.pk, not adult, one.born or date.max, one.pk)

    staying = [one for one in members if one.pk not in gone]
    return min(staying, key=rank) if staying else None


def relation_after(head: Known, other: Known, spouse: Known | None) -> str | None:
    """What somebody is to the new head, whose husband or wife is given; None where nobody can tell from what is held."""
    if other.pk == head.pk:
        return HEAD
    return _by_name(head, other, spouse) or _by_old_head(head, other)


def _by_name(head: Known, other: Known, spouse: Known | None) -> str | None:
    if spouse is not None and spouse.pk == other.pk:
        return SPOUSE
    if head.pk in (other.get("father"), other.get("mother")):
        return _coded("child", head, other)
    if other.pk in (head.get("father"), head.get("mother")):
        return _coded("parent", head, other)
    if spouse is not None and spouse.pk in (other.get("father"), other.get("mother")):
        return _coded("child", head, other)
    shared = {head.get("father"), head.get("mother")} & {other.get("father"), other.get("mother")} - {None}
    return _coded("sibling", head, other) if shared else None


def _by_old_head(head: Known, other: Known) -> str | None:
    mine, theirs = (_coarse(group_of(one.get("relation_to_head"))) for one in (head, other))
    finer = group_of(other.get("relation_to_head"))
    found = AFTER.get((mine, finer)) or AFTER.get((mine, theirs))
    return _coded(found, head, other) if found else None


def _coarse(group: str) -> str:
    if group in CHILD:
        return "child"
    if group in SIBLING:
        return "sibling"
    return "child_in_law" if group in ("daughter_in_law", "son_in_law") else group


def _coded(group: str, head: Known, other: Known) -> str | None:
    """The code of a relation, as fine as the sexes and ages tell."""
    woman, known = other.sex == "female", other.sex in ("female", "male")
    if group == "child":
        return ("daughter" if woman else "son") if known else None
    if group == "child_in_law":
        return ("daughter_in_law" if woman else "son_in_law") if known else None
    if group == "parent":
        return ("mother" if woman else "father") if known else "parent"
    if group == "parent_in_law" and known and head.sex in ("female", "male"):
        return f"{'husbands' if head.sex == 'female' else 'wifes'}_{'mother' if woman else 'father'}"
    if group == "parent_in_law":
        return "parent"
    if group == "sibling" and known and head.born and other.born and head.born != other.born:
        return f"{'elder' if other.born < head.born else 'younger'}_{'sister' if woman else 'brother'}"
    return group


def relation_of_child(parent: Known, sex: str) -> str | None:
    """What a child of a member is to the head."""
    pair = CHILDREN.get(group_of(parent.get("relation_to_head")))
    return pair[sex == "female"] if pair and sex in ("female", "male") else None


def relation_of_spouse(member: Known) -> str | None:
    """What the husband or wife of a member is to the head."""
    group = group_of(member.get("relation_to_head"))
    return {"head": SPOUSE, "son": "daughter_in_law", "daughter": "son_in_law"}.get(group)
