"""Who lives with whom: households of usual shapes, and in each the people with role, sex and age."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qingzhuang.demo import columns as c
from qingzhuang.demo.columns import Flags, Ints
from qingzhuang.demo.places import Communities

HEAD, SPOUSE, CHILD, PARENT, GRANDCHILD, CHILDS_SPOUSE, UNRELATED = range(7)
# shape → roles; age of the head from, to; share in town and in the village
SHAPES: tuple[tuple[tuple[int, ...], tuple[int, int], tuple[float, float]], ...] = (
    ((HEAD,), (19, 59), (14, 5)),
    ((HEAD,), (60, 93), (8, 11)),
    ((HEAD, SPOUSE), (24, 50), (11, 4)),
    ((HEAD, SPOUSE), (58, 88), (13, 15)),
    ((HEAD, SPOUSE, CHILD), (26, 56), (25, 13)),
    ((HEAD, SPOUSE, CHILD, CHILD), (28, 50), (7, 14)),
    ((HEAD, SPOUSE, CHILD, CHILD, CHILD), (32, 48), (1, 3)),
    ((HEAD, SPOUSE, CHILD, PARENT), (32, 56), (5, 6)),
    ((HEAD, SPOUSE, CHILD, CHILD, PARENT, PARENT), (32, 52), (3, 8)),
    ((HEAD, CHILD), (28, 52), (5, 3)),
    ((HEAD, CHILD, CHILD), (30, 50), (1, 2)),
    ((HEAD, SPOUSE, GRANDCHILD), (54, 72), (2, 7)),
    ((HEAD, CHILD), (62, 88), (2, 3)),
    ((HEAD, SPOUSE, CHILD, CHILDS_SPOUSE, GRANDCHILD), (52, 74), (4, 9)),
    ((HEAD, UNRELATED, UNRELATED, UNRELATED, UNRELATED), (18, 50), (1.5, 0.2)),
)
COLLECTIVE, ALONE_OLD, OLD_COUPLE, WITH_GRANDCHILD = len(SHAPES) - 1, 1, 3, 11


@dataclass(frozen=True, slots=True, eq=False)
class Families:
    """Households and people as arrays, both in the order of communities.

    Of people: `household`, `role`, `nth` (which child), `male`, `age`, `born` (days since 1970), and the person that is
    spouse, father, mother (-1 for none). Of households: `community`, `shape`, `size`, `first` person, `floating`.
    """

    community: Ints
    shape: Ints
    size: Ints
    first: Ints
    floating: Flags
    household: Ints
    role: Ints
    nth: Ints
    male: Flags
    age: Ints
    born: Ints
    spouse: Ints
    father: Ints
    mother: Ints

    @property
    def people(self) -> int:
        """How many people there are."""
        return len(self.household)


def families(seed: int, people: int, there: Communities, day: int) -> Families:
    """Exactly so many people; the last household is cut where it does not fit."""
    rng = c.rng_for("families", seed, people)
    shares = np.array([shape[2] for shape in SHAPES])
    sizes = np.array([len(shape[0]) for shape in SHAPES])
    guess = int(people / 2.3) + 40
    community = np.sort(rng.integers(0, len(there.codes), guess)) if guess > len(there.codes) else np.arange(guess)
    rural = there.rural[community]
    shape = np.where(rural, c.pick(rng, guess, shares[:, 1].tolist()), c.pick(rng, guess, shares[:, 0].tolist()))
    # households are kept in a shuffled order until there are enough people, so that no community is left out
    order = rng.permutation(guess)
    kept = np.sort(order[: int(np.searchsorted(np.cumsum(sizes[shape[order]]), people)) + 1])
    community, shape = community[kept], shape[kept]
    size = sizes[shape]
    for place in range(len(size) - 1, -1, -1):  # too many by less than one household: those at the end of one go
        extra = int(size.sum()) - people
        if extra <= 0:
            break
        size[place] = max(1, size[place] - extra)
    floating = np.where(there.rural[community], c.chance(rng, len(size), 0.02), c.chance(rng, len(size), 0.13))
    return _people(rng, community, shape, size, floating | (shape == COLLECTIVE), day)


def _people(rng: c.Rng, community: Ints, shape: Ints, size: Ints, floating: Flags, day: int) -> Families:
    first = np.concatenate(([0], np.cumsum(size)[:-1])).astype(np.int64)
    household = np.repeat(np.arange(len(size)), size)
    place = np.arange(len(household)) - first[household]
    longest = max(len(roles) for roles, _, _ in SHAPES)
    table = np.array([[*roles, *([-1] * (longest - len(roles)))] for roles, _, _ in SHAPES])
    role = table[shape[household], place]
    nth = _nth(role, household)
    bounds = np.array([ages for _, ages, _ in SHAPES])[shape]
    head_age = rng.integers(bounds[:, 0], bounds[:, 1] + 1)
    head_male = c.chance(rng, len(size), np.where(shape == ALONE_OLD, 0.4, 0.74))
    count = len(household)
    age = _ages(rng, role, nth, head_age[household], count)
    male = rng.random(count) < 0.514
    male = np.where(role == HEAD, head_male[household], male)
    male = np.where(role == SPOUSE, ~head_male[household], male)
    male = np.where(role == PARENT, nth % 2 == 1, male)
    male = np.where(
        (role == PARENT) & (_number_of(PARENT, role, household, len(size))[household] == 1), rng.random(count) < 0.3, male
    )
    child_of = _first_of(CHILD, role, household, len(size))
    male = np.where(role == CHILDS_SPOUSE, ~male[np.maximum(child_of[household], 0)], male)
    born = day - (age * 365.2425).astype(np.int64) - rng.integers(1, 365, count)
    spouse, father, mother = _kin(role, household, male, first, child_of, len(size))
    return Families(
        community, shape, size, first, floating, household, role, nth, male, _full_years(born, day), born, spouse, father, mother
    )


def _ages(rng: c.Rng, role: Ints, nth: Ints, head: Ints, count: int) -> Ints:
    """Ages that fit the head: children a generation younger, parents one older."""
    near = np.clip(np.round(rng.normal(-1.5, 2.5, count)), -5, 5).astype(np.int64)
    age = head.copy()
    age = np.where(role == SPOUSE, np.maximum(head + near, 20), age)
    age = np.where(role == CHILD, head - rng.integers(24, 31, count) - 3 * (nth - 1), age)
    age = np.where(role == PARENT, head + rng.integers(22, 31, count), age)
    age = np.where(role == CHILDS_SPOUSE, np.maximum(head - 27 + near, 21), age)
    age = np.where(role == GRANDCHILD, head - rng.integers(50, 58, count), age)
    age = np.where(role == UNRELATED, rng.integers(18, 52, count), age)
    return np.clip(age, 0, 104)


def _full_years(born: Ints, day: int) -> Ints:
    """Full years on the day, as everybody counts them."""

    def ymd(number: npt.NDArray[np.integer]) -> Ints:
        days = number.astype("datetime64[D]")
        months = days.astype("datetime64[M]")
        month = months.astype(np.int64)
        day_of_month: Ints = (days - months.astype("datetime64[D]")).astype(np.int64) + 1
        return (month // 12 + 1970) * 10000 + (month % 12 + 1) * 100 + day_of_month

    years: Ints = (ymd(np.array(day)) - ymd(born)) // 10000
    return years


def _nth(role: Ints, household: Ints) -> Ints:
    """Which of those with the same role in the household, from 1; members stand beside each other."""
    key = household * 16 + role
    start = np.concatenate(([True], key[1:] != key[:-1]))
    begins = np.maximum.accumulate(np.where(start, np.arange(len(key)), 0))
    return np.arange(len(key)) - begins + 1


def _number_of(wanted: int, role: Ints, household: Ints, households: int) -> Ints:
    return np.bincount(household[role == wanted], minlength=households)


def _first_of(wanted: int, role: Ints, household: Ints, households: int) -> Ints:
    """The first person with a role in each household, -1 where there is none."""
    found = np.full(households, -1)
    places = np.flatnonzero(role == wanted)[::-1]
    found[household[places]] = places
    return found


def _kin(
    role: Ints, household: Ints, male: npt.NDArray[np.bool_], first: Ints, child_of: Ints, households: int
) -> tuple[Ints, Ints, Ints]:
    """Spouse, father and mother of each person, where they live in the same household."""
    spouse_of = _first_of(SPOUSE, role, household, households)
    childs_spouse = _first_of(CHILDS_SPOUSE, role, household, households)
    head, partner = first[household], spouse_of[household]
    spouse = np.where(role == HEAD, partner, np.where(role == SPOUSE, head, -1))
    child, childs = child_of[household], childs_spouse[household]
    spouse = np.where(role == CHILDS_SPOUSE, child, np.where((role == CHILD) & (childs >= 0), childs, spouse))
    parent_1 = np.where(role == CHILD, head, np.where((role == GRANDCHILD) & (childs >= 0), child, -1))
    parent_2 = np.where(role == CHILD, partner, np.where((role == GRANDCHILD) & (childs >= 0), childs, -1))
    father, mother = np.full((2, len(role)), -1)
    for parent in (parent_1, parent_2):
        is_father = (parent >= 0) & male[np.maximum(parent, 0)]
        father = np.where(is_father, parent, father)
        mother = np.where((parent >= 0) & ~is_father, parent, mother)
    elder = np.flatnonzero(role == PARENT)
    heads = first[household[elder]]
    father[heads[male[elder]]] = elder[male[elder]]
    mother[heads[~male[elder]]] = elder[~male[elder]]
    return spouse, father, mother
