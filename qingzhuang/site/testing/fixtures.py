"""Fixtures that tests of the site share: the cast, the facts, a client signed in as one of the cast."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client

if TYPE_CHECKING:  # at run time only inside fixtures: conftest files are read before Django is set up
    from qingzhuang.site.accounts.models import Post
    from qingzhuang.site.testing.cast import Cast


@pytest.fixture(scope="session")
def casting() -> Callable[[], Cast]:
    from qingzhuang.site.testing.again import Again
    from qingzhuang.site.testing.cast import make_cast

    return Again(make_cast)


@pytest.fixture
def cast(db: None, casting: Callable[[], Cast]) -> Cast:
    return casting()


@pytest.fixture(scope="session")
def facts() -> Path:
    from qingzhuang.site.testing.facts import write_facts

    write_facts(settings.FACTS_FOLDER)
    return settings.FACTS_FOLDER


@pytest.fixture
def sign_in(client: Client) -> Callable[[Post], Client]:
    """A client signed in without the password page."""

    def signed_in(post: Post) -> Client:
        client.force_login(post.person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in
