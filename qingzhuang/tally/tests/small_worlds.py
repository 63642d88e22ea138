"""Small random facts with gaps, strays and several communities, and random questions that make sense of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hypothesis import strategies as st

from qingzhuang.tally import question as q

AREAS = ("990101001001", "990101001002", "990101002001", "990203001001")
AS_OF = date(2024, 2, 29)
Tables = dict[str, list[dict[str, object]]]


def _maybe(values: Sequence[object]) -> st.SearchStrategy[object]:
    """One of the values, a quarter empty; one draw for both, since a world has a hundred such fields."""
    return st.sampled_from([*[None] * len(values), *values, *values, *values])


KEYS = ("1", "1", "2", "3", "77")  # many in the first, 77 points nowhere
PERSON = {
    "area": st.sampled_from(AREAS),
    "household": _maybe(KEYS),
    "birth_date": _maybe(
        [date(1964, 2, 28), date(1964, 2, 29), date(1964, 3, 1), date(2006, 2, 28), date(2006, 3, 1), date(1930, 12, 31)]
    ),
    "id_number": _maybe(
        ["990101196402290013", "99010119640229001X", "990101800101001", "990101201002281027", "000000000000000000"]
    ),
    "sex": _maybe(["male", "female", "男", "2", "未知"]),
    "marital_status": _maybe(["married", "first_marriage", "remarried", "unmarried"]),
    "education": _maybe(["primary", "senior_secondary", "secondary_vocational", "college", "bachelor"]),
    "is_student": _maybe([True, False]),
    "welfare.subsistence_allowance": _maybe([True, False]),
    "welfare.subsistence_allowance_type": _maybe(["urban", "rural"]),
    "welfare.type": _maybe(["subsistence_allowance", "medical_relief;subsistence_allowance", "medical_relief"]),
    "income.annual": _maybe([0.0, 1200.5, 30000.0]),
}
HOUSEHOLD = {
    "area": st.sampled_from(AREAS),
    "dwelling": _maybe(KEYS),
    "category": _maybe(["low_income", "ordinary", "five_guarantee;out_of_poverty"]),
    "poverty_registered": _maybe([True, False]),
    "has_labour_capacity": _maybe([True, False]),
    "allowance.total": _maybe([0.0, 310.25, 980.0]),
}
DWELLING = {
    "area.code": st.sampled_from(AREAS),
    "area": _maybe([40.0, 60.0, 90.5]),
    "unsafe": _maybe([True, False]),
}
BIRTH = {
    "area": st.sampled_from(AREAS),
    "birth_date": _maybe([date(2023, 5, 1), date(2023, 12, 31), date(2024, 1, 1)]),
    "birth_order": _maybe(["1", "2", "3"]),
    "within_policy": _maybe([True, False]),
    "sex": _maybe(["male", "female"]),
}


def _rows(columns: dict[str, st.SearchStrategy[object]], most: int, least: int = 0) -> st.SearchStrategy[list[dict[str, object]]]:
    rows = st.lists(st.fixed_dictionaries(columns), min_size=least, max_size=most)
    return rows.map(lambda found: [{"id": str(place + 1), **row} for place, row in enumerate(found)])


tables: st.SearchStrategy[Tables] = st.fixed_dictionaries(
    {
        "person": _rows(PERSON, 9, 1),
        "household": _rows(HOUSEHOLD, 4, 1),
        "dwelling": _rows(DWELLING, 4, 1),
        "birth": _rows(BIRTH, 4, 1),
    }
)

ages = st.sampled_from([17, 18, 59, 60, 60, 61])  # as many as the birth dates make on the day, and one more or less
ops = st.sampled_from(["<", "<=", ">", ">="])
about_person = st.one_of(
    st.builds(q.Compare, st.just("age"), st.one_of(ops, st.sampled_from(["=", "!="])), ages),
    st.builds(q.Compare, st.just("sex"), st.sampled_from(["=", "!="]), st.sampled_from(["male", "female"])),
    st.builds(q.Compare, st.just("marital_status"), st.just("="), st.sampled_from(["married", "first_marriage", "unmarried"])),
    st.builds(q.Compare, st.just("education"), ops, st.sampled_from(["primary", "senior_secondary", "college"])),
    st.builds(q.Compare, st.just("birth_date"), ops, st.sampled_from(["1964-02-29", "2006-12-31"])),
    st.builds(q.Compare, st.just("income.annual"), ops, st.sampled_from([0, 1200.5])),
    st.builds(q.OneOf, st.just("welfare.type"), st.sampled_from([("medical_relief",), ("subsistence_allowance", "orphan")])),
    st.builds(q.Holds, st.sampled_from(["is_student", "welfare.subsistence_allowance"])),
    st.just(q.Compare("welfare.subsistence_allowance_type", "=", "urban")),
    st.just(q.Holds("orphan")),  # a column that these facts do not have
)
own_household = st.one_of(
    st.builds(
        q.Compare,
        st.just("category"),
        st.sampled_from(["=", "!="]),
        st.sampled_from(["low_income", "five_guarantee", "out_of_poverty"]),
    ),
    st.builds(q.Holds, st.sampled_from(["poverty_registered", "has_labour_capacity", "dwelling.unsafe"])),
    st.builds(q.Compare, st.just("member_count"), ops, st.integers(1, 3)),
    st.builds(q.Compare, st.just("dwelling.area"), ops, st.sampled_from([60, 80])),
    st.just(q.SameHousehold()),
)
borrowed = about_person.filter(lambda c: getattr(c, "field", "") != "welfare.subsistence_allowance")
about_household = st.one_of(own_household, borrowed)
stepping = st.one_of(own_household, borrowed).filter(lambda c: not isinstance(c, q.SameHousehold))


def _stepped(condition: q.Condition) -> q.Condition:
    match condition:
        case q.Compare(field=field, op=op, value=value):
            return q.Compare(f"household.{field}", op, value)
        case q.OneOf(field=field, values=values):
            return q.OneOf(f"household.{field}", values)
        case q.Holds(field=field):
            return q.Holds(f"household.{field}")
    return condition


about_birth = st.one_of(
    st.builds(q.Compare, st.just("birth_order"), st.sampled_from(["=", ">=", "<"]), st.sampled_from([1, 2])),
    st.just(q.Holds("within_policy")),
    st.just(q.Compare("sex", "=", "female")),
)


def _compound(atoms: st.SearchStrategy[q.Condition]) -> st.SearchStrategy[q.Condition]:
    several = st.recursive(
        atoms,
        lambda inner: st.one_of(
            st.builds(q.Not, inner),
            st.builds(q.And, st.lists(inner, min_size=2, max_size=3).map(tuple)),
            st.builds(q.Or, st.lists(inner, min_size=2, max_size=3).map(tuple)),
        ),
        max_leaves=5,
    )
    return st.one_of(st.just(q.EVERYTHING), several)


CONDITIONS: dict[str, st.SearchStrategy[q.Condition]] = {
    "person": _compound(st.one_of(about_person, stepping.map(_stepped), st.just(q.SameHousehold()))),
    "household": _compound(about_household),
    "dwelling": _compound(st.builds(q.Holds, st.just("unsafe"))),
    "birth": _compound(about_birth),
}
# conditions on members that may be met by one member or by several
of_members = st.builds(q.And, st.lists(borrowed, min_size=2, max_size=2, unique=True).map(tuple))
CONDITIONS["household"] = st.one_of(of_members, CONDITIONS["household"])
# one household of a few people of whom most is known, and two conditions that each usually meets somebody
CROWDED = {
    "area": st.just(AREAS[0]),
    "household": st.just("1"),
    "sex": st.sampled_from(["male", "female"]),
    "birth_date": st.sampled_from([date(1964, 2, 28), date(2006, 3, 1)]),
    "is_student": st.sampled_from([True, False, None]),
    "marital_status": st.sampled_from(["first_marriage", "unmarried"]),
    "welfare.five_guarantee": st.booleans(),
    "welfare.support_mode": st.sampled_from(["home", "institution"]),
}
crowded = _rows(CROWDED, 4, 2).map(lambda people: {"person": people, "household": [{"id": "1", "area": AREAS[0]}]})
found_in_many = st.sampled_from((
    q.Compare("sex", "=", "female"), q.Compare("age", ">=", 60), q.Compare("age", "<", 60), q.Holds("is_student"), q.Compare("marital_status", "=", "married"),
    q.Holds("welfare.five_guarantee"), q.Compare("welfare.support_mode", "=", "home"),
))  # fmt: skip
pairs_of_members = st.builds(q.And, st.lists(found_in_many, min_size=2, max_size=2, unique=True).map(tuple))
counts = st.sampled_from(["household", *sorted(CONDITIONS)]).flatmap(
    lambda entity: st.builds(q.Count, st.just(entity), CONDITIONS[entity])
)
functions = st.sampled_from(["sum", "avg", "min", "max"])
figures = st.one_of(
    st.builds(
        q.Aggregate,
        functions,
        st.sampled_from(["person.income.annual", "person.age", "person.household.allowance.total"]),
        CONDITIONS["person"],
    ),
    st.builds(
        q.Aggregate, functions, st.sampled_from(["household.allowance.total", "household.member_count"]), CONDITIONS["household"]
    ),
    st.builds(
        q.CountDistinct, st.sampled_from(["person.household", "person.education", "person.birth_date"]), CONDITIONS["person"]
    ),
)
measures = st.one_of(counts, counts, figures, st.builds(q.Percent, counts, counts))
scopes = st.sampled_from(["", "990101", "990101001000", "990101001002", "99", "970000"])
periods = st.sampled_from([None, (date(2023, 1, 1), date(2023, 12, 31))])
