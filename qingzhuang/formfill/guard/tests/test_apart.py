"""Large files are looked through in a process of their own, with the same result, and stopped at its limits."""

from __future__ import annotations

import pytest

from qingzhuang.formfill.errors import FormError
from qingzhuang.formfill.guard import apart, cover, inspect
from qingzhuang.formfill.guard.tests.test_files import workbook
from qingzhuang.formfill.read import safely


@pytest.fixture
def all_is_heavy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safely, "LIGHT_FILE", 1)


def test_finds_and_covers_the_same_in_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    data = workbook()
    here, copy = inspect(data, "a.xlsx"), cover(data, "a.xlsx", ("name",))
    monkeypatch.setattr(safely, "LIGHT_FILE", 1)
    assert inspect(data, "a.xlsx") == here and cover(data, "a.xlsx", ("name",)) == copy


def test_is_stopped_in_words_when_it_takes_too_long(all_is_heavy: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "WALL_SECONDS", 0.01)
    with pytest.raises(FormError) as refused:
        inspect(workbook(), "a.xlsx")
    assert refused.value.code == "too_slow"


def test_hands_on_what_the_reader_refuses(all_is_heavy: None) -> None:
    with pytest.raises(FormError) as refused:
        inspect(b"PK\x03\x04 nothing", "a.xlsx")
    assert refused.value.code == "damaged"


def test_takes_nothing_from_the_child_but_findings() -> None:
    import io
    import pickle

    with pytest.raises(pickle.UnpicklingError):
        apart._Unpickler(io.BytesIO(pickle.dumps(("found", pytest.raises)))).load()
