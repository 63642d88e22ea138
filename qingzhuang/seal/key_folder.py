"""A folder of keys: the root, locked; keys of issuers, locked; the trust file to publish; a protocol of what was done.

    root.key  issuers/<code>-<kid>.key  trust.json  protocol.txt

The key is on the disk before the trust file names it, and every file is whole or as it was before, whatever happens in between.
"""

from __future__ import annotations

import json
import os
from datetime import date, datetime
from pathlib import Path

from qingzhuang.seal import authority as deeds
from qingzhuang.seal import trust as trusts
from qingzhuang.seal.authority import Authority
from qingzhuang.seal.errors import KeyFault
from qingzhuang.seal.key_file import locked, token_file, unlocked
from qingzhuang.seal.pdf_sign import IssuerKey
from qingzhuang.seal.suites import Signing
from qingzhuang.seal.trust import Ended, Trust


class KeyFolder:
    """The keys in a folder. Every method raises KeyFault, or OSError where the disk refuses."""

    def __init__(self, path: Path) -> None:
        self.path = path

    # ------------------------------------------------------------ reading
    def bundle(self) -> bytes:
        """The trust file as it is."""
        try:
            return (self.path / "trust.json").read_bytes()
        except FileNotFoundError as missing:
            raise KeyFault(f"there are no keys in {self.path}; begin with the ceremony") from missing

    def trust(self) -> Trust:
        return trusts.opened(self.bundle())

    def issuer(self, issuer_id: str, passphrase: str, day: date) -> IssuerKey:
        """The key that an issuer signs with on a day."""
        for key in deeds.current(self.trust(), issuer_id, day):
            path = self._key_path(issuer_id, key.kid)
            if path.is_file():
                return unlocked(path.read_bytes(), passphrase)
        raise KeyFault(f"there is no key of {issuer_id} here that may sign on {day}")

    # ------------------------------------------------------------ deeds
    def ceremony(self, name: str, passphrase: str, now: datetime, suite: str = "P-256") -> Trust:
        """A new root in an empty folder."""
        if (self.path / "root.key").exists():
            raise KeyFault(f"there is a root key in {self.path} already")
        made = deeds.ceremony(name, now, suite)
        self._write("root.key", locked(made.root, passphrase))
        self._publish(made, now, f"ceremony: root of {name}, {suite}, fingerprint {made.trust.fingerprint}")
        return made.trust

    def add_issuer(
        self,
        issuer_id: str,
        name: str,
        root: str,
        own: str,
        now: datetime,
        until: date | None = None,
        token: dict[str, str] | None = None,
    ) -> Path:
        """A key for an issuer; its file, locked with `own`, or with the place of the key where it lies in a token."""
        made, changed = deeds.add_issuer(self._authority(root), issuer_id, name, now, until=until, key=_in_token(token))
        return self._keep(made, changed, own, token, now, f"new key of {issuer_id} {name}")

    def rotate(
        self, issuer_id: str, root: str, own: str, now: datetime, until: date | None = None, token: dict[str, str] | None = None
    ) -> Path:
        """A new key; the old one stays good for what it signed until today."""
        made, changed = deeds.rotate(self._authority(root), issuer_id, now, until=until, key=_in_token(token))
        return self._keep(made, changed, own, token, now, f"rotated the key of {issuer_id}")

    def revoke(self, kid: str, on: date, why: str, root: str, now: datetime) -> None:
        try:
            number = bytes.fromhex(kid)
        except ValueError as error:
            raise KeyFault(f"there is no key {kid[:40]}") from error
        changed = deeds.end(self._authority(root), number, on, Ended(why), now)
        self._publish(changed, now, f"ended {kid} on {on}: {why}")

    def believe(self, service: bytes, root: str, now: datetime) -> None:
        """A timestamp service into the trust file."""
        self._publish(deeds.believe(self._authority(root), service, now), now, "a timestamp service is believed")

    # ------------------------------------------------------------ writing
    def _authority(self, passphrase: str) -> Authority:
        try:
            data = (self.path / "root.key").read_bytes()
        except FileNotFoundError as missing:
            raise KeyFault(f"there is no root key in {self.path}; bring its stick, or begin with the ceremony") from missing
        root, trust = unlocked(data, passphrase), self.trust()
        if root.key.point != trust.root:
            raise KeyFault("the trust file is of another root key")
        return Authority(root, trust)

    def _keep(
        self, made: IssuerKey, changed: Authority, own: str, token: dict[str, str] | None, now: datetime, deed: str
    ) -> Path:
        path = self._key_path(made.issuer_id, made.kid)
        data = token_file(made, token) if token else locked(made, own)
        self._write(str(path.relative_to(self.path)), data)
        self._publish(changed, now, f"{deed}, {made.key.suite.name}, number {made.kid.hex()}")
        return path

    def _publish(self, changed: Authority, now: datetime, deed: str) -> None:
        lists = tuple(json.loads(self.bundle())["status"]) if (self.path / "trust.json").exists() else ()
        self._write("trust.json", trusts.bundle(changed.token(), lists), 0o644)
        with (self.path / "protocol.txt").open("a", encoding="utf-8") as protocol:
            protocol.write(f"{now.isoformat(timespec='seconds')}  {deed}\n")

    def _key_path(self, issuer_id: str, kid: bytes) -> Path:
        safe = "".join(sign if sign.isalnum() and sign.isascii() else "_" for sign in issuer_id)
        return self.path / "issuers" / f"{safe}-{kid.hex()}.key"

    def _write(self, name: str, data: bytes, mode: int = 0o600) -> None:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = path.with_name(path.name + ".new")
        with open(os.open(beside, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, mode), "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(path)


def _in_token(token: dict[str, str] | None) -> Signing | None:
    if token is None:
        return None
    from qingzhuang.seal.suites.hardware import TokenKey

    return TokenKey.made(token["module"], token["token"], token["label"], token["pin"])
