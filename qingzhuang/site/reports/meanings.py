"""What a blank may mean, found by Chinese, pinyin or English in the vocabulary.

A blank of a list or card means a field; a blank of a statistics table means a number of records, so there conditions and
definitions are offered as counts.
"""

from __future__ import annotations

from qingzhuang.formfill.form import Kind
from qingzhuang.site.ledger.queries import whole_vocabulary
from qingzhuang.tally.errors import QuestionError
from qingzhuang.tally.question import Aggregate, Count, CountDistinct, Listing, Question, Value, Values
from qingzhuang.tally.resolve import find, resolve
from qingzhuang.tally.syntax import parse, parse_population
from qingzhuang.vocabulary import Hit, UnknownName, Vocabulary
from qingzhuang.vocabulary import search as search_vocabulary

MOST = 10
BY_RULE = ("report.", "row.")


def search(words: str, counts: bool, vocabulary: Vocabulary | None = None) -> list[str]:
    """The best meanings for some words, as concepts; a text in the question language is taken as it stands.

    `vocabulary` has the area's own fields and their values.
    """
    found = [concept for hit in search_vocabulary(words, MOST * 4, vocabulary) if (concept := _concept(hit, counts))]
    if not found and ("." in words or "(" in words) and is_meaning(words.strip()):
        found = [words.strip()]
    return list(dict.fromkeys(found))[:MOST]


def _concept(hit: Hit, counts: bool) -> str:
    if hit.kind == "field":
        return "" if counts else hit.concept
    return f"count({hit.entity} where {hit.concept})" if counts else ""


def search_people(words: str, entity: str, vocabulary: Vocabulary | None = None) -> list[str]:
    """Whom a table may be about: populations of an entity (`person where age>=80`)."""
    hits = [hit for hit in search_vocabulary(words, MOST * 4, vocabulary) if hit.kind != "field"]
    hits.sort(key=lambda hit: hit.entity != entity)  # stable: those of the table's own records first
    found = [f"{hit.entity} where {hit.concept}" for hit in hits]
    if not found and is_population(words.strip()):
        found = [words.strip()]
    return list(dict.fromkeys(found))[:MOST]


def is_population(text: str) -> bool:
    """Whether a text names records that the vocabulary knows: `person where age>=80`."""
    try:
        population = parse_population(text)
        resolve(population.where, population.entity, whole_vocabulary())
    except (QuestionError, UnknownName):
        return False
    return " where " in text


def is_meaning(concept: str) -> bool:
    """Whether a concept can be stored: a question about names the vocabulary has, or a word of the report."""
    if concept.startswith(BY_RULE):
        return True
    try:
        question = parse(concept)
        for path in _paths(question):
            find(path, path.split(".", 1)[0], whole_vocabulary())
        if isinstance(question, (Count, CountDistinct, Aggregate)):
            entity = question.entity if isinstance(question, (Count, Aggregate)) else question.path.split(".", 1)[0]
            resolve(question.where, entity, whole_vocabulary())
    except (QuestionError, UnknownName):
        return False
    return not isinstance(question, Listing)


def _paths(question: Question) -> tuple[str, ...]:
    match question:
        case Value(path=path) | Aggregate(path=path):
            return (path,)
        case Values(paths=paths):
            return paths
    return ()


def asks_counts(kind: Kind, concept: str | None) -> bool:
    """Whether a blank asks for a number of records rather than for a field."""
    if concept and "(" in concept and not concept.startswith("outside"):
        return True
    return kind is Kind.CROSSTAB
