"""Invariant 1: no check-in, points, ranking, on-line time, tracks; no figure of a person who works here, anywhere."""

from __future__ import annotations

import importlib
import re

import pytest

from tests.house.tables import SUBJECTS, Column, TableShape, faults, says_so
from tests.house.tree import python_files, read, refuse, site_areas

WORKER = Column("worker", "ForeignKey", of_worker=True)
BY_PERSON = re.compile(
    r"\.values(_list)?\(\s*[\"'](actor|owner|worker|user|person|made_by|created_by|uploaded_by|post)(_id|__\w+)?[\"'].*?\)\s*\.annotate\(",
    re.S,
)


# ---------------------------------------------------------------- the rule itself
def test_a_league_table_is_refused_by_its_name():
    assert list(faults(TableShape("MonthlyRanking", (WORKER,))))


def test_points_are_refused_wherever_they_stand():
    assert list(faults(TableShape("Review", (Column("points", "PositiveIntegerField"),))))


def test_a_figure_kept_once_for_each_worker_and_day_is_refused():
    table = TableShape("Daily", (WORKER, Column("day", "DateField"), Column("forms", "IntegerField")), (("worker", "day"),))
    assert list(faults(table)) == ["Daily: forms is kept once for each worker and day"]


def test_a_figure_in_the_table_of_accounts_is_refused():
    assert list(faults(TableShape("User", (Column("visits", "IntegerField"),), is_worker=True)))


def test_figures_of_a_form_that_a_worker_brought_are_free():
    assert not list(faults(TableShape("Filled", (WORKER, Column("known", "PositiveIntegerField")))))


def test_words_are_compared_whole():
    assert says_so("CheckIn") and says_so("online_time") and not says_so("pointer") and not says_so("checking")


# ---------------------------------------------------------------- the site
def test_every_area_says_what_its_figures_count():
    if not site_areas():
        pytest.skip("the site has no area yet")
    wrong = []
    for area in site_areas():
        counts = getattr(importlib.import_module(f"qingzhuang.site.{area}"), "COUNTS", None)
        if counts not in SUBJECTS:
            wrong.append(f"qingzhuang/site/{area}/__init__.py: COUNTS is {counts!r}, expected one of {', '.join(SUBJECTS)}")
    refuse(wrong)


def test_no_table_holds_a_figure_of_a_person_who_works_here():
    if not site_areas():
        pytest.skip("the site has no tables yet")
    refuse(fault for table in tables_of_the_site() for fault in faults(table))


def test_no_query_counts_by_worker():
    refuse(str(path) for path in python_files() if path.parts[:2] == ("qingzhuang", "site") and BY_PERSON.search(read(path)))


def tables_of_the_site():
    from django.apps import apps
    from django.contrib.auth import get_user_model

    people = {get_user_model(), *(model for model in apps.get_models() if model.__name__ == "Post")}
    for model in apps.get_models():
        if not model.__module__.startswith("qingzhuang."):
            continue
        columns = tuple(
            Column(field.name, field.get_internal_type(), field.related_model in people, bool(field.unique))
            for field in model._meta.concrete_fields
            if not field.primary_key
        )
        unique = [tuple(c.fields) for c in model._meta.constraints if getattr(c, "fields", None)] + [
            tuple(u) for u in model._meta.unique_together
        ]
        yield TableShape(model.__name__, columns, tuple(unique), model in people)
