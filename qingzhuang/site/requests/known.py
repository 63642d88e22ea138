"""What the ledger can say to each question: known, derivable from what is known, to be asked of people, not ours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from qingzhuang.formfill.asks import Ask
from qingzhuang.tally import Dataset, QuestionError, Scope, answer_all, roster
from qingzhuang.tally.question import Condition, Listing, Percent, fields_of
from qingzhuang.tally.resolve import find
from qingzhuang.tally.scope import Answer
from qingzhuang.vocabulary import Vocabulary

KNOWN, DERIVED, ASK, NOT_OURS = "known", "derived", "ask", "not_ours"
STATES = (KNOWN, DERIVED, ASK, NOT_OURS)
ENOUGH = 0.8  # of the records must have the fact for a column to count as known
SAMPLE = 200


def states_of(asks: Sequence[Ask], dataset: Dataset, scope: Scope, near: Scope) -> list[str]:
    """One state for each question. Figures are counted in `scope`; columns of lists are looked at in a sample of `near`, a community."""
    found = [ASK if ask.ours else NOT_OURS for ask in asks]
    _figures(asks, dataset, scope, found)
    _columns(asks, dataset, (near, scope), found)
    return found


def _figures(asks: Sequence[Ask], dataset: Dataset, scope: Scope, found: list[str]) -> None:
    places = [at for at, ask in enumerate(asks) if ask.asked is not None and not isinstance(ask.asked.question, Listing)]
    questions = [asked.question for at in places if (asked := asks[at].asked) is not None]
    for at, question, told in zip(places, questions, _answers(questions, dataset, scope), strict=True):
        if told is not None and _enough(told):
            derived = isinstance(question, Percent) or _reads_derived(getattr(question, "where", None), question, dataset)
            found[at] = DERIVED if derived else KNOWN


def _answers(questions: Sequence[object], dataset: Dataset, scope: Scope) -> list[Answer | None]:
    """All at once, which is quick; where one of them cannot be asked, in halves until it stands alone."""
    try:
        return list(answer_all(questions, dataset, scope))  # type: ignore[arg-type]
    except QuestionError:
        half = len(questions) // 2
        if not half:
            return [None]
        return _answers(questions[:half], dataset, scope) + _answers(questions[half:], dataset, scope)


def _enough(told: Answer) -> bool:
    """Whether a figure can be given: what is unknown is little beside what is counted."""
    held = told.value is not None or told.known
    return held and told.unknown <= (told.records + told.unknown) * (1 - ENOUGH)


def _reads_derived(where: Condition | None, question: object, dataset: Dataset) -> bool:
    entity = getattr(question, "entity", "person")
    return where is not None and any(_is_derived(name, entity, dataset.vocabulary) for name in fields_of(where))


def _is_derived(path: str, entity: str, vocabulary: Vocabulary) -> bool:
    try:
        return bool(find(path, entity, vocabulary).field.derived)
    except QuestionError:
        return False


def _columns(asks: Sequence[Ask], dataset: Dataset, scopes: tuple[Scope, ...], found: list[str]) -> None:
    """The columns of lists, those of one population together."""
    groups: dict[tuple[str, Condition], list[int]] = defaultdict(list)
    for at, ask in enumerate(asks):
        if ask.asked is not None and isinstance(ask.asked.question, Listing):
            groups[ask.asked.question.entity, ask.asked.question.where].append(at)
    for (entity, where), places in groups.items():
        listings = {at: asked.question for at in places if (asked := asks[at].asked) and isinstance(asked.question, Listing)}
        paths = tuple(dict.fromkeys(path for listing in listings.values() for path in listing.columns))
        known = _known_paths(entity, where, paths, dataset, scopes)
        for at, listing in listings.items():
            if all(path in known for path in listing.columns):
                derived = all(_is_derived(path, entity, dataset.vocabulary) for path in listing.columns)
                found[at] = DERIVED if derived else KNOWN


def _known_paths(entity: str, where: Condition, paths: tuple[str, ...], dataset: Dataset, scopes: tuple[Scope, ...]) -> set[str]:
    """The paths that most records of a sample have; none where nobody is listed, or nothing is held."""
    for scope in scopes:
        rows = _sample(entity, where, paths, dataset, scope)
        if rows:
            filled = [sum(row[at] is not None for row in rows) / len(rows) for at in range(len(paths))]
            return {
                path
                for path, share in zip(paths, filled, strict=True)
                if share >= ENOUGH or _no_by_silence(path, entity, dataset)
            }
    return set()


def _sample(entity: str, where: Condition, paths: tuple[str, ...], dataset: Dataset, scope: Scope) -> Sequence[Sequence[object]]:
    try:
        return roster(Listing(entity, paths, where), dataset, scope, SAMPLE).rows
    except QuestionError:
        return ()


def _no_by_silence(path: str, entity: str, dataset: Dataset) -> bool:
    """An empty yes or no that means no is known."""
    try:
        return find(path, entity, dataset.vocabulary).field.absent == "no"
    except QuestionError:
        return False
