"""Who lives in one community and is registered in another is counted once where the definition says so; both numbers are told."""

from __future__ import annotations

from datetime import date

import pytest

from qingzhuang.site.returns import actions, kept, queries
from qingzhuang.site.returns.logic.found import Found
from qingzhuang.site.testing import forms
from qingzhuang.site.testing.facts import check_digit

pytestmark = pytest.mark.django_db
NUMBER = "99010119350601001"


@pytest.fixture
def twice(cast, known):
    """A man of 91, on allowance, who is on record in both communities."""
    from qingzhuang.site.ledger import actions as ledger

    facts = {"name": "沈两处", "birth_date": "1935-06-01", "sex": "male", "id_number": NUMBER + check_digit(NUMBER)}
    for post, area in ((cast.alice, cast.community), (cast.charlie, cast.neighbour)):
        ledger.add_record(post, entity="person", area=area, facts=facts, valid_from=date(2026, 1, 1))


@pytest.fixture
def rolled(cast, of, sign):
    def signed_and_rolled(found):
        for post in (cast.alice, cast.charlie):
            sign(post, found)
        return actions.roll_up(of(found, cast.town).pk)

    return signed_and_rolled


def two_numbers(owed, cell):
    return next(
        (one.sentence for one in Found.from_json(owed.found).odd if one.code == "two_numbers" and one.cells == [cell]), ""
    )


def test_counted_once_where_the_definition_says_so(cast, twice, begin, rolled, sign, of):
    found = begin()
    owed = rolled(found)
    assert "相加 5，按人只数一次是 4" in two_numbers(owed, "B4") and "口径规定同一人只数一次" in two_numbers(owed, "B4")
    assert kept.load(owed.draft).named("B4").value == 4 and kept.load(owed.draft).named("C4").value == 3
    version = sign(cast.tina, found)  # nothing has to be explained: what does not add up is told already
    told = queries.explained_for(cast.tina, version, "B4")
    assert (told.both["added"], told.both["asked"], told.both["written"]) == (5, 4, "asked")
    assert sum(gave.value for gave in told.gave) == 5


def test_added_up_where_it_does_not_and_both_numbers_told(cast, twice, begin, rolled):
    form = forms.workbook([["人口统计表", ""], ["单位", "60岁以上"], ["", ""]], ("A1:B1",), 2)
    found = begin(form)
    owed = rolled(found)
    content = kept.load(owed.draft)
    cell = next(line for line in content.figures() if line.number is not None)
    told = [one.sentence for one in Found.from_json(owed.found).odd if one.code == "two_numbers"]
    assert cell and all("按人只数一次" in one and "表上写的是相加的数" in one for one in told)


def test_the_page_of_the_number_shows_both(cast, twice, begin, rolled, sign, sign_in):
    found = begin()
    rolled(found)
    version = sign(cast.tina, found)
    text = sign_in(cast.tina).get(f"/returns/{version.owed_id}/versions/1/cells/B4/").content.decode()
    assert "相加是 5" in text and "按口径同一人只数一次" in text
