"""Any question at all, for laws that do not depend on what the words mean."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from qingzhuang.tally import question as q
from qingzhuang.tally.syntax import FUNCTIONS, TAKEN, write

WORDS = ("age", "sex", "is_student", "welfare.type", "household.category", "guardian[1].name", "name", "dwelling.area_per_capita")
fields = st.sampled_from(WORDS)
entities = st.sampled_from(("person", "household", "dwelling", "birth"))
numbers = st.one_of(st.integers(-(10**12), 10**12), st.floats(-1e15, 1e15, allow_nan=False))
texts = st.text(max_size=8).filter(lambda t: t not in ("true", "false"))
scalars = st.one_of(numbers, texts, st.sampled_from((*sorted(TAKEN - {"true", "false"}), "990101", "1.5", 'a"b\\', "female")))
atoms = st.one_of(
    st.builds(q.Compare, fields, st.sampled_from(("=", "!=", "<", "<=", ">", ">=")), scalars),
    st.builds(q.OneOf, fields, st.lists(scalars, min_size=1, max_size=3).map(tuple)),
    st.builds(q.Holds, fields),
    st.just(q.SameHousehold()),
)


def _parts(inner: st.SearchStrategy[q.Condition]) -> st.SearchStrategy[tuple[q.Condition, ...]]:
    return st.lists(inner, min_size=2, max_size=3).map(tuple)


conditions = st.recursive(
    atoms,
    lambda inner: st.one_of(st.builds(q.Not, inner), st.builds(q.And, _parts(inner)), st.builds(q.Or, _parts(inner))),
    max_leaves=6,
)
wheres = st.one_of(st.just(q.EVERYTHING), conditions)
paths = st.builds(lambda entity, field: f"{entity}.{field}", entities, fields)
plain_measures = st.one_of(
    st.builds(q.Count, entities, wheres),
    st.builds(q.CountDistinct, paths, wheres),
    st.builds(q.Aggregate, st.sampled_from(FUNCTIONS), paths, wheres),
)
measures = st.one_of(plain_measures, st.builds(q.Percent, plain_measures, plain_measures))
columns = st.lists(st.one_of(paths, plain_measures.map(write)), max_size=4).map(tuple)
listings = st.builds(q.Listing, entities, columns, wheres, st.lists(fields, max_size=2).map(tuple))
questions = st.one_of(
    st.builds(q.Value, paths), st.builds(q.Values, st.lists(paths, min_size=2, max_size=3).map(tuple)), measures, listings
)
askeds = st.builds(
    q.Asked,
    questions,
    st.one_of(st.none(), st.dates(date(1900, 1, 1), date(2100, 1, 1))),
    st.one_of(st.just(""), fields, st.just("area")),
)
