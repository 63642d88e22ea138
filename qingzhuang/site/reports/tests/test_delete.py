"""Deleting a form: by who brought it or the head; what it taught stays; files that nobody else needs go."""

from __future__ import annotations

import pytest
from django.http import Http404

from qingzhuang.site.accounts.logic import Role
from qingzhuang.site.audit.models import Entry
from qingzhuang.site.kit import files
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.reports import actions
from qingzhuang.site.reports.logic import Verb
from qingzhuang.site.reports.models import Lesson, Review


def gone(sha256: str) -> bool:
    return not files.is_there(sha256)


def test_takes_the_files_with_it(cast, brought, django_capture_on_commit_callbacks):
    review = brought()
    filled = actions.fill(cast.alice, review=review)
    with django_capture_on_commit_callbacks(execute=True):
        actions.delete_review(cast.alice, review=review)
    assert gone(filled.sha256) and gone(review.sha256) and not Review.objects.exists()


def test_keeps_a_file_that_another_form_has_too(cast, brought, django_capture_on_commit_callbacks):
    review, _other = brought(), brought()
    with django_capture_on_commit_callbacks(execute=True):
        actions.delete_review(cast.alice, review=review)
    assert not gone(review.sha256)


def test_keeps_what_was_learned_and_a_line_in_the_log(cast, brought):
    review = brought()
    subject = review.log_subject
    actions.decide(cast.alice, review=review, number=1, verb=Verb.NOT_OURS)
    actions.delete_review(cast.alice, review=review)
    assert Lesson.objects.count() == 1 and Entry.objects.get(deed="form.deleted").subject == subject


def test_the_head_may(cast, brought):
    actions.delete_review(cast.hana, review=brought())
    assert not Review.objects.exists()


def test_a_colleague_may_not(cast, brought):
    cast.bob.role = Role.WORKER.value
    with pytest.raises(Refusal, match="您的岗位不能办这件事"):
        actions.delete_review(cast.bob, review=brought())


def test_the_neighbour_finds_nothing_to_delete(cast, brought):
    with pytest.raises(Http404):
        actions.delete_review(cast.charlie, review=brought())


def test_a_lesson_can_be_forgotten(cast, brought):
    review = brought()
    actions.decide(cast.alice, review=review, number=1, verb=Verb.NOT_OURS)
    actions.forget(cast.alice, review=review, lesson_number=Lesson.objects.get().pk)
    assert not Lesson.objects.exists() and brought().understanding["tables"][0]["columns"][1]["concept"] == "person.name"
