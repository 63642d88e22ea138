"""A heading that asks for a fact of the record: 姓名, 户主身份证号, 是否低保, 监护人／联系电话."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rapidfuzz import fuzz, process

from qingzhuang.formfill.form import Candidate
from qingzhuang.formfill.match.flags import ASKS
from qingzhuang.formfill.match.flags import yes_no as flags
from qingzhuang.formfill.match.groups import Groups, behind_brackets, is_doubtful, names_part
from qingzhuang.formfill.match.headings import (
    ASPECT,
    BROAD,
    EITHER,
    FIRM_OF_ROLE,
    GROUP_TAIL,
    NAMES_ORGANISATION,
    ORDINAL,
    OTHER,
    PATTERNS,
    PLACES,
    RELATION,
    SHORT,
    SORT_OF_ROLE,
    SUBJECT,
    VAGUE,
    YES_NO,
    names_subject,
    ordinal,
    serves,
)
from qingzhuang.formfill.match.label import Label, read_label
from qingzhuang.formfill.match.lexicon import Lexicon
from qingzhuang.formfill.match.phrase import parse_phrase
from qingzhuang.formfill.match.several import JOINED, against_values, of_several, regions
from qingzhuang.formfill.match.trust import NOT_KEPT, never_in, trusted
from qingzhuang.vocabulary import Field, Role

AWAY = re.compile(r"(?:外出|务工|打工|就业|工作|身体|健康)+(?:情况|状况|信息)$")  # 父亲外出情况: of the father
HARDSHIP = re.compile(r"困难(类别|类型)$")  # of whom asks for help, for work or at school: only printed values tell
PLANNED = re.compile(r"计划|拟|预计|预期|期望|意向|目标")  # 计划竣工时间 is no 竣工时间
FAINT = 0.55  # a meaning below this does not stand against two things that the label asks for


class FieldReader:
    """Finds the field that a label path asks for, seen from a record of an entity."""

    def __init__(self, words: Lexicon, entity: str, own_group: str = "") -> None:
        self.words, self.entity, self.own_group = words, entity, own_group
        self.vocabulary = words.vocabulary

    def candidates(self, path: tuple[str, ...]) -> list[Candidate]:
        """Meanings of the leaf label in its context, best first; empty when no word of it is known."""
        path = behind_brackets(tuple(text for text in path if text != self.own_group) or path, self.role_of)
        label = read_label(path[-1])
        if "姓名" in label.brackets:  # 残疾人（姓名）
            label = read_label(f"{label.core}姓名")
        groups = self.groups(path[:-1])
        yes_no = YES_NO.match(label.core) or YES_NO.match(label.whole)
        found: dict[str, Candidate] = {}
        for candidate in (
            *self.beneath(label, path[:-1]),
            *self.exact(label, groups),
            *self.by_role(label, groups),
            *flags(label, self.entity, self.words, len(path) > 1),
            *self.of_subject(label, groups),
            *self.by_pattern(label),
        ):
            if yes_no and self._is_code(candidate.concept):  # 是否外出 asks yes or no, the field has a list of values
                candidate = replace(candidate, score=min(candidate.score, 0.7))
            if candidate.reason.endswith(ASKS) and (groups.role is not None or groups.foreign or groups.unknown):
                candidate = replace(candidate, score=min(candidate.score, 0.72))  # 变更前／是否低保, 监护人／是否党员
            hardship = HARDSHIP.match(label.core) and not label.brackets
            if VAGUE.search(label.core) or {label.core, label.whole} & self.words.loose or hardship:
                candidate = replace(candidate, score=min(candidate.score, 0.76))
            unfit = never_in(label.unit)
            if unfit and self.vocabulary.field(candidate.concept).type in unfit:
                candidate = replace(candidate, score=min(candidate.score, NOT_KEPT))
            known = found.get(candidate.concept)
            if known is None or known.score < candidate.score:
                found[candidate.concept] = candidate
        if all(candidate.score < FAINT for candidate in found.values()):
            found |= {candidate.concept: candidate for candidate in of_several(label, self._alone, self.words)}
        found = against_values(found, label, self.words)
        if not found and names_subject(label.core, self.words.subject):
            found["person.name"] = Candidate("person.name", 0.62 * serves(self.entity, "person"), f"“{label.core}”是一个人的姓名")
        if not found:
            for candidate in self.alike(label):
                found.setdefault(candidate.concept, candidate)
        return sorted(found.values(), key=lambda c: -c.score)[:6]

    def _alone(self, text: str) -> Candidate | None:
        """The best meaning of a label that stands for itself."""
        label = read_label(text)
        return max((*self.exact(label, Groups()), *self.by_role(label, Groups())), key=lambda c: c.score, default=None)

    def _is_code(self, concept: str) -> bool:
        return self.vocabulary.field(concept).type in ("code", "codes")

    # ------------------------------------------------------------ the labels over it
    def groups(self, labels: tuple[str, ...]) -> Groups:
        role: Role | None = None
        number = 0
        prefixes: list[str] = []
        unknown = entity = foreign = ""
        loose = part = False
        for text in labels:
            label = read_label(text)
            parts = (label.core, *label.brackets, *EITHER.split(label.core))  # 监护人或代理人
            said = next((part for part in parts if self.role_of(part) is not None), "")
            found = self.role_of(said) if said else None
            if found is not None:
                role, number = found
                loose = GROUP_TAIL.sub("", said) in self.words.loose_roles or said in self.words.loose_roles
                continue
            entity = self._entity_named(GROUP_TAIL.sub("", label.core)) or entity
            prefixes.extend(f.path for f in self.vocabulary.by_label.get(label.core, ()))
            parsed = parse_phrase(label.core, title=True)
            somebody = names_part(label.core, self.words)
            if (parsed.residue and label.core not in self.vocabulary.by_label) or somebody:
                unknown, part = text, somebody
            elif not (ASPECT.search(label.core) or self._is_own(label.core)):
                foreign = text
        loose = loose or role is not None and number > 1 and not role.many  # 紧急联系人2: of the first only is kept
        return Groups(role, number, tuple(prefixes), "" if entity else unknown, entity, foreign, part, loose, labels)

    def _is_own(self, core: str) -> bool:
        """基本信息, 学生, 救助对象: a group label that names the record itself, or nothing."""
        words = self.words
        return (
            core in words.neutral
            or core in words.subject
            or core in words.total
            or core == "其中"
            or words.counted.get(core) == self.entity
            or bool(SUBJECT.search(core))
        )

    def role_of(self, core: str) -> tuple[Role, int] | None:
        """监护人, 父亲信息, 成员一, 党组织负责人情况: the role that a group label names, and which one of several."""
        match = re.match(rf"^(.+?){ORDINAL}(?:的?(?:基本)?(?:情况|信息|资料|状况))?$", core)
        plain = match.group(1) if match else core
        for word in dict.fromkeys((core, plain, SORT_OF_ROLE.sub("", plain), AWAY.sub("", core))):
            roles = self._roles(word)
            if roles:
                return roles[0], ordinal(match) if match else 0
        return None

    def _roles(self, word: str) -> list[Role]:
        roles = self.vocabulary.by_role.get(word, ())
        return sorted((r for r in roles if serves(self.entity, r.entity) >= 0.8), key=lambda r: -serves(self.entity, r.entity))

    # ------------------------------------------------------------ ways to read a label
    def exact(self, label: Label, groups: Groups) -> Iterable[Candidate]:
        """The label is in the vocabulary as it stands."""
        for text, loss in self._spellings(label):
            fields = self.vocabulary.by_label.get(text, ())
            fields = regions(fields, label, self.vocabulary) if text == label.core and label.brackets else fields
            twice = self._twofold(fields)
            for rank, field in enumerate(fields):
                seen = self._seen(field, text, rank, len(fields), loss + self._vague(text, field), groups, label.unit)
                yield replace(seen, score=min(seen.score, 0.76)) if field.path in twice else seen
            if fields and not all(field.extra for field in fields):
                return

    def beneath(self, label: Label, above: tuple[str, ...]) -> Iterable[Candidate]:
        """A short label under a heading that names a group of fields: 户籍地址／省, 优待抚恤／类别."""
        other = label.core in ("其他", "其它") and len(above) > 1  # 转移性收入／其他: of the nearest group only
        for text in above[-1:] if other else above:
            heading = read_label(text).core
            for spelling in dict.fromkeys((heading, GROUP_TAIL.sub("", heading))):
                role = bool(self.vocabulary.by_role.get(spelling))
                for field in self.vocabulary.under(spelling, label.core):
                    if role and label.core not in field.under:  # 姓名 beneath a person is read by its role
                        continue
                    weight = serves(self.entity, field.entity)
                    path = self._of_household(field) if self.entity == "household" and field.entity == "person" else field.path
                    yield Candidate(
                        path,
                        min(
                            0.97 * weight,
                            0.74 if field.extra or role and field.path.rpartition(".")[2] not in FIRM_OF_ROLE else 1,
                        ),
                        f"“{heading}”下面的“{label.core}”是{field.label['zh-Hans']}",
                    )

    def _twofold(self, fields: Sequence[Field]) -> set[str]:
        """Fields of one entity that share a label (房屋类型: use or kind): the reader must say which."""
        own = [f for f in fields if f.entity == self.entity or f.entity == "dwelling"]
        plain = [f for f in own if not f.extra and not f.via and not f.name.startswith("career.")]
        return {f.path for f in plain if sum(1 for other in plain if other.entity == f.entity) > 1}

    def _vague(self, text: str, field: Field) -> float:
        """A label that many things are called by (金额, 类别, 登记日期) is never sure on its own; 面积 only of the row's own."""
        loose = VAGUE.search(text) or text in self.words.loose
        return 0.2 if loose or (field.entity != self.entity and BROAD.match(text)) else 0.0

    def by_pattern(self, label: Label) -> Iterable[Candidate]:
        """来深事由, 何时来本地居住: headings with a place name inside."""
        for pattern, concept in PATTERNS:
            if pattern.search(label.core):
                field = self.vocabulary.field(concept)
                yield Candidate(
                    concept,
                    0.86 * serves(self.entity, field.entity),
                    f"“{label.core}”是{field.label['zh-Hans']}",
                )

    def _spellings(self, label: Label) -> list[tuple[str, float]]:
        counted = any(
            parse_phrase(bracket).of("band") for bracket in label.brackets
        )  # 劳动力（男18-60岁…）: a count with ages of its own
        spellings = [(label.whole, 0.0), (label.core, 0.35 if counted else 0.03 if label.brackets else 0.0)]
        spellings += [(bracket, 0.25) for bracket in label.brackets]
        sort = SORT_OF_ROLE.sub("", label.core)  # 其他监护人与儿童关系
        if sort != label.core and any(self._roles(sort[:length]) for length in (2, 3, 4)):
            spellings.append((sort, 0.22))
        for tail, loss in (
            ("情况", 0.2),
            ("名称", 0.2),
            ("信息", 0.2),
            ("号码", 0.2),
            ("时间", 0.2),
            ("类别", 0.21),
            ("类型", 0.21),
        ):
            if label.core.endswith(tail) and len(label.core) > len(tail) + 1:
                spellings.append((label.core.removesuffix(tail), loss))
        return spellings

    def _seen(
        self, field: Field, text: str, rank: int, among: int, loss: float, groups: Groups, label_unit: str = ""
    ) -> Candidate:
        weight = {"report": 0.81, "row": 1.0}.get(field.entity) or serves(self.entity, field.entity)
        if field.entity in ("building", "estate") and self.entity in ("person", "household") and field.name not in PLACES:
            weight = 0.75
        path = field.path
        if self.entity == "household" and field.entity == "person":
            path = self._of_household(field)
            weight = min(weight, 0.76) if path.startswith("household.head.") and field.name not in FIRM_OF_ROLE else weight
        score = 0.97 * weight - 0.05 * min(rank, 3) - loss - (0.2 if field.extra else 0)
        reason = f"“{text}”就是“{field.label['zh-Hans']}”"
        if groups.role is not None and field.entity not in (groups.role.target, "row"):
            score -= 0.4
        elif groups.role is not None and not field.via:
            embedded = field.path.startswith(f"{groups.role.entity}.{groups.role.name}")
            path, score = (
                field.path if embedded else self._of_role(groups.role, groups.number, field),
                0.95 - loss - (0.2 if field.extra else 0),
            )
            reason = (
                f"在“{groups.role.label['zh-Hans']}”下面的“{text}”，是{groups.role.label['zh-Hans']}的{field.label['zh-Hans']}"
            )
        elif groups.entity not in ("", "household", self.entity):
            score = 0.9 - loss if field.entity == groups.entity else score - 0.35
        elif any(field.path.startswith(f"{prefix}.") for prefix in groups.prefixes):
            score += 0.06
        elif among > 1 and any(p.count(".") and field.path.rsplit(".", 1)[0] == p for p in groups.prefixes):
            score += 0.05
        role = groups.role
        if role is not None and (is_doubtful(role) or groups.loose or not self._kept_of(role, path)):
            score = min(score, 0.74)
        if field.extra or (role is not None and path != field.path and field.name not in FIRM_OF_ROLE):
            score = min(score, 0.74)
        score, doubt = trusted(field, text, score, groups, self.entity, label_unit)
        reason += doubt
        return Candidate(path, max(0.05, min(score, 0.99)), reason)

    def _kept_of(self, role: Role, path: str) -> bool:
        """Of a guardian or contact the ledger keeps what the vocabulary names and no more; of others all there is."""
        if not role.embedded or not path.startswith(f"{role.entity}.{role.name}"):
            return True
        return path.partition(".")[2] in self.vocabulary.entities[role.entity].fields or path.endswith("].name")

    def _of_household(self, field: Field) -> str:
        """A person's field in a household's row: the household's own field of that name, else the head's."""
        if field.name == "residence_address":
            return "household.address"
        own = f"household.{field.name}"
        found = self.vocabulary.entities["household"].fields.get(field.name)
        return own if found is not None and not found.via and field.name != "hukou_type" else f"household.head.{field.name}"

    def _of_role(self, role: Role, number: int, field: Field) -> str:
        """The path over a role; what is one for all members (the household, the dwelling) is named by itself."""
        if role.name == "head" and field.name == "residence_address":
            return "household.address"
        if role.target in ("household", "dwelling", "grid", "area", "estate", "building"):
            return field.path
        index = f"[{number or 1}]" if role.many else ""
        short = SHORT.get(field.name, "")
        if role.embedded and f"{role.name}{index}.{short}" in self.vocabulary.entities[role.entity].fields:
            return f"{role.entity}.{role.name}{index}.{short}"
        return f"{role.entity}.{role.name}{index}.{field.name}"

    def by_role(self, label: Label, groups: Groups) -> Iterable[Candidate]:
        """户主身份证号, 父亲姓名, 成员三身份证号: a role, a number, a label of the one who plays it."""
        text = SORT_OF_ROLE.sub("", label.core)
        for length in range(min(len(text), 12), 0, -1):
            roles = self._roles(text[:length])
            if not roles:
                continue
            match = re.match(rf"^{ORDINAL}(?:的|之)?(.*)$", text[length:])
            if match is None:
                continue
            rest, number = match.group(4), ordinal(match)
            if number and not rest and self._roles(text[: length + 1]):
                continue
            for role in roles[:2]:
                related = bool(RELATION.match(rest))
                target = self._own_field(role.target, "关系" if related else rest or "姓名")
                if related and not role.embedded:
                    target = self._own_field(role.target, "与户主关系")
                if target is not None:
                    reason = f"“{text[:length]}”是{role.label['zh-Hans']}，“{rest or '姓名'}”是其{target.label['zh-Hans']}"
                    path = self._of_role(role, number, target)
                    kept = self._kept_of(role, path) and not target.extra and not is_doubtful(role) and not groups.unknown
                    kept = kept and text[:length] not in self.words.loose_roles
                    firm = target.name in FIRM_OF_ROLE and kept and len({r.name for r in roles[:2]}) == 1
                    yield Candidate(
                        path,
                        (0.93 if rest else 0.6 if role.many else 0.85) if firm else 0.58 if groups.unknown else 0.7,
                        reason,
                    )

    def _own_field(self, entity: str, text: str) -> Field | None:
        for field in self.vocabulary.by_label.get(text, ()):
            if field.entity == entity and not field.via:
                return field
        return None

    def of_subject(self, label: Label, groups: Groups) -> Iterable[Candidate]:
        """学生姓名, 60岁退役士兵身份证号: words before the label only say who the row is about."""
        text = label.core
        for start in range(1, len(text) - 1):
            fields = self.vocabulary.by_label.get(text[start:], ())
            if not fields:
                continue
            before = text[:start]
            if JOINED.search(before[-1]):
                return  # 工作单位及职务: two things, the first of which is no owner
            if any(field.entity == "report" for field in self.vocabulary.by_label.get(before, ())):
                return  # 走访人电话, 采集人姓名: of the one who fills in, whom the row is not about
            parsed = parse_phrase(before, title=True)
            if RELATION.match(text[start:]) and "关系" not in before:
                return  # 领取人与儿童关系: whose relation it is says the word before
            if self._roles(before) and before not in self.words.subject:
                return  # 家庭主要成员工作地址
            owner = self._entity_named(before)
            narrowed = not parsed.residue and bool(parsed.narrowing)  # 60岁退役士兵, but not 共有人
            named = before in self.words.subject or (narrowed and bool(SUBJECT.search(before)))
            tail_of_name = text[start:] in NAMES_ORGANISATION
            if (
                not (named or owner or tail_of_name or not parsed.residue)
                or any(s.vague for t in parsed.tokens for s in t.senses)
                or OTHER.search(before)
            ):
                return
            for rank, field in enumerate(fields[:3]):
                if owner and field.entity != owner or field.entity == "row":
                    continue  # 志愿者编号 is no number of the row
                if parsed.narrowing and field.type in ("integer", "number"):
                    return
                seen = self._seen(
                    field,
                    text[start:],
                    rank,
                    len(fields),
                    0.05 if owner else 0.08 if before in self.words.subject else 0.12 if named else 0.3,
                    groups,
                )
                yield Candidate(seen.concept, seen.score, f"“{before}”是本表说的人，{seen.reason}")
            return

    def _entity_named(self, text: str) -> str:
        """企业, 单位, 小区: the entity that a word names, for 企业地址."""
        for name, entity in self.vocabulary.entities.items():
            if text in entity.labels and name not in ("person", "report", "row"):
                return name
        return ""

    def alike(self, label: Label) -> Iterable[Candidate]:
        """A label that is nearly one that is known: never sure, offered to the reader."""
        if len(label.core) < 3 or PLANNED.match(label.core):
            return
        for text, score, _ in process.extract(
            label.core, self.words.vocabulary.by_label.keys(), scorer=fuzz.ratio, limit=3, score_cutoff=78
        ):
            for field in self.vocabulary.by_label[text][:1]:
                if field.via and text[:2] != label.core[:2] and not label.core.endswith(text):
                    continue  # 代办人姓名 is written like 代养人姓名 and is somebody else
                seen = self._seen(field, text, 0, 1, 0, Groups())
                yield Candidate(seen.concept, min(0.6, seen.score * score / 160), f"“{label.core}”和“{text}”写法相近")
