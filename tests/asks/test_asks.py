"""No question of the batches is answered surely and wrongly, and no fewer are answered than were."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.asks.measure import build, measured
from tests.asks.town import Town

pytestmark = pytest.mark.xdist_group("asks")
RIGHT = {"first": 66, "second": 31, "third": 31, "fourth": 29}  # answered as meant, or asked back where that is right


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    return build(Path(tmp_path_factory.mktemp("town")))


@pytest.mark.parametrize("batch", RIGHT)
def test_is_never_sure_and_wrong_and_answers_what_it_did(batch: str, town: Town) -> None:
    found = measured(batch, town)
    assert not [one for one in found if one[1] in ("wrong", "broken")]
    assert sum(kind == "right" for _, kind, _ in found) >= RIGHT[batch]


def test_asks_many_different_questions(town: Town) -> None:
    assert len({words for batch in RIGHT for words, _, _ in measured(batch, town)}) == 200
