"""What a certificate says, as one frozen value, and the canonical bytes of what is printed."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import date

from qingzhuang.seal.errors import BadCertificate
from qingzhuang.seal.words import LANGUAGES, long_day, said

LONGEST_NAME = 40  # signs
LONGEST_TEXT = 20_000  # signs of all that is printed
STATUS_FREE = 0xFFFFFFFF  # no place in a status list: the paper cannot be revoked


@dataclass(frozen=True)
class Issuer:
    """Who issues: its code (区划代码 of a committee, or another code of ours, ASCII) and its name as it stands on the seal."""

    id: str
    name: str


@dataclass(frozen=True)
class Holder:
    """Whom the paper is about. `masked_id` is what others may see: `420106********123X`, or empty.

    >>> Holder("欧阳小明", "4201**********123X").masked_name
    '欧**明'
    """

    name: str
    masked_id: str = ""

    @property
    def masked_name(self) -> str:
        """First and last sign; a name of two keeps the last one only, as on a hospital's list."""
        name = self.name
        if len(name) <= 2:
            return "*" * (len(name) - 1) + name[-1:]
        return name[0] + "*" * (min(len(name), 8) - 2) + name[-1]


@dataclass(frozen=True)
class Certificate:
    """One paper, complete. Days are days on the wall; `number` is drawn by the caller and never changed.

    `body` are paragraphs, `fields` pairs of label and value printed as a table under them. `status_index` is the place of this
    paper in the issuer's status list (0 … 2**32-2); without one it can neither be revoked nor used up. Raises BadCertificate
    for what cannot stand on a paper.

    >>> paper = Certificate("residence", "江岸社证〔2026〕12号", "居住证明", Issuer("420102001001", "江岸区某社区居民委员会"),
    ...     Holder("张三", "4201**********123X"), ("兹证明张三住在本社区。",), issued=date(2026, 11, 29))
    >>> "兹证明张三住在本社区。" in paper.canonical().decode()
    True
    """

    kind: str
    number: str
    title: str
    issuer: Issuer
    holder: Holder
    body: tuple[str, ...]
    issued: date
    fields: tuple[tuple[str, str], ...] = ()
    valid_until: date | None = None
    purpose: str = ""
    recipient: str = ""
    language: str = "zh-hans"
    layout: str = "letter"
    one_time: bool = False
    status_index: int = STATUS_FREE
    contact: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        for name in ("number", "title"):
            if not getattr(self, name).strip():
                raise BadCertificate("empty", name)
        if self.language not in LANGUAGES:
            raise BadCertificate("language", self.language)
        if not self.holder.name.strip() or len(self.holder.name) > LONGEST_NAME:
            raise BadCertificate("name", self.holder.name[:LONGEST_NAME])
        if self.valid_until is not None and self.valid_until < self.issued:
            raise BadCertificate("validity", self.valid_until.isoformat())
        if not 0 <= self.status_index <= STATUS_FREE:
            raise BadCertificate("status_index", str(self.status_index))
        texts = self.printed()
        if sum(map(len, texts)) > LONGEST_TEXT:
            raise BadCertificate("too_long", str(LONGEST_TEXT))
        for text in (*texts, self.contact, self.holder.masked_id, self.issuer.id):
            for sign in text:
                if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co") and sign not in "\n\t":
                    raise BadCertificate("sign", f"U+{ord(sign):04X}")

    def printed(self) -> tuple[str, ...]:
        """All texts in the order in which every layout prints them, up to the line that begins the part for checking."""
        words = said(self.language)
        texts = [self.issuer.name, words["number"] + self.number, self.title]
        if self.recipient:
            texts.append(self.recipient + words["colon"])
        texts += self.body
        for label, value in self.fields:
            texts += [label, value]
        if self.purpose:
            texts.append(words["purpose"] + self.purpose)
        if self.one_time:
            texts.append(words["one_time"])
        if self.valid_until:
            texts.append(words["valid_until"] + long_day(self.valid_until, self.language))
        return (*texts, self.issuer.name, long_day(self.issued, self.language))

    def canonical(self) -> bytes:
        """What is printed, without any white space, in NFC, as UTF-8: what the digest in the code is made of.

        A reader of the paper gets the same bytes from the text of its page, whatever the line breaks.
        """
        return bare("".join(self.printed())).encode()


def bare(text: str) -> str:
    """A text without white space and invisible signs, composed (NFC): what two prints of one paper share.

    >>> bare("张 三\\n住在 本社区")
    '张三住在本社区'
    """
    composed = unicodedata.normalize("NFC", text)
    return "".join(sign for sign in composed if not sign.isspace() and unicodedata.category(sign) not in ("Cc", "Cf"))
