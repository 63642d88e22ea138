"""A change in words: 上次 57，这次 60：+3 迁入，+1 满 80 周岁，−1 死亡."""

from __future__ import annotations

from qingzhuang.tally.changes import Change, Step, Why
from qingzhuang.tally.question import Compare
from qingzhuang.tally.words import condition_in_words
from qingzhuang.vocabulary import Vocabulary, label_in, load

# why → (Chinese, English); {need} is the condition that decides
WORDS = {
    Why.BORN: ("出生", "born"),
    Why.MOVED_IN: ("迁入", "moved in"),
    Why.RECORDED: ("新登记", "newly recorded"),
    Why.DIED: ("死亡", "died"),
    Why.MOVED_OUT: ("迁出", "moved away"),
    Why.MERGED: ("与别的记录是同一个，已合并", "the same as another, merged"),
    Why.ENDED: ("已注销", "ended"),
    Why.GONE: ("台账里不再有", "no longer in the ledger"),
    Why.VALUE: ("数值变了", "another value"),
}
BY_CONDITION = {  # (came, why) → words
    (True, Why.AGE): ("到了“{need}”", "now {need}"),
    (False, Why.AGE): ("不再是“{need}”", "no longer {need}"),
    (True, Why.FACT): ("登记更正为“{need}”", "corrected to {need}"),
    (False, Why.FACT): ("登记更正，不再是“{need}”", "corrected: no longer {need}"),
    (True, Why.LEARNED): ("补登了“{need}”", "{need}: was not known before"),
    (False, Why.LEARNED): ("“{need}”说不准了", "{need}: no longer known"),
}


def why_in_words(step: Step, entity: str, language: str = "zh-Hans", vocabulary: Vocabulary | None = None) -> str:
    """Why some came or went, without the number."""
    english = language == "en"
    if (age := _age_reached(step)) is not None:
        both = (f"满 {age} 周岁", f"turned {age}") if step.sign > 0 else (f"过了 {age} 周岁", f"older than {age}")
        return label_in({"zh-Hans": both[0]}, "zh-Hant") if language == "zh-Hant" else both[english]
    if step.condition is not None and (step.sign > 0, step.why) in BY_CONDITION:
        need = condition_in_words(step.condition, entity, "en" if english else "zh-Hans", vocabulary or load())
        said = BY_CONDITION[step.sign > 0, step.why][english].format(need=need)
    else:
        plain = {Why.AGE: ("时间过去了", "time has passed"), Why.FACT: ("登记改了", "a fact was changed"),
                 Why.LEARNED: ("补登了", "it was not known")}  # fmt: skip
        said = {**WORDS, **plain}[step.why][english]
    return label_in({"zh-Hans": said}, "zh-Hant") if language == "zh-Hant" else said


SHORT = {  # for a picture: what fits beside a bar
    Why.MERGED: ("合并", "merged"),
    Why.GONE: ("不再登记", "not kept"),
    Why.RECORDED: ("新登记", "recorded"),
    Why.AGE: ("到时间了", "time passed"),
    Why.FACT: ("登记更正", "corrected"),
    Why.LEARNED: ("补登", "learned"),
}


def short_in_words(step: Step, entity: str, language: str = "zh-Hans", vocabulary: Vocabulary | None = None) -> str:
    """The same in a word or two: `满80周岁`, `死亡`, `登记更正`."""
    if (age := _age_reached(step)) is not None:
        came = step.sign > 0
        said = f"{'now' if came else 'past'} {age}" if language == "en" else f"{'满' if came else '过了'}{age}周岁"
    elif step.why in SHORT:
        said = SHORT[step.why][language == "en"]
    else:
        return why_in_words(step, entity, language, vocabulary)
    return label_in({"zh-Hans": said}, "zh-Hant") if language == "zh-Hant" else said


def _age_reached(step: Step) -> int | None:
    """The age that somebody came to (`age >= 80`) or left behind (`age <= 79`), where nothing but time has passed."""
    match step.condition:
        case Compare(field="age", op=">=" | "<=" as op, value=int(age)) if step.why is Why.AGE and (op == ">=") == (
            step.sign > 0
        ):
            return age
    return None


def step_in_words(step: Step, entity: str, language: str = "zh-Hans", vocabulary: Vocabulary | None = None) -> str:
    """`+3 迁入`, `−1 死亡`: what the step adds, with its sign, and why."""
    return f"{signed(step.amount)} {why_in_words(step, entity, language, vocabulary)}"


def change_in_words(change: Change, language: str = "zh-Hans", vocabulary: Vocabulary | None = None) -> str:
    """All steps in one line; empty where nobody came or went."""
    joint = ", " if language == "en" else "，"
    return joint.join(step_in_words(step, change.entity, language, vocabulary) for step in change.steps)


def signed(amount: float) -> str:
    """A number with its sign, the true minus.

    >>> signed(3), signed(-1)
    ('+3', '−1')
    """
    return f"{'+' if amount >= 0 else '−'}{abs(amount):g}"
