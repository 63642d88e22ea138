"""Words of a printed choice read as a condition, by the same grammar that reads headings."""

from __future__ import annotations

from functools import lru_cache

from qingzhuang.tally.question import Condition

SAYS_ALL = ("cond", "band", "not", "glue")  # words that leave nothing of a choice unread


@lru_cache(maxsize=512)
def condition_of(words: str, entity: str) -> Condition | None:
    """The condition that words put on records of an entity; None where a word of them is not understood."""
    from qingzhuang.formfill.match.phrase import parse_phrase
    from qingzhuang.formfill.match.senses import conditions_of
    from qingzhuang.vocabulary import fold

    parsed = parse_phrase(fold(words))
    if not parsed.narrowing or any(token.kind not in SAYS_ALL for token in parsed.tokens):
        return None
    found = conditions_of(parsed.narrowing, entity)
    return found.condition if found is not None and not found.doubt else None
