"""Readings that are unsure are listed once, and settled for every copy of the form."""

from __future__ import annotations

from qingzhuang.formfill import understand
from qingzhuang.formfill.form import Form, State
from qingzhuang.formfill.grid import Book
from qingzhuang.formfill.match.tests.headings import sheet
from qingzhuang.formfill.memory import TYPED
from qingzhuang.formfill.settle import Settled, settle, unsure_of


def contact_list() -> Form:
    """联系电话 behind 联系人: hers, or the contact's."""
    return understand(Book("xlsx", (sheet(["序号", "姓名", "联系人", "联系电话"], "留守人员摸排表"),)))


def unclear_list() -> Form:
    """Of 优待证 nothing is known: it is not sure who is listed."""
    return understand(Book("xlsx", (sheet(["序号", "姓名", "联系电话"], "老年人优待证办理花名册"),)))


def test_lists_the_readings_the_one_that_is_filled_first():
    (phone,) = unsure_of(contact_list())
    assert phone.label == "联系电话" and phone.readings[:2] == ("person.contact.phone", "person.phone")
    assert contact_list().tables[0].blanks()[phone.number].key == phone.blank


def test_what_is_settled_is_sure_and_all_else_stays():
    form = contact_list()
    (phone,) = unsure_of(form)
    settled = settle(form, {phone.key: Settled("person.phone", "区里定的")})
    blank = settled.tables[0].blanks()[phone.number]
    assert (blank.concept, blank.state, blank.reason) == ("person.phone", State.SURE, "区里定的")
    assert not unsure_of(settled)
    others = [one.key for one in form.tables[0].blanks() if one.key != phone.blank]
    assert others == [b.key for before, b in zip(form.tables[0].blanks(), settled.tables[0].blanks(), strict=True) if b == before]


def test_what_people_are_asked_is_read_from_no_fact():
    form = contact_list()
    (phone,) = unsure_of(form)
    blank = settle(form, {phone.key: Settled(TYPED, "区里定的")}).tables[0].blanks()[phone.number]
    assert blank.state is State.OUTSIDE and blank.question is None


def test_whom_a_list_is_about_is_one_reading_for_all_its_columns():
    form = unclear_list()
    (whom,) = unsure_of(form)
    assert whom.whom and whom.readings == ("person where age>=60", "")
    table = settle(form, {whom.key: Settled("", "区里定的")}).tables[0]
    assert table.population is None and table.population_state is State.SURE


def test_what_is_not_in_the_form_changes_nothing():
    assert settle(contact_list(), {"7/nothing": Settled("person.phone", "")}) == contact_list()
