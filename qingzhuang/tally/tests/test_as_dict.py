from __future__ import annotations

import json

import pytest
from hypothesis import given

from qingzhuang.tally import question as q
from qingzhuang.tally.as_dict import from_dict, to_dict
from qingzhuang.tally.errors import QuestionError
from qingzhuang.tally.tests import strategies


@given(strategies.questions)
def test_comes_back_from_json_unchanged(question: q.Question) -> None:
    assert from_dict(json.loads(json.dumps(to_dict(question)))) == question


@pytest.mark.parametrize(
    ("plain", "fault"),
    [
        ({"tally": "person"}, "is no question"),
        ({"count": "person", "wher": {}}, "did not expect 'wher'"),
        ({"count": "person", "where": {"field": "age", "op": "~", "value": 1}}, "is no condition"),
        ({"percent": {"value": "person.name"}, "of": {"count": "person"}}, "is no number"),
        ({"list": "person", "columns": "person.name"}, "expected a list of names"),
    ],
)
def test_names_the_part_that_is_wrong(plain: dict[str, object], fault: str) -> None:
    with pytest.raises(QuestionError, match=fault):
        from_dict(plain)
