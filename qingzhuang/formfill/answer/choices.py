"""Choices printed on a form, and which of them a value of the ledger is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qingzhuang.vocabulary import CodeList, Field, fold

YES, NO = ("是", "有", "√", "对", "1=是", "1.是", "1、是", "y"), ("否", "无", "没有", "不是", "×", "0=否", "2.否", "2、否", "n")
CODE_BEFORE = re.compile(r"^[(\[]?[0-9A-Za-z/]{1,8}[)\]]?[-—_.、:=．：＝)）\s]+(?=\S)")
NUMBERED = re.compile(
    r"(?:^|(?<=[\s，,；;：:、（(]))?([0-9]{1,2}|[①-⑳])\s*[.．、=＝:：)）-]?\s*([^0-9①-⑳]*[^0-9①-⑳\s，,；;、][^0-9①-⑳]*)"
)
TAIL = re.compile(r"[\s,，;；、。/|]+$")
IN_BRACKETS = re.compile(r"\([^()]*\)|（[^（）]*）")
FILLERS = ("族", "军人", "士兵", "老兵", "文化程度", "文化", "程度", "人口", "人员", "对象", "群众", "户口", "家庭", "及", "或")


@dataclass(frozen=True, slots=True)
class Choice:
    """One printed choice: what has to be written for it (`2`, `01-汉族`) and what it says (`否`, `汉族`)."""

    write: str
    says: str


def listed(texts: Iterable[str]) -> tuple[Choice, ...]:
    """The choices of a drop-down or code sheet; what is written is the whole text.

    >>> listed(["01-汉族", "女"])
    (Choice(write='01-汉族', says='汉族'), Choice(write='女', says='女'))
    """
    return tuple(Choice(text, CODE_BEFORE.sub("", text.strip()) or text) for text in texts if text.strip())


def numbered(text: str) -> tuple[Choice, ...]:
    """Choices with numbers in a printed text: the number is what is written. Fewer than two are none.

    >>> numbered("（一）贫困户类型：1.低保户2.低收入家庭")
    (Choice(write='1', says='低保户'), Choice(write='2', says='低收入家庭'))
    >>> numbered("可选，1=是，0=否")
    (Choice(write='1', says='是'), Choice(write='0', says='否'))
    """
    found = [Choice(m.group(1), TAIL.sub("", m.group(2)).strip()) for m in NUMBERED.finditer(text)]
    numbers = [choice.write for choice in found]
    in_order = numbers[:2] in (["1", "2"], ["0", "1"], ["1", "0"], ["①", "②"]) or numbers[:1] == ["01"]
    return tuple(found) if len(set(numbers)) == len(numbers) > 1 and in_order else ()


def slashed(text: str) -> tuple[Choice, ...]:
    """Choices with strokes between them: 预/正, or a hint `必填，住宅小区/商业建筑/公寓`. Fewer than two are none.

    >>> [c.says for c in slashed("必填，住宅小区/商业建筑/其他")]
    ['住宅小区', '商业建筑', '其他']
    """
    for part in re.split(r"[，,；;：:。\s]", text):
        pieces = [piece for piece in re.split(r"[/／|]", part) if piece]
        if len(pieces) > 1 and all(re.fullmatch(r"[\u4e00-\u9fff（）()A-Za-z]{1,12}", piece) for piece in pieces):
            return tuple(Choice(piece, piece) for piece in pieces)
    return ()


def words_for(field: Field, value: object) -> tuple[str, ...]:
    """All words by which forms call a value of a field, the plainest first; then the words of what it is a kind of.

    A yes/no field has the words of yes or no, then its own labels (a box `□低保` is ticked for who is on allowance).
    """
    if field.type == "boolean":
        own = (*field.holds, *field.labels) if value else ()
        return (*(YES if value else NO), *own)
    if field.codes is None:
        return (str(value),)
    return code_words(field.codes, str(value))


def code_words(codes: CodeList, name: str) -> tuple[str, ...]:
    """The words of a code value: label, synonyms, what import templates say for it, its national code, then its parents."""
    words: list[str] = []
    while name:
        value = next((v for v in codes.values if v.name == name), None)
        if value is None:
            words.append(name)
            break
        words += [value.label.get("zh-Hans", ""), *value.words]
        words += [word for word, meant in codes.foreign.items() if meant == name]
        name = value.within
    return tuple(dict.fromkeys(word for word in words if word))


def pick(words: Sequence[str], choices: Sequence[Choice]) -> int | None:
    """Which choice the words mean; None where none does or several might.

    First equal words in the order of `words`, then equal but for fillers (汉 and 汉族), then one inside the other where
    that leaves one choice only.

    >>> pick(("女性", "女"), listed(["男", "女"]))
    1
    """
    says = [fold(choice.says) for choice in choices]
    for word in map(fold, words):
        if word in says:
            return says.index(word)
    bare = [_bare(text) for text in says]
    for word in words:
        same = [i for i, text in enumerate(bare) if text and text == _bare(fold(word))]
        if len(same) == 1:
            return same[0]
    for word in map(fold, words):
        if len(word) > 1:
            near = [i for i, text in enumerate(says) if word in text or (len(text) > 1 and text in word)]
            if len(near) == 1 and not _denied(word, says[near[0]]):
                return near[0]
    return None


def _bare(text: str) -> str:
    text = IN_BRACKETS.sub("", text)
    for filler in FILLERS:
        text = text.replace(filler, "") or text
    return text


def _denied(word: str, choice: str) -> bool:
    """`未婚` is not in `已婚`, but 婚 is: a no in one of the two and not in the other turns the meaning round."""
    return any((sign in word) != (sign in choice) for sign in "无未不非没")
