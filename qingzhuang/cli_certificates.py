"""`qingzhuang verify` and `qingzhuang keys`: check a certificate without a server; make, renew and end the keys that sign."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qingzhuang.cli import DONE, USAGE, Refusal, bytes_of, day_of
from qingzhuang.cli_certificate_words import say
from qingzhuang.console import Console

if TYPE_CHECKING:
    from qingzhuang.seal.key_folder import KeyFolder
    from qingzhuang.seal.trust import Trust


# ---------------------------------------------------------------- verify
def verify_paper(options: argparse.Namespace, console: Console) -> int:
    """0 valid, 1 not valid or cannot tell, 2 the input or the trust file cannot be used."""
    from qingzhuang.seal.errors import KeyFault
    from qingzhuang.seal.verify import verify

    if options.manifest is not None:
        from qingzhuang.cli_beside import verify_return

        return verify_return(options, console)
    if options.trust is None:
        console.complain(say(console, "how"))
        return USAGE
    try:
        paper = _paper(options.paper, console)
        trust = _trust(options, console)
    except (Refusal, KeyFault) as refusal:
        console.complain(str(refusal))
        return USAGE
    now = datetime.combine(day_of(options.on, console), time(12), UTC) if options.on else datetime.now(UTC)
    facts: Mapping[str, Any] = {}
    if isinstance(paper, str) and "~" in paper:
        from qingzhuang.seal.disclosure import check

        shown = check(paper, trust, now)
        found, facts = shown.verdict, shown.facts
    else:
        found = verify(paper, trust, now)
    language = "en" if console.language == "en" else "zh-hans"
    if options.json:
        told = found.as_json(language) | ({"facts": dict(facts)} if facts else {})
        console.say(json.dumps(told, ensure_ascii=False, indent=1))
        return found.exit_code
    sign = {0: "✓", 1: "✗", 2: "!"}[found.exit_code]
    console.say(console.painted(f"{sign} {found.message(language)}", {0: "sure", 1: "asked", 2: "unsure"}[found.exit_code]))
    if found.claims:
        claims = found.claims
        days = claims.issued.isoformat() + (f" – {claims.valid_until.isoformat()}" if claims.valid_until else "")
        console.say(f"  {found.issuer_name}")
        console.say(f"  {claims.title}  {claims.number}  {claims.masked_name} {claims.masked_id}  {days}")
    for name, value in facts.items():
        console.say(f"  {name} = {json.dumps(value, ensure_ascii=False)}")
    for remark in found.remarks(language):
        console.say(f"  · {remark}")
    return found.exit_code


def _paper(given: str, console: Console) -> bytes | str:
    """The bytes of a file of this name, else the text itself."""
    path = Path(given)
    try:
        there = path.is_file()
    except (OSError, ValueError):  # a text that is too long for a name, or holds what no name may
        there = False
    if there:
        return bytes_of(path, console)
    if path.suffix.lower() == ".pdf":
        raise Refusal(console.words("no_file", name=path))
    return given


def _trust(options: argparse.Namespace, console: Console) -> Trust:
    from qingzhuang.seal import trust as trusts

    trust = trusts.opened(bytes_of(options.trust, console), options.root)
    for path in options.status:
        trust = trust.with_list(bytes_of(path, console).decode("ascii", "replace").strip())
    return trust


# ---------------------------------------------------------------- keys
def look_after_keys(options: argparse.Namespace, console: Console) -> int:
    from qingzhuang.seal.errors import SealError
    from qingzhuang.seal.key_folder import KeyFolder

    folder = KeyFolder(options.folder)
    try:
        return DEEDS[options.deed](folder, options, console)
    except SealError as fault:
        raise Refusal(say(console, "refused", why=fault)) from fault
    except OSError as fault:
        raise Refusal(console.words("cannot_write", name=options.folder, why=fault.strerror)) from fault


def _ceremony(folder: KeyFolder, options: argparse.Namespace, console: Console) -> int:
    name = _needed(options, "name", console)
    trust = folder.ceremony(
        name, _passphrase(options.passphrase_file, "root", console, new=True), datetime.now(UTC), options.suite
    )
    console.say(say(console, "made_root", folder=folder.path, fingerprint=trust.fingerprint))
    return DONE


def _issuer(folder: KeyFolder, options: argparse.Namespace, console: Console) -> int:
    code, name = _needed(options, "issuer", console), _needed(options, "name", console)
    root = _passphrase(options.passphrase_file, "root", console)
    token = _token(options, console)
    own = "" if token else _passphrase(options.issuer_passphrase_file, "issuer", console, new=True)
    until = day_of(options.until, console) if options.until else None
    path = folder.add_issuer(code, name, root, own, datetime.now(UTC), until, token)
    console.say(say(console, "made_key", path=path))
    return DONE


def _rotate(folder: KeyFolder, options: argparse.Namespace, console: Console) -> int:
    code = _needed(options, "issuer", console)
    root = _passphrase(options.passphrase_file, "root", console)
    token = _token(options, console)
    own = "" if token else _passphrase(options.issuer_passphrase_file, "issuer", console, new=True)
    until = day_of(options.until, console) if options.until else None
    path = folder.rotate(code, root, own, datetime.now(UTC), until, token)
    console.say(say(console, "made_key", path=path))
    return DONE


def _revoke(folder: KeyFolder, options: argparse.Namespace, console: Console) -> int:
    kid, why = _needed(options, "kid", console), _needed(options, "why", console)
    root = _passphrase(options.passphrase_file, "root", console)
    folder.revoke(kid, day_of(options.on, console), why, root, datetime.now(UTC))
    console.say(say(console, "revoked", kid=kid, why=why))
    return DONE


def _list(folder: KeyFolder, options: argparse.Namespace, console: Console) -> int:
    trust = folder.trust()
    console.say(f"{trust.authority}  {trust.root_suite}  {trust.fingerprint}")
    for key in trust.keys:
        ended = f"  {key.ended_why.value} {key.ended_on}" if key.ended_why else ""
        console.say(f"  {key.kid.hex()}  {key.issuer_id} {key.issuer_name}  {key.start} – {key.end}{ended}")
    return DONE


def _timestamps(folder: KeyFolder, options: argparse.Namespace, console: Console) -> int:
    path = Path(_needed(options, "certificate", console))
    folder.believe(bytes_of(path, console), _passphrase(options.passphrase_file, "root", console), datetime.now(UTC))
    console.say(say(console, "believed", path=path))
    return DONE


def _page(folder: KeyFolder, options: argparse.Namespace, console: Console) -> int:
    from qingzhuang.seal.offline import page

    out = Path(_needed(options, "out", console))
    out.write_text(page(folder.bundle()), encoding="utf-8")
    console.say(console.words("written", name=out))
    return DONE


DEEDS: dict[str, Callable[[KeyFolder, argparse.Namespace, Console], int]] = {
    "ceremony": _ceremony,
    "issuer": _issuer,
    "rotate": _rotate,
    "revoke": _revoke,
    "list": _list,
    "page": _page,
    "timestamps": _timestamps,
}


def _needed(options: argparse.Namespace, name: str, console: Console) -> str:
    value = getattr(options, name)
    if not value:
        raise Refusal(say(console, "needed", option=f"--{name}", deed=options.deed))
    return str(value)


def _passphrase(path: Path | None, of: str, console: Console, new: bool = False) -> str:
    """From a file's first line, or asked for without showing it; a new one twice and of twelve signs at least."""
    import getpass

    if path is not None:
        text = bytes_of(path, console).decode("utf-8", "replace").split("\n")[0].strip()
    else:
        text = getpass.getpass(say(console, f"passphrase_{of}"))
        if new and text != getpass.getpass(say(console, "again")):
            raise Refusal(say(console, "differ"))
    if new and len(text) < 12:
        raise Refusal(say(console, "short"))
    return text


def _token(options: argparse.Namespace, console: Console) -> dict[str, str] | None:
    """Where a key lies in hardware: module, token, label and PIN; None where none is named."""
    if not options.module:
        return None
    pin = _passphrase(options.pin_file, "pin", console)
    return {"module": options.module, "token": _needed(options, "token", console), "label": options.label, "pin": pin}
