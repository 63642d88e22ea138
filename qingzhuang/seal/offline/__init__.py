"""The page that checks certificates without a network: one HTML file with scripts, words, keys and status lists in it.

It is built when it is issued (`qingzhuang keys page`, or the site), from the trust file of that moment, and can be put on a stick, sent by
mail, opened on a telephone. Its policy lets it ask nobody anything: `connect-src 'none'`.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any

from qingzhuang.seal import trust as trusts
from qingzhuang.seal.errors import KeyFault
from qingzhuang.seal.offline.words import PAGE
from qingzhuang.seal.trust import Trust
from qingzhuang.seal.verdict import BAD_INPUT, CANNOT_TELL
from qingzhuang.seal.verdict_words import NOTES, SENTENCES

HERE = Path(__file__).parent
LIBRARIES = ("jsQR.js", "sm2.js", "sm3.js")
LICENCES = ("jsQR.LICENSE", "sm-crypto.LICENSE", "jsbn.LICENSE")
OURS = ("bytes.js", "suites.js", "code.js", "der.js", "pdf.js", "verify.js", "picture.js", "page.js")
MARK = re.compile(r"\{\{([A-Z]+)\}\}")
OWN_SENTENCES = ("no_crypto", "no_camera", "no_picture")


def can_be_built() -> bool:
    """Whether the browser libraries are here: set-up fetches them, a wheel brings them."""
    return all((HERE / "lib" / name).is_file() for name in (*LIBRARIES, *LICENCES))


def page(bundle: bytes) -> str:
    """The HTML of the page for a trust file. Raises KeyFault where that cannot be opened or the libraries are missing."""
    if not can_be_built():
        raise KeyFault("the libraries of the offline page are missing: run `make setup`, with a network")
    trust = trusts.opened(bundle)
    script = "\n".join((*_libraries(), _data(trust), *(_text(name) for name in OURS)))
    style = _text("page.css")
    parts = {"STYLE": style, "SCRIPT": script, "POLICY": _policy(script, style), "LICENCES": _licences()}
    return MARK.sub(lambda mark: parts[mark[1]], _text("page.html"))


def _libraries() -> list[str]:
    return [(HERE / "lib" / name).read_text(encoding="utf-8") for name in LIBRARIES]


def _licences() -> str:
    """The licences of the libraries, as they ask for, in a comment."""
    texts = (f"{name}\n\n{(HERE / 'lib' / name).read_text(encoding='utf-8')}" for name in LICENCES)
    return "\n\n".join(texts).replace("--", "- -").replace(">", "")


def _text(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _data(trust: Trust) -> str:
    sentences = {**SENTENCES, **{key: PAGE[key] for key in OWN_SENTENCES}}
    unsure = sorted({code.value for code in (*CANNOT_TELL, *BAD_INPUT)} | set(OWN_SENTENCES))
    values = {"TRUST": _trust(trust), "SENTENCES": sentences, "NOTES": NOTES, "WORDS": PAGE, "CANNOT": unsure}
    return "\n".join(f"const {name} = {_literal(value)};" for name, value in values.items())


def _trust(trust: Trust) -> dict[str, Any]:
    return {
        "authority": trust.authority,
        "made": trust.made.isoformat(),
        "keys": [
            {
                "kid": key.kid.hex(),
                "suite": key.suite,
                "point": base64.b64encode(key.point).decode("ascii"),
                "issuer": key.issuer_id,
                "name": key.issuer_name,
                "from": key.start.isoformat(),
                "until": key.end.isoformat(),
                "ended": {"on": key.ended_on.isoformat(), "why": key.ended_why.value} if key.ended_on and key.ended_why else None,
            }
            for key in trust.keys
        ],
        "lists": {
            issuer: {
                "made": listed.made.isoformat(),
                "fresh_until": listed.fresh_until.isoformat(),
                "papers": base64.b64encode(listed.papers.data()).decode("ascii"),
            }
            for issuer, listed in trust.lists.items()
        },
    }


def _literal(value: Any) -> str:
    """A value as a script writes it; nothing in it can end the script."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _policy(script: str, style: str) -> str:
    def sha(text: str) -> str:
        return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")

    return (
        f"default-src 'none'; script-src 'sha256-{sha(script)}'; style-src 'sha256-{sha(style)}'; img-src blob: data:; "
        "media-src blob: mediastream:; connect-src 'none'; base-uri 'none'; form-action 'none'"
    )
