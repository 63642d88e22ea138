"""Takes off a question all that is not about whom: how it is wanted, by what it is parted, when, where, which columns.

What is left are the words that name the people, households or houses; the grammar of headings reads those. Words of manner
are taken from the edges of what people wrote apart only, so that 检查 keeps its 查. Every letter taken off becomes a piece.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from qingzhuang.formfill.ask.manner import Event, manner, one_of
from qingzhuang.formfill.ask.model import Piece, Places
from qingzhuang.formfill.ask.places import Place, find_place
from qingzhuang.formfill.ask.times import find_time, years_before
from qingzhuang.formfill.match.bands import chinese_number
from qingzhuang.formfill.match.lexicon import lexicon
from qingzhuang.formfill.match.phrase import parse_phrase
from qingzhuang.vocabulary import Vocabulary, fold

APART = re.compile(r"(?:里面|当中|之中)(?!有)|[\s,，。;；:：?？!！、/|“”\"'()（）]+")
KEEP = re.compile(r"\s*(?=(?:岁|周岁|[及或]?以[上下内]))|(?<=[\d-])\s+(?=[\d岁-])|(?<=[按各])\s+|\s+(?=带|含|包括|包含|附)")
# 满60的 beside a year: without 岁
TURNS_BARE = re.compile(r"满(\d{2})(?=的|$)")
LASTS = re.compile(r"(?:已经?|满|超过)?(\d{1,2}|[一二三四五六七八九十]{1,3})年(?:及?以上|多)")
TURNS = re.compile(
    r"(?:(?:(?<![今去本当明前])年)?满|进入)(\d{2,3}|[一二三四五六七八九十百]{1,4})周?岁(?!及?以|-|到|至|的?以)(?:的)?"
)
AMONG = re.compile(
    r"^(.{2,}?)((?:里面|里|当中|中|家庭中)?(?:一共|总共)?有(?:多少|几)(?!(?:个|名|位)?[人户]?$)(?:个|名|位|户|人是)?)(.{2,})$"
)
HOME = re.compile(r"家(?:里面?|中)(?=没|无|有)")
FAMILIES = re.compile(r"(?:户|家庭|人家)(?:户?数|名单|名册|清单|明细)?(?:[有是]?(?:多少|几)[户个家]?)?$")
NEWBORN = 2  # years for which a birth is news
AND = re.compile(r"^(?:和|及|与|跟|还有|以及)|(?:和|及|与|跟)$")


@dataclass(slots=True)
class Peeled:
    """What was taken off, and `rest`: the words that are left, as people wrote them apart."""

    rest: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    wants: str = ""
    entity: str = ""
    by: list[str] = field(default_factory=list)
    period: tuple[date, date] | None = None
    day: date | None = None
    time: str = ""
    turns: int = 0
    event: Event | None = None
    new: str = ""
    area: str = ""
    places: list[Place] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    among: str = ""
    doubts: list[str] = field(default_factory=list)


def peel(text: str, vocabulary: Vocabulary, places: Places, today: date) -> Peeled:
    """A question taken apart, in the order in which a reader would: columns, time, parting, place, manner."""
    found = Peeled()
    segments = [fold(part) for part in APART.split(KEEP.sub("", text.strip())) if fold(part)]
    for segment in (part for whole in segments for part in _among(whole, found)):
        for part in _columns_after(segment, found):
            found.rest.append(part)
    for step in (_lasting, _turning, _time, _split, _place, _events):
        found.rest = [part for segment in found.rest for part in step(segment, found, vocabulary, places, today)]
    found.rest = [left for segment in found.rest if (left := _edges(segment, found))]
    found.rest = [segment for segment in found.rest if not _names_column(segment, found, vocabulary)]
    return found


def _cut(segment: str, start: int, end: int) -> list[str]:
    return [part for part in (segment[:start], segment[end:]) if part]


def _among(segment: str, found: Peeled) -> list[str]:
    """低保户里有多少党员: those counted come last, among whom they are before."""
    match = AMONG.match(segment)
    if match is None:
        return [segment]
    found.wants, found.entity = "number", "household" if match[2].endswith("户") else ""
    found.pieces.append(Piece(match[2], "count", "要数"))
    found.among = match[1]
    return [match[1], match[3]]


# ---------------------------------------------------------------- columns of a list
def _columns_after(segment: str, found: Peeled) -> list[str]:
    """名单带电话和住址: what comes behind the list word are its columns."""
    match = _list_with().search(segment)
    if match is None:
        return [segment]
    found.wants = "list"
    found.pieces.append(Piece(match[1], "list", "要名单"))
    found.columns += [part for part in re.split(_joins(), match[2]) if part]
    found.pieces += [Piece(word, "polite") for word in re.findall(_joins(), match[2])]
    return [segment[: match.start()]] if match.start() else []


@cache
def _list_with() -> re.Pattern[str]:
    told = manner()
    return re.compile(rf"({one_of(told.lists)})(?={one_of((*told.joins, '和', '及'))})(.+)$")


@cache
def _joins() -> str:
    return one_of((*manner().joins, "和", "及", "与"))


def _names_column(segment: str, found: Peeled, vocabulary: Vocabulary) -> bool:
    """低保户 名单 姓名 电话: of a list a label that stands by itself is a column; of a number a list of values parts it."""
    named = found.wants == "list" and any(segment in told for told in manner().columns.values())
    if not named and (lexicon().value_senses(segment) or segment in lexicon().counted):
        return False
    fields = [field for field in vocabulary.by_label.get(segment, ()) if not field.extra]
    if named or found.wants == "list" and fields:
        found.columns.append(segment)
        return True
    if found.wants != "list" and any(field.type == "code" for field in fields) and not found.by:
        found.by.append("sex" if segment == "性别" else segment)
        found.pieces.append(Piece(segment, "split", f"按{segment}分"))
        return True
    return False


# ---------------------------------------------------------------- time
def _turning(segment: str, found: Peeled, _vocabulary: Vocabulary, _places: Places, today: date) -> list[str]:
    match = TURNS.search(segment) or TURNS_BARE.search(segment)
    time = find_time(segment[: match.start()] + segment[match.end() :], today) if match is not None else None
    if match is None or not (found.period or time is not None and time.period):
        return [segment]  # 年满60岁 without a time is an age, and so it is on a day
    found.turns = int(chinese_number(match[1]))
    found.pieces.append(Piece(match[0], "event", f"在这段时间里满 {found.turns} 岁"))
    return _cut(segment, match.start(), match.end())


def _lasting(segment: str, found: Peeled, _vocabulary: Vocabulary, _places: Places, today: date) -> list[str]:
    """入党10年以上: what happened so long ago or longer."""
    for word, event in manner().events.items():
        match = re.search(re.escape(word) + LASTS.pattern, segment)
        if match is not None and event.day and found.event is None:
            last = years_before(today, int(chinese_number(match[1])))
            found.event, found.period, found.time = event, (years_before(last, 100), last), match[0]
            found.pieces.append(Piece(match[0], "event", f"{last} 或更早"))
            return _cut(segment, match.start(), match.end())
    return [segment]


def _time(segment: str, found: Peeled, _vocabulary: Vocabulary, _places: Places, today: date) -> list[str]:
    time = find_time(segment, today)
    if time is None or found.period is not None and time.period is not None:
        return [segment]
    said = segment[time.start : time.end]
    if time.day is not None:
        found.day = time.day
        found.pieces.append(Piece(said, "time", f"按 {time.day} 的情况"))
    else:
        found.period, found.time = time.period, said
        assert time.period is not None
        found.pieces.append(Piece(said, "time", f"{time.period[0]} 至 {time.period[1]}"))
    return _cut(segment, time.start, time.end)


def _events(segment: str, found: Peeled, _vocabulary: Vocabulary, _places: Places, today: date) -> list[str]:
    told = manner()
    for word in told.new:
        at = segment.find(word)
        if at >= 0 and not found.new:
            found.new = word
            found.pieces.append(Piece(word, "event", "在这段时间里开始的"))
            return _cut(segment, at, at + len(word))
    for word, event in told.events.items():
        if found.event is None and (segment == word or found.period is not None and word in segment):
            found.event = _of_the_living(event, found, today)
            at = segment.find(word)
            found.pieces.append(Piece(word, "event", "在这段时间里发生的"))
            return _cut(segment, at, at + len(word))
    return [segment]


def _of_the_living(event: Event, found: Peeled, today: date) -> Event:
    """1950年出生的 are people, not newborns: of years long gone nobody keeps a list of births."""
    long_ago = found.period is not None and found.period[1].year < today.year - NEWBORN
    return Event("person", "birth_date") if event.entity == "birth" and long_ago else event


# ---------------------------------------------------------------- parting
def _split(segment: str, found: Peeled, vocabulary: Vocabulary, _places: Places, _today: date) -> list[str]:
    match = _parting().search(segment)
    if match is not None:
        by = manner().splits[match[1] or match[2]]
        found.by.append(by)
        found.pieces.append(Piece(match[0], "split", SPLIT_WORDS[by]))
        return [
            left
            for part in _cut(segment, match.start(), match.end())
            for left in _split(part, found, vocabulary, _places, _today)
        ]
    for word, by in manner().pairs.items():
        if word in segment:
            found.by.append(by)
            found.pieces.append(Piece(word, "split", SPLIT_WORDS[by]))
            return _cut(segment, at := segment.index(word), at + len(word))
    match = re.search(r"(?:按照?|分)([一-鿿]{2,8}?)(?:来?分组|来?分类|划分|来?分|来?统计|$)", segment)
    if match is not None and match[1] in vocabulary.by_label:
        coded = [f for f in vocabulary.by_label[match[1]] if f.type in ("code", "boolean") and not f.via]
        if coded:
            found.by.append(match[1])
            found.pieces.append(Piece(match[0], "split", f"按{match[1]}分"))
            return _cut(segment, match.start(), match.end())
    return [segment]


SPLIT_WORDS = {
    "grid": "按网格分", "building": "按楼栋分", "estate": "按小区分", "area": "按社区分", "age": "按年龄段分", "sex": "按性别分",
}  # fmt: skip


@cache
def _parting() -> re.Pattern[str]:
    told = manner()
    words = one_of(told.splits)
    return re.compile(rf"{one_of(told.each)}({words})(?:来?分组|来?分|划分|分别|来?统计)?(?:的)?|(?<![\d第])({words})分别(?:有)?")


# ---------------------------------------------------------------- place
def _place(segment: str, found: Peeled, vocabulary: Vocabulary, places: Places, today: date) -> list[str]:
    place = find_place(segment, places)
    if place is None:
        return [segment]
    said = segment[place.start : place.end]
    if place.area:
        found.area = place.area
    elif place.values:
        found.places.append(place)
    found.pieces.append(Piece(said, "place" if place.area or place.values else "unknown", place.means))
    return [left for part in _cut(segment, place.start, place.end) for left in _place(part, found, vocabulary, places, today)]


# ---------------------------------------------------------------- manner
def _edges(segment: str, found: Peeled) -> str:
    """What is left of words written together once those of manner are taken off both ends, again and again."""
    told = manner()
    while segment:
        before = segment
        segment = _at_home(_joined(segment, found), found)
        for word, entity in told.counts.items():
            if segment.endswith(word) or segment.startswith(word) and len(word) > 1:
                if segment != word and (word == "几" or _breaks(segment, word)):
                    continue
                segment = _taken(segment, word)
                if entity and found.entity and entity != found.entity:
                    found.doubts.append("一次只能问一个数")
                found.wants, found.entity = found.wants or "number", found.entity or entity
                found.pieces.append(Piece(word, "count", "要数"))
                break
        for word in told.lists:
            if segment.endswith(word) or segment.startswith(word):
                segment, found.wants = _taken(segment, word), "list"
                found.pieces.append(Piece(word, "list", "要名单"))
                break
        for word in told.polite:
            if segment.startswith(word) or segment.endswith(word):
                segment = _taken(segment, word)
                found.pieces.append(Piece(word, "polite"))
                break
        if segment == before:
            return segment
    return ""


def _at_home(segment: str, found: Peeled) -> str:
    """家里有残疾人的低保户: of households what holds of a member holds anyway; of people it would be another question."""
    match = HOME.match(segment)
    if match is None or not (found.entity == "household" or FAMILIES.search(segment)):
        return segment
    found.pieces.append(Piece(match[0], "polite"))
    return segment[match.end() :]


def _breaks(segment: str, word: str) -> bool:
    """Whether a word taken off leaves a part of another: 老人数 is no 老 with 人数."""
    return len(parse_phrase(_taken(segment, word)).residue) > len(parse_phrase(segment).residue)


def _joined(segment: str, found: Peeled) -> str:
    match = AND.search(segment)
    if match is None:
        return segment
    found.pieces.append(Piece(match[0], "polite"))
    return segment[: match.start()] + segment[match.end() :]


def _taken(segment: str, word: str) -> str:
    return segment.removesuffix(word) if segment.endswith(word) else segment.removeprefix(word)
