"""A made-up authority with two issuers, and papers to check: made once for all tests of certificates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache

from qingzhuang.seal.authority import Authority, add_issuer, ceremony
from qingzhuang.seal.certificate import Certificate, Holder, Issuer
from qingzhuang.seal.paper import Paper, issue
from qingzhuang.seal.pdf_sign import IssuerKey
from qingzhuang.seal.trust import Trust, bundle, opened

DAY = date(2026, 11, 29)
NOW = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 12, 20, 9, 0, tzinfo=UTC)
ADDRESS = "https://zm.example.cn/v/"
OURS = Issuer("420102001001", "江岸区花桥街道样板社区居民委员会")
THEIRS = Issuer("420102001002", "江岸区花桥街道邻家社区居民委员会")

RESIDENCE = Certificate(
    kind="residence",
    number="样板社证〔2026〕12号",
    title="居住证明",
    issuer=OURS,
    holder=Holder("张三", "4201**********1234"),
    body=("兹证明张三（身份证号 420102195001011234）现居住在样板路12号3栋1单元501室，系本社区常住居民。", "特此证明。"),
    issued=DAY,
    fields=(("姓名", "张三"), ("住址", "样板路12号3栋1单元501室")),
    valid_until=date(2027, 2, 28),
    purpose="办理子女入学",
    recipient="样板小学",
    status_index=77,
)


@dataclass(frozen=True)
class District:
    authority: Authority
    key: IssuerKey
    their_key: IssuerKey

    def trust(self, *lists: str) -> Trust:
        return opened(bundle(self.authority.token(), lists))


def district(suite: str = "P-256") -> District:
    return _district(suite)


def residence(suite: str = "P-256") -> Paper:
    return _residence(suite)


@lru_cache
def _district(suite: str) -> District:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    authority = ceremony("样板区", start, suite)
    key, authority = add_issuer(authority, OURS.id, OURS.name, start)
    theirs, authority = add_issuer(authority, THEIRS.id, THEIRS.name, start)
    return District(authority, key, theirs)


@lru_cache
def _residence(suite: str) -> Paper:
    return issue(RESIDENCE, district(suite).key, ADDRESS)


def with_name(name: str) -> Certificate:
    return replace(RESIDENCE, holder=Holder(name), body=(f"兹证明{name}系本社区居民。",), fields=(("姓名", name),))
