"""A heading that asks for several things at once (残疾类别及等级, 门牌号/房间号), or names its values (利用状况（自住/出租/闲置）)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from qingzhuang.formfill.form import Candidate
from qingzhuang.formfill.match.headings import LEVELS
from qingzhuang.formfill.match.label import Label
from qingzhuang.formfill.match.lexicon import Lexicon
from qingzhuang.formfill.match.phrase import parse_phrase
from qingzhuang.vocabulary import Field, Vocabulary, fold

JOINED = re.compile(r"以及|[/、,，和及与或]")
CHOICE = re.compile(r"[/或]")
YES_OR_NO = frozenset("是 否 有 无 能 不能 会 不会 已 未".split())
LISTED = re.compile(r"[/、,，;；或]|[一-鿿]\s+(?=[一-鿿])")
MOST = 3
# one level of an address in brackets: 户籍所在地（省）
LEVEL = {"省": "province", "市": "city", "县": "county", "区": "county", "区县": "county", "县区": "county"}
# how to write it, or how exactly: no other meaning
HINT = re.compile(
    r"详细|具体|精确|全称|[公阳农]历|省|市|县|乡|镇|村|组|栋|楼|门牌|号|必填|本人|手机|座机|如|例|注明|一致|为准|[年月日]|选|填|可|[a-zA-Z0-9]|盖章|签|章|单位|名称|职[务称]|代码|编码"
)
OPTION = "是这一项的选项"  # how a meaning that only its answers name is told
GUESSED = 0.7  # from here on printed answers can make a guess sure
READ = 0.55  # a part that is understood less well than this is not understood

Reader = Callable[[str], Candidate | None]  # the best meaning of a label by itself


def regions(fields: Sequence[Field], label: Label, vocabulary: Vocabulary) -> tuple[Field, ...]:
    """户籍地（市、县）asks for the region and not the door: the region beside each address, where there is one; （省）for the province."""
    level = LEVEL.get(label.brackets[0], "") if len(label.brackets) == 1 else ""
    if not level and not any(LEVELS.match(bracket) for bracket in label.brackets):
        return tuple(fields)
    of_persons = vocabulary.entities["person"].fields
    found = (field.name for field in fields)
    names = (f"{name}.{level}" if level else name.replace("_address", "_region") for name in found)
    return tuple(
        of_persons.get(name, field) if "_address" in field.name else field for field, name in zip(fields, names, strict=True)
    )


def of_several(label: Label, read: Reader, words: Lexicon) -> Iterable[Candidate]:
    """Both meanings of 残疾类别及等级; of 门牌号/房间号 the first that is known. Never sure: the office may want only one."""
    for text in dict.fromkeys((label.core, label.whole)):
        parts = JOINED.split(text)
        listed = _fields_of(parts, words)
        if listed:  # 城镇居民/农村居民
            yield Candidate(listed[0], 0.74, f"“{text}”是这一项的两种")
            return
        if not 2 <= len(parts) <= MOST or not all(parts):
            continue
        found = [_part(parts, at, read) for at in range(len(parts))]
        known = list(dict.fromkeys(c.concept for c in found if c is not None))
        if not known:
            continue
        parted = "、".join(parts)
        if len(known) == 1:
            yield Candidate(known[0], 0.78 if all(found) else 0.7, f"“{parted}”问的是一项")
        elif CHOICE.search(text) or not all(found):
            yield Candidate(known[0], 0.72, f"“{parted}”中先填“{parts[0]}”")
        else:
            yield Candidate(", ".join(known), 0.76, f"一格里问“{parted}”几项")
        return


def _part(parts: Sequence[str], at: int, read: Reader) -> Candidate | None:
    """One part, with what it leaves out: 残疾类别及等级 is 残疾等级 besides, 联系人姓名及电话 the contact's telephone."""
    part, first, last = parts[at], parts[0], parts[-1]
    fuller = [f"{first[:length]}{part}" for length in range(len(first), 1, -1)] if at else []
    if at < len(parts) - 1 and len(last) > len(part):
        fuller += [f"{part}{last[-length:]}" for length in (2, 3)]
    for text in (*fuller, part):
        found = read(text)
        if found is not None and found.score >= READ:
            return found
    return None


def against_values(found: dict[str, Candidate], label: Label, words: Lexicon) -> dict[str, Candidate]:
    """The bracket of 居住类型（自住/出租/空置） lists the values of one field: meanings that cannot have them are doubtful."""
    for bracket in label.brackets:
        fields = _fields_of(LISTED.split(bracket), words)
        values = [fold(value) for value in LISTED.split(bracket) if value]
        if (
            len(values) == 1
            and not fields
            and _says_more(bracket, label, words)
            or not fields
            and len(values) >= 2
            and all(map(words.value_senses, values))
        ):
            found = {name: replace(c, score=min(c.score, 0.76)) for name, c in found.items()}
        elif not fields and len(values) >= 2:  # 人口类型（受益人口/非受益人口）: not the answers of the field
            found = {
                name: replace(c, score=min(c.score, 0.76)) if _lacks(name, values, words) else c for name, c in found.items()
            }
        if not fields or any(_can_have(name, values, words) for name in found if _is_one(name)):
            if fields and len(values) >= 3:
                most = _hits(fields[0], values, words)
                found = {
                    name: replace(c, score=min(c.score, 0.76)) if _hits(name, values, words) < most else c
                    for name, c in found.items()
                }
                found.setdefault(fields[0], Candidate(fields[0], 0.77, f"“{bracket}”是这一项的选项"))
            continue
        doubted = {name: replace(c, score=min(c.score, 0.66)) for name, c in found.items()}
        return {fields[0]: Candidate(fields[0], 0.7, f"“{bracket}”是这一项的选项"), **doubted}
    for bracket in label.brackets:  # 党籍状态（正式/预备）
        values = [fold(value) for value in LISTED.split(bracket) if value]
        best = _borne_out(sorted(found.values(), key=lambda c: -c.score), values, words)
        found = {**found, **{c.concept: c for c in best[:1]}}
    return found


def _says_more(bracket: str, label: Label, words: Lexicon) -> bool:
    """用途（去向单位）: words in a bracket that nobody understands, and no hint how to write it, may make it something else."""
    if label.whole in words.vocabulary.by_label or bracket in words.vocabulary.by_label or HINT.search(bracket):
        return False
    return bool(parse_phrase(bracket).residue)


def against_choices(found: Sequence[Candidate], choices: Sequence[str], words: Lexicon) -> list[Candidate]:
    """房屋性质 with □住宅 □商铺 □厂房: a field with a list of values, of which hardly any is printed, is not surely meant."""
    values = [fold(re.sub(r"[（(].*?[）)]", "", choice)) for choice in choices]
    values = [value for value in values if value and not value.startswith("其他")]
    found = _borne_out(found, values, words)
    if len(values) < 2:
        return found
    return [replace(c, score=min(c.score, 0.76)) if _lacks(c.concept, values, words) else c for c in found]


def _borne_out(found: Sequence[Candidate], values: Sequence[str], words: Lexicon) -> list[Candidate]:
    """房屋性质 with □自有 □租赁 □公房: a loose label is a sure one where the printed answers are those of its field and of no other."""
    best = next(iter(found), None)
    if (
        best is None
        or best.reason.endswith(OPTION)
        or len(values) < 2
        or not GUESSED <= best.score < 0.8
        or "，但上面的" in best.reason  # 改造前住房情况／危险等级: no answer says whose or when
        or not _is_one(best.concept)
    ):
        return list(found)
    alike = _fields_of(values, words)
    all_fit = _hits(best.concept, values, words) == len(values)
    if not all_fit or best.concept not in alike or {f.partition(".")[2] for f in alike} != {best.concept.partition(".")[2]}:
        return list(found)
    return [replace(best, score=0.84, reason=f"{best.reason}，印好的选项也是这一项的"), *found[1:]]


def _is_one(concept: str) -> bool:
    return "," not in concept and "(" not in concept


def _lacks_most(concept: str, values: Sequence[str], words: Lexicon) -> bool:
    """困难类型（残疾、失独、单亲、家暴）: a field with a list of values, which has hardly any of these."""
    if not _is_one(concept):
        return False
    field = words.vocabulary.field(concept)
    if field.type == "boolean":
        return True  # 住宿情况（宿舍/租房/自购）: three answers are no yes or no
    if field.codes is None:
        return False
    return _hits(concept, values, words) < 0.5 * len(values)


def _lacks(concept: str, values: Sequence[str], words: Lexicon) -> bool:
    """Of two answers none, of more hardly any."""
    if len(values) > 2:
        return _lacks_most(concept, values, words)
    return _is_one(concept) and words.vocabulary.field(concept).codes is not None and not _hits(concept, values, words)


def _hits(concept: str, values: Sequence[str], words: Lexicon) -> int:
    return sum(_can_have(concept, [value], words) for value in values) if _is_one(concept) else len(values)


def _can_have(concept: str, values: Sequence[str], words: Lexicon) -> bool:
    """Whether any of the values is a word of the field's list, or a part of one (城市 of 城市低保)."""
    codes = words.vocabulary.field(concept).codes
    known = [word for value in codes.values for word in value.words] + list(codes.foreign) if codes is not None else []
    return any(value in word for value in values for word in known)


def with_choices(found: Sequence[Candidate], choices: Sequence[str], words: Lexicon) -> list[Candidate]:
    """Printed or drop-down choices say which field a doubtful label means: 人员类别 with 正式党员, 预备党员."""
    fields = _fields_of(choices, words)
    if not fields or fields[0] in {c.concept for c in found[:1]}:
        return list(found)
    entity = found[0].concept.partition(".")[0] if found else ""
    alike = next((name for name in fields if name.startswith(f"{entity}.")), fields[0])
    field = next((c.concept for c in found if c.concept in fields), alike)
    above = max((c.score for c in found), default=0.0)
    reason = f"“{'、'.join(choices)}”是这一项的选项"
    voted = Candidate(field, min(max(above + 0.02, 0.7), 0.79), reason)
    return [voted, *(c for c in found if c.concept != field)]


def _fields_of(values: Sequence[str], words: Lexicon) -> list[str]:
    """The fields that most of the values belong to, the one with the shortest list first; none where few belong together."""
    plain = list(dict.fromkeys(fold(re.sub(r"[（(].*?[）)]", "", value)) for value in values if value))
    votes: dict[str, int] = {}
    if set(plain) <= YES_OR_NO:
        return []
    for value in plain:
        senses = (*words.value_senses(value), *words.value_senses(value + "人口"))
        for field in dict.fromkeys(sense.field for sense in senses if sense.field):
            votes[field] = votes.get(field, 0) + 1
    most = max(votes.values(), default=0)
    if most < max(2, 0.6 * len(plain)):
        return []
    return sorted(
        (field for field in votes if votes[field] == most),
        key=lambda field: (list_length(field, words), list(votes).index(field)),
    )


def list_length(field: str, words: Lexicon) -> int:
    codes = words.vocabulary.field(field).codes
    return len(codes.values) if codes is not None else 99
