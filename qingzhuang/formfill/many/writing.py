"""Files by the thousand: each form taken apart once, filled for every place, on all processors, taken up again where it stopped.

done = write_all(catalogue, numbers, places, Path("out"), workers=2)
done.written, done.there, done.failed
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from qingzhuang.formfill.answer.facts import Facts
from qingzhuang.formfill.many.catalogue import Catalogue
from qingzhuang.formfill.write.prepared import Prepared, prepare
from qingzhuang.tally.scope import Answers

Told = Callable[[int, int], None]  # how many files there are so far, of how many
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(slots=True)
class Done:
    """What became of the files: written now, there already, and the first fault, which ends the work without losing a file."""

    written: int = 0
    there: int = 0
    failed: str = ""
    disk_full: bool = False
    kinds: list[int] = field(default_factory=list)


def files_of(catalogue: Catalogue, kind: int, numbers: Answers, places: Sequence[Facts]) -> Iterator[tuple[int, bytes]]:
    """The files of one kind for each place (its number in `places`), without a disk: for whoever keeps them elsewhere."""
    recipe = catalogue.recipes[kind]
    prepared: Prepared = prepare(recipe.data, recipe.book, recipe.targets)
    labels = {label: at for at, label in enumerate(numbers.labels)}
    for number, facts in enumerate(places):
        answers = catalogue.answers_of(kind, numbers, labels[_code(facts)])
        yield number, prepared.fill(recipe.values(answers, facts))


def write_all(
    catalogue: Catalogue, numbers: Answers, places: Sequence[Facts], folder: Path, *, workers: int = 0, told: Told | None = None
) -> Done:
    """Write every kind for every place as `folder/CODE/NAME`; a file that is there is left as it is.

    A file appears under its name only when it is whole, so a process that is killed in the middle leaves nothing half; call
    again to go on. A full disk ends the work with `disk_full`; what was written stays. `workers` processes, by default one a
    processor; 1 works in this process.
    """
    for facts in places:
        (folder / _code(facts)).mkdir(parents=True, exist_ok=True)
    done, total = Done(), len(catalogue.recipes) * len(places)
    with _sharing(_Work(catalogue, numbers, tuple(places), folder)), _pool(workers or os.cpu_count() or 1) as run:
        for kind, (written, there, fault, full) in enumerate(run(range(len(catalogue.recipes)))):
            done.written, done.there = done.written + written, done.there + there
            if fault:
                done.failed, done.disk_full = done.failed or fault, done.disk_full or full
                continue
            done.kinds.append(kind)
            if told is not None:
                told(done.written + done.there, total)
    return done


# ---------------------------------------------------------------- one kind
@dataclass(frozen=True, slots=True)
class _Work:
    catalogue: Catalogue
    numbers: Answers
    places: tuple[Facts, ...]
    folder: Path


_shared: list[_Work] = []  # what worker processes inherit: nothing of it is sent to them


@contextmanager
def _sharing(work: _Work) -> Iterator[None]:
    _shared.append(work)
    try:
        yield
    finally:
        _shared.pop()


@contextmanager
def _pool(workers: int) -> Iterator[Callable[[range], Iterator[tuple[int, int, str, bool]]]]:
    if workers == 1:
        yield lambda kinds: map(_one_kind, kinds)
        return
    import multiprocessing

    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("fork")) as pool:
        yield lambda kinds: pool.map(_one_kind, kinds)


def _one_kind(kind: int) -> tuple[int, int, str, bool]:
    """Written, there already, the fault in words, whether the disk is full."""
    work = _shared[-1]
    name = work.catalogue.recipes[kind].name
    missing = [at for at, facts in enumerate(work.places) if not (work.folder / _code(facts) / name).exists()]
    written = 0
    try:
        wanted = [work.places[at] for at in missing]
        for _, (facts, (_, data)) in enumerate(zip(wanted, files_of(work.catalogue, kind, work.numbers, wanted), strict=True)):
            _put(work.folder / _code(facts) / name, data)
            written += 1
    except OSError as fault:
        return written, len(work.places) - len(missing), f"{name}：{fault.strerror}", fault.errno in FULL
    return written, len(work.places) - len(missing), "", False


def _put(path: Path, data: bytes) -> None:
    scratch = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        scratch.write_bytes(data)
        os.replace(scratch, path)
    except OSError:
        scratch.unlink(missing_ok=True)
        raise


def _code(facts: Facts) -> str:
    return facts.area.code.ljust(12, "0") if facts.area.code.isdigit() else facts.area.code
