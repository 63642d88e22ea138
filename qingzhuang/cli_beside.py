"""`qingzhuang verify FILE --manifest FILE`: a signed return held against the manifest beside it, without a server."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from qingzhuang.cli import USAGE, Refusal, bytes_of
from qingzhuang.console import Console

# code → (Chinese, English)
WORDS: dict[str, tuple[str, str]] = {
    "genuine": ("属实：一个字节都没有变。", "Genuine: byte for byte what was signed."),
    "resaved": (
        "属实：内容与签报时一样；文件被别的程序另存过。",
        "Genuine: nothing that stands in it is other than was signed; the file was saved again by another program.",
    ),
    "changed": (
        "清单属实，但文件不是签报的那一份：里面改过。",
        "The manifest is genuine, but the file is not the one that was signed.",
    ),
    "elsewhere": (
        "不是这把钥匙签的：请核对 --key 是不是对方的钥匙。",
        "Signed by another key: make sure that --key is that of whoever signed it.",
    ),
    "forged": (
        "清单签名对不上：签过以后被改动，或不是清单。",
        "The signature does not fit the manifest: it was changed after it was signed.",
    ),
    "no_manifest": ("{name} 不是上报清单（.manifest.json）。", "{name} is no manifest of a return (.manifest.json)."),
    "cell": ("  {cell} {label}：签的是 {was}，文件里是 {now}", "  {cell} {label}: {was} was signed, {now} stands in the file"),
    "others": (
        "  清单里的数字都对；改动在别的格子（文字或名单的行），请到出具方的网站核验。",
        "  The figures are as signed; another cell is not (a text, a row of a list): the site that signed it tells which.",
    ),
    "unread": ("  这个文件打不开，只比对了字节。", "  The file cannot be read as a form; only its bytes were compared."),
    "named": (
        "  文件名变了，签报时叫 {name}；文件名不在签名之内。",
        "  The name is another: it was signed as {name}. The name is not signed.",
    ),
    "report": ("  {title} · {place} · {day} · 第 {number} 版", "  {title} · {place} · {day} · version {number}"),
    "key": ("  钥匙 {key}（没有给 --key：请向对方核对）", "  Key {key} (no --key was given: compare it with whoever signed)"),
    "nothing": ("空", "nothing"),
}
GOOD = ("genuine", "resaved")


def verify_return(options: argparse.Namespace, console: Console) -> int:
    """0 as signed, 1 not, 2 the input cannot be used."""
    from qingzhuang.formfill.contents import as_text, contents_of
    from qingzhuang.formfill.errors import FormError
    from qingzhuang.formfill.read.safely import read_safely
    from qingzhuang.seal.beside import judge, read_manifest
    from qingzhuang.seal.manifests import digest_of

    path = Path(options.paper)
    try:
        data, told = bytes_of(path, console), read_manifest(bytes_of(options.manifest, console))
        if told is None:
            raise Refusal(_say(console, "no_manifest", name=options.manifest))
    except Refusal as refusal:
        console.complain(str(refusal))
        return USAGE
    try:
        here = contents_of(read_safely(data, path.name))
    except FormError:
        here = None
    cells = {**here.cells, **{cell: text for cell, text in here.formulas.items() if text}} if here else {}
    found = judge(
        told, sha256=digest_of(data), values=here.digest if here else "", cells=cells, public=options.key, as_text=as_text
    )
    good = found.code in GOOD
    if options.json:
        console.say(json.dumps({**asdict(found), "told": told if found.code != "forged" else None}, ensure_ascii=False, indent=1))
        return int(not good)
    console.say(console.painted(f"{'✓' if good else '✗'} {_say(console, found.code)}", "sure" if good else "asked"))
    if found.code == "forged":
        return 1
    report = {"title": told["form"]["title"], "place": told["place"]["name"], "day": told["as_of"], "number": told["number"]}
    console.say(_say(console, "report", **report))
    for one in found.figures:
        nothing = _say(console, "nothing")
        console.say(_say(console, "cell", cell=one.cell, label=one.label, was=one.was or nothing, now=one.now or nothing))
    if not found.fits and not found.figures:
        console.say(_say(console, "others" if here else "unread"))
    if told["file"]["name"] != path.name:
        console.say(_say(console, "named", name=told["file"]["name"]))
    if not options.key:
        console.say(_say(console, "key", key=found.key))
    return int(not good)


def _say(console: Console, word: str, **parts: object) -> str:
    return WORDS[word][console.language == "en"].format(**parts)
