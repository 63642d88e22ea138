"""Words typed into a box → a question of the question language, by the grammar that reads headings; no word is passed over."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from rapidfuzz import fuzz, process

from qingzhuang.formfill.ask.either import either, kinds_apart
from qingzhuang.formfill.ask.exact import doubts_of, is_flag, unheard, with_kinds
from qingzhuang.formfill.ask.happened import EVENTS, happened
from qingzhuang.formfill.ask.listing import as_list
from qingzhuang.formfill.ask.meanings import TOLD, meanings_in
from qingzhuang.formfill.ask.model import Asking, Choice, Piece, Places
from qingzhuang.formfill.ask.peel import Peeled, peel
from qingzhuang.formfill.ask.places import FIELDS
from qingzhuang.formfill.ask.simple import simpler
from qingzhuang.formfill.match.lexicon import Lexicon, lexicon, speaking
from qingzhuang.formfill.match.measures import MeasureReader
from qingzhuang.formfill.match.never import never
from qingzhuang.formfill.match.phrase import Parsed, Token, parse_phrase
from qingzhuang.formfill.match.population import Population
from qingzhuang.formfill.match.reading import Reading
from qingzhuang.formfill.match.senses import conditions_of, seen_by, steps_to
from qingzhuang.tally import condition_in_words, write
from qingzhuang.tally.answers import narrowed
from qingzhuang.tally.question import (
    EVERYTHING,
    Aggregate,
    And,
    Compare,
    Condition,
    Count,
    CountDistinct,
    Holds,
    OneOf,
    Percent,
    Question,
    both,
    entity_of,
    fields_of,
)  # fmt: skip
from qingzhuang.tally.syntax import parse_condition, parse_population, write_condition
from qingzhuang.vocabulary import Definition, Vocabulary, fold
from qingzhuang.vocabulary.definition import DayRule, Period

NOWHERE = Places()
SURE = 0.8
MOST_WORDS = 200  # letters of a question
UNITS = {"person": "人", "household": "户", "dwelling": "套", "organisation": "家", "facility": "处"}
DENIES = re.compile(r"[没未不非除无]")
SAYS_HOW = re.compile(r"合计|总|共|平均|人均|户均|最|多少")
NONE = re.compile(r"没有|没|不是")


def ask(
    words: str,
    today: date,
    *,
    vocabulary: Vocabulary | None = None,
    places: Places = NOWHERE,
    chosen: Mapping[str, str] | None = None,
    versions: Mapping[str, Definition] | None = None,
    office: Mapping[str, str] | None = None,
    on_forms: Mapping[str, str] | None = None,
) -> Asking:
    """What words such as '各网格 残疾人 一级 二级 名单' ask for.

    `today` is the day from which 本月 is seen. `places` are the names that the facts know. `chosen` are meanings that a
    person picked for single words: word → records it names (`person where disability.level=1`), '' to leave the word out;
    raises QuestionError where one names what the vocabulary does not have. `versions` are the definitions that an area has chosen,
    by name: a word of theirs is read by them, and no longer in doubt. `office` are words with the records that the office let them name in
    earlier questions, `on_forms` those that it said on forms: these help only where the question is not sure without them.
    Pure, and never sure where a word is left over, has two meanings, or contradicts another.

    >>> found = ask("80岁以上低保老人 多少人", date(2025, 12, 31))
    >>> found.sure, write(found.question)
    (True, 'count(person where age>=80 and welfare.subsistence_allowance)')
    """
    with speaking(vocabulary):
        picked = {fold(word): meaning for word, meaning in (chosen or {}).items()}
        told = words[:MOST_WORDS], today, places, picked, versions or {}, office or {}
        found = _Reader(*told, {}, lexicon()).read()
        if on_forms and not found.sure:
            again = _Reader(*told, on_forms, lexicon()).read()
            found = again if again.sure else found
        return found


class _Reader:
    """Reads one question; keeps the reasons for doubt as they are found."""

    def __init__(
        self, words: str, today: date, places: Places, picked: Mapping[str, str], versions: Mapping[str, Definition],
        office: Mapping[str, str], on_forms: Mapping[str, str], known: Lexicon,
    ) -> None:  # fmt: skip
        self.words, self.today, self.places, self.known = words, today, places, known
        self.peeled: Peeled = peel(words, known.vocabulary, places, today)
        self.meanings = meanings_in(self.peeled.rest, known.vocabulary, picked, versions, office, on_forms)
        self.reasons: list[str] = list(self.peeled.doubts)
        self.pieces: list[Piece] = []

    def read(self) -> Asking:
        peeled = self.peeled
        picked = self.picked()
        self.either(picked)
        if peeled.among:
            self.among(picked)
        entity = peeled.event.entity if peeled.event else peeled.entity
        text = self.text()
        parsed = parse_phrase(text)
        reading = self.reading(text, entity)
        self.tell(parsed, reading.entity or entity or "person")
        measure = reading.measure
        said = text or entity or picked or peeled.places or peeled.area or peeled.turns or peeled.event
        everybody = isinstance(measure, Count) and measure == Count(measure.entity) and not picked
        lost = (everybody and parsed.residue) or self.denied(parsed) or any(p.role == "unknown" for p in peeled.pieces)
        if measure is None or not said or lost:
            nothing = reading.reason if text else "没有看出要问谁"
            return self.asking(None, (nothing,), ())
        if reading.score < SURE and not self.settled(parsed, measure):
            self.reasons.append(_doubt(reading))
        self.several()
        if isinstance(measure, Aggregate) and not SAYS_HOW.search(self.words):
            self.reasons.append("没有说合计还是平均，按合计算" if measure.function == "sum" else "没有说合计还是平均，按平均算")
        others = self.others(parsed, measure) if reading.score < SURE and not picked else ()
        question = self.finished(measure, picked)
        return self.asking(
            question, (), tuple(q for o in others if (q := self.finished(o, picked, silent=True)) not in (None, question))
        )

    def several(self) -> None:
        """3栋 where two estates have one: which is meant, nobody said."""
        named = {place.kind for place in self.peeled.places}
        for place in self.peeled.places:
            if place.many > 1 and not self.peeled.area and not named & ({"estate", "grid"} - {place.kind}):
                self.reasons.append(f"叫“{place.means}”的有 {place.many} 处，没有说是哪一处")

    # ------------------------------------------------------------ words
    def picked(self) -> list[tuple[str, Condition]]:
        """The meanings that somebody chose, taken out of the words: entity and condition of each."""
        found: list[tuple[str, Condition]] = []
        for word in sorted(self.meanings.of, key=len, reverse=True):
            for place, segment in enumerate(self.peeled.rest):
                if word and word in segment:
                    before, _, after = segment.partition(word)
                    self.peeled.rest[place : place + 1] = [part for part in (before, after) if part]
                    means = "不算在内"
                    if self.meanings.of[word]:
                        meant = parse_population(self.meanings.of[word])
                        found.append((meant.entity, meant.where))
                        means = condition_in_words(meant.where, meant.entity) or write(meant)
                        means += TOLD.get(self.meanings.origins[word], "")
                    self.pieces.append(Piece(word, "word", means, self.choices(word), self.meanings.origins[word]))
                    break
        return found

    def either(self, picked: list[tuple[str, Condition]]) -> None:
        """残疾人或低保: one condition of both, taken out of the words."""
        for segment in tuple(self.peeled.rest):
            found = either(segment, (self.peeled.event.entity if self.peeled.event else "") or self.peeled.entity)
            if found is not None and found.condition is not None:
                self.peeled.rest.remove(segment)
                picked.append((found.entity, found.condition))
                self.pieces += found.pieces
            self.reasons += [found.doubt] if found is not None and found.doubt else []

    @staticmethod
    def denied(parsed: Parsed) -> bool:
        """A word of not that was not understood: the number without it would be the opposite."""
        return any(DENIES.search(token.text) for token in parsed.of("residue"))

    def among(self, picked: list[tuple[str, Condition]]) -> None:
        """低保户里有多少党员: the words before say among whom, whoever is counted."""
        first = self.peeled.rest[0] if len(self.peeled.rest) > 1 else ""
        if not first or first not in self.peeled.among:
            return
        reading = self.reading(first, "")
        if isinstance(reading.measure, Count) and not parse_phrase(first).residue:
            self.peeled.rest.pop(0)
            picked.append((reading.measure.entity, reading.measure.where))
            self.tell(parse_phrase(first), reading.measure.entity)
            if reading.score < SURE:
                self.reasons.append(_doubt(reading))

    def text(self) -> str:
        """The words that are left as one heading: written together where every word is known that way, else apart."""
        denied = [NONE.sub("未", segment) for segment in self.peeled.rest]
        if denied != self.peeled.rest and any(t.kind == "not" for d in denied for t in parse_phrase(d).tokens):
            self.pieces += [Piece(word, "polite") for segment in self.peeled.rest for word in NONE.findall(segment)]
            self.peeled.rest = denied
            if not all(is_flag(t) for d in denied for t in parse_phrase(d).of("not")):
                self.reasons.append("“没有”按“不是”理解，没有记录的也可能算进来")
        together, apart = "".join(self.peeled.rest), "·".join(self.peeled.rest)
        left = [len(parse_phrase(text).residue) for text in (together, apart)]
        return together if left[0] <= left[1] else apart

    def reading(self, text: str, entity: str) -> Reading:
        """The words as the heading of a figure; words that nothing explains are left out, and told."""
        parsed = parse_phrase(text)
        plain = "".join(t.text for t in parsed.tokens if t.kind != "residue") if parsed.residue else text
        if not plain.strip("·"):
            return Reading(Count(entity or "person"), 1.0 if not parsed.residue else 0.3, "", entity=entity or "person")
        if entity in EVENTS:
            of_event = conditions_of(parse_phrase(plain).narrowing, entity)
            score = 0.95 - of_event.doubt if of_event else 0.0
            return Reading(
                Count(entity, of_event.condition) if of_event else None, score, "这些词说不到出生或死亡上", entity=entity
            )
        unit = UNITS.get(entity, "")
        reader = MeasureReader(self.known, Population(), [(plain + f"({unit})" if unit else plain,)])
        return reader.read(0)

    def tell(self, parsed: Parsed, entity: str) -> None:
        """Each word with what it was taken for."""
        for token in parsed.tokens:
            if token.kind == "residue":
                self.pieces.append(Piece(token.text, "unknown", "", self.near(token.text)))
                self.reasons.append(f"“{token.text}”没有看懂")
            elif token.kind in ("cond", "band", "not"):
                one = conditions_of((token,), entity)
                means = "" if one is None else condition_in_words(one.condition, entity) + with_kinds(token, one.condition)
                self.reasons += doubts_of(token, means)
                self.pieces.append(Piece(token.text, "word", means, self.choices(token.text, token)))
            elif token.text != "·":
                self.reasons.append(unheard(token))
                self.pieces.append(Piece(token.text, "word" if token.kind in ("numeric", "phrase") else "polite"))

    def choices(self, word: str, token: Token | None = None) -> tuple[Choice, ...]:
        """What a word may mean, versions of a definition first; empty where it is one thing only."""
        found: dict[str, Choice] = {}
        for definition in self.known.vocabulary.by_definition.get(word, ()):
            if definition.condition:
                own = definition.day is not DayRule.REPORT or definition.period is not Period.NONE
                condition = Holds(definition.key) if own else parse_condition(definition.condition)
                self.offer(found, definition.entity, condition, f"（{definition.source or definition.version}）")
        senses = token.senses if token is not None else tuple(self.known.value_senses(word))
        for sense in senses:
            if not sense.vague:
                self.offer(found, sense.entity, sense.condition)
        return tuple(found.values()) if len(found) > 1 else ()

    def near(self, word: str) -> tuple[Choice, ...]:
        """Words of the lexicon that are written like one that nothing explains."""
        found: dict[str, Choice] = {}
        close = process.extract(word, self.known.senses.keys(), scorer=fuzz.ratio, limit=8, score_cutoff=50)
        for text, _, _ in close:
            for sense in self.known.value_senses(text)[:1]:
                self.offer(found, sense.entity, sense.condition, f"（{text}）")
        return tuple(found.values())[:5]

    def offer(self, found: dict[str, Choice], entity: str, condition: Condition, remark: str = "") -> None:
        population = f"{entity} where {write_condition(condition)}"
        told = self.known.vocabulary.entities[entity].label["zh-Hans"]
        found.setdefault(population, Choice(population, f"{told}：{condition_in_words(condition, entity)}{remark}"))

    # ------------------------------------------------------------ two meanings
    def others(self, parsed: Parsed, measure: Question) -> tuple[Question, ...]:
        """The same words with another meaning for one of them."""
        if not isinstance(measure, Count):
            return ()
        found: list[Question] = []
        for token in parsed.of("cond"):
            rest = [t for t in parsed.narrowing if t is not token]
            for choice in self.choices(token.text, token):
                meant = parse_population(choice.population)
                prefix = steps_to(meant.entity, measure.entity)
                beside = conditions_of(rest, measure.entity)
                if prefix is not None and beside is not None:
                    found.append(Count(measure.entity, simpler(both(seen_by(meant.where, prefix), beside.condition))))
        return tuple(dict.fromkeys(other for other in found if other != measure))

    def settled(self, parsed: Parsed, measure: Question) -> bool:
        """Whether all meanings of the words come to the same question, as those of 独居老人 do beside 80岁以上."""
        if parsed.residue or not isinstance(measure, Count):
            return False
        if self.akin(parsed, measure):
            return True
        disputed = [t for t in parsed.of("cond") if len(self.choices(t.text, t)) > 1]
        mine = _parts(simpler(measure.where))
        return bool(disputed) and all(isinstance(o, Count) and _parts(o.where) == mine for o in self.others(parsed, measure))

    @staticmethod
    def akin(parsed: Parsed, measure: Count) -> bool:
        """残疾人 beside 一级: what another word of the question names is no longer in doubt; nor is 回族, which is one thing only."""
        fields = fields_of(measure.where)
        only = [plain[0].field for t in parsed.of("cond") if len(plain := [s for s in t.senses if not s.vague]) == 1]
        said = {*filter(None, only)} | {
            f"{measure.entity}.{f}" for f in fields if any(f != g and _group(f) == _group(g) for g in fields)
        }
        again = conditions_of(parsed.narrowing, measure.entity, votes=dict.fromkeys(said, 2))
        return again is not None and not again.doubt and again.condition == measure.where

    # ------------------------------------------------------------ the whole
    def finished(self, measure: Question, picked: list[tuple[str, Condition]], silent: bool = False) -> Question | None:
        """The measure with place, time and picked meanings laid over it; as a list where one is wanted."""
        doubts = [] if silent else self.reasons
        if not isinstance(measure, (Count, CountDistinct, Aggregate, Percent)):
            return None
        entity = entity_of(measure)
        if isinstance(measure, Count):
            measure = replace(measure, where=kinds_apart(measure.where))
        if (
            isinstance(measure, Count)
            and not self.peeled.entity
            and len({e for e, _ in picked}) == 1
            and not "".join(self.peeled.rest)
        ):
            entity = picked[0][0]
            measure = Count(entity)
        more: list[Condition] = []
        for owner, condition in picked:
            prefix = steps_to(owner, entity)
            if prefix is None:
                doubts.append("选的意思说不到要数的对象上")
            else:
                more.append(seen_by(condition, prefix))
        for place in self.peeled.places:
            name = FIELDS[place.kind].get(entity, "")
            if name:
                more.append(Compare(name, "=", place.values[0]) if len(place.values) == 1 else OneOf(name, place.values))
            else:
                doubts.append(f"“{place.means}”说不到要数的对象上")
        where = measure.where if isinstance(measure, Count) else EVERYTHING
        more += happened(self.peeled, entity, both(where, *more), doubts, self.today)
        measure = narrowed(measure, both(*more)) if more else measure
        if isinstance(measure, Count):
            measure = replace(measure, where=simpler(measure.where))
            impossible = never(measure.where)
            if impossible.amount:
                doubts.append(impossible.why or "这些条件不能同时成立")
        if self.peeled.wants != "list":
            return measure
        if not isinstance(measure, Count):
            doubts.append("这是一个数，列不成名单")
            return measure
        return as_list(measure, self.peeled, self.known.vocabulary, self.pieces if not silent else [], doubts)

    def parting(self, question: Question | None) -> str:
        """What the answer is parted by, as a name; what cannot be is told."""
        by = self.peeled.by[0] if self.peeled.by else ""
        if len(set(self.peeled.by)) > 1:
            self.reasons.append("一次只能按一样分")
        entity = getattr(question, "entity", None) or (question is not None and entity_of(question)) or "person"  # type: ignore[arg-type]
        if by in ("grid", "building", "estate"):
            fits = entity in FIELDS[by]
        elif by in ("age", "sex"):
            fits = entity == "person"
        elif by and by != "area":
            coded = [
                f for f in self.known.vocabulary.by_label.get(by, ()) if f.entity == entity and f.type in ("code", "boolean")
            ]
            fits, by = bool(coded), coded[0].name if coded else by
        else:
            fits = True
        if not fits:
            self.reasons.append(f"不能按“{by}”分")
            return ""
        return by

    def asking(self, question: Question | None, reasons: tuple[str, ...], others: tuple[Question, ...]) -> Asking:
        by = self.parting(question)
        self.reasons += [r for r in reasons if r]
        told = {piece.text for piece in self.pieces}  # without a question there is no list that would have told its columns
        columns = (Piece(word, "column") for word in self.peeled.columns if word not in told)
        pieces = (*self.peeled.pieces, *self.pieces, *columns)
        for piece in pieces:
            if piece.role == "unknown" and not any(piece.text in reason for reason in self.reasons):
                self.reasons.append(f"“{piece.text}”{piece.means or '没有看懂'}")
        why = tuple(dict.fromkeys(filter(None, self.reasons)))
        wants = self.peeled.wants or "number"
        period = self.peeled.period
        return Asking(
            self.words, question, wants, by, question is not None and not why, why, _in_order(pieces, self.words), others,
            self.peeled.area, period, self.peeled.day,
        )  # fmt: skip


def _doubt(reading: Reading) -> str:
    if isinstance(reading.measure, Percent):
        return "占比的分母按全部理解"
    return reading.reason.rpartition("；")[2] if "；" in reading.reason else "这些词连在一起不止一种理解"


def _group(name: str) -> str:
    return name.rpartition(".")[0] or name


def _parts(condition: Condition) -> frozenset[Condition]:
    return frozenset(condition.parts if isinstance(condition, And) else (condition,))


def _in_order(pieces: tuple[Piece, ...], words: str) -> tuple[Piece, ...]:
    """The pieces as they stand in the words."""
    text = fold(words)
    return tuple(sorted(pieces, key=lambda piece: at if (at := text.find(piece.text)) >= 0 else len(text)))
