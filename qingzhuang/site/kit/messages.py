"""Message catalogues without the gettext programs: gather msgids into .po files, compile them to .mo, say what is missing.

python -m qingzhuang.site.kit.messages extract     after words were changed
python -m qingzhuang.site.kit.messages compile
python -m qingzhuang.site.kit.messages check       exit code 1 where something is missing or stale
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SITE = Path(__file__).resolve().parent.parent
LOCALE = SITE / "locale"
LANGUAGES = {"zh_Hans": "zh_Hans", "zh_Hant": "zh_Hant", "en": "en"}
KEYWORDS = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2)}
PUT_RIGHT = {
    "社群": "社區", "臺賬": "台帳", "賬號": "帳號", "稽核": "審核", "檢視": "查看", "退出登入": "登出", "“": "「", "”": "」",
}  # fmt: skip


def gathered() -> Catalog:
    """Every msgid in Python files and templates of the site."""
    catalog = Catalog(charset="utf-8")
    for path, msgid, comments in _messages():
        catalog.add(msgid, locations=[(path, 1)], auto_comments=comments)
    return catalog


def _messages() -> Iterator[tuple[str, object, list[str]]]:
    for path in sorted(SITE.rglob("*.py")):
        if "tests" not in path.parts and "migrations" not in path.parts:
            yield from _extracted("python", path, path.read_text("utf-8"))
    from django.utils.translation.template import templatize

    _configured()
    for path in sorted(SITE.rglob("templates/**/*.html")):
        code = re.sub(r"\bu(?=['\"])", "", templatize(path.read_text("utf-8")))
        yield from _extracted("javascript", path, code)


def _configured() -> None:
    """The template lexer asks for settings; any will do."""
    from django.conf import settings

    if not settings.configured:
        settings.configure()


def _extracted(method: str, path: Path, text: str) -> Iterator[tuple[str, object, list[str]]]:
    name = path.relative_to(SITE).as_posix()
    for _line, message, comments, _context in extract(method, io.BytesIO(text.encode()), keywords=KEYWORDS, comment_tags=()):
        yield name, message, comments


def catalogue(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read_catalogue(language: str) -> Catalog:
    path = catalogue(language)
    if not path.exists():
        return Catalog(locale=LANGUAGES[language], charset="utf-8")
    with path.open("rb") as source:
        return read_po(source, locale=LANGUAGES[language])


def update() -> None:
    """Put new msgids into every catalogue and take out those no longer used; English stands for itself."""
    template = gathered()
    for language in LANGUAGES:
        old = read_catalogue(language)
        old.update(template, no_fuzzy_matching=True)
        old.obsolete.clear()
        for message in old:
            if message.id and not any(message.string or ()):
                message.string = _first_draft(language, message.id)
        _write(language, old)


def _write(language: str, catalog: Catalog) -> None:
    """Write a catalogue; one in which only the date would change is left alone."""
    catalog.header_comment, catalog.fuzzy = f"# Qingzhuang in {language}. msgids are English.", False
    catalog.project, catalog.version, catalog.msgid_bugs_address = "qingzhuang", "1", ""
    catalog.last_translator = catalog.language_team = "Qingzhuang"
    path, out = catalogue(language), io.BytesIO()
    path.parent.mkdir(parents=True, exist_ok=True)
    write_po(out, catalog, width=120, sort_output=True, include_lineno=False)
    if not path.exists() or _undated(out.getvalue()) != _undated(path.read_bytes()):
        path.write_bytes(out.getvalue())


def _undated(text: bytes) -> list[bytes]:
    return [line for line in text.splitlines() if b"-Date:" not in line]


def _first_draft(language: str, msgid: str | tuple[str, ...]) -> str | tuple[str, ...]:
    """English is the msgid itself; traditional Chinese is made from the simplified text, to be read by a person."""
    if language == "en":
        return msgid
    simplified = read_catalogue("zh_Hans").get(msgid if isinstance(msgid, str) else msgid[0])
    if language == "zh_Hans" or simplified is None:
        return "" if isinstance(msgid, str) else ("",)
    text = simplified.string
    return traditional(text) if isinstance(text, str) else tuple(traditional(part) for part in text)


def traditional(text: str) -> str:
    """Simplified to traditional by words, with what OpenCC turns into the wrong word put right.

    >>> traditional("社区的台账")
    '社區的台帳'
    """
    import opencc

    text = opencc.OpenCC("s2twp").convert(text)
    for wrong, right in PUT_RIGHT.items():
        text = text.replace(wrong, right)
    return text


def compile_catalogues() -> bool:
    """Make .mo files that are missing or older than their .po; says whether any was."""
    made = False
    for language in LANGUAGES:
        source, target = catalogue(language), catalogue(language).with_suffix(".mo")
        if source.exists() and (not target.exists() or target.stat().st_mtime < source.stat().st_mtime):
            with target.open("wb") as out:
                write_mo(out, read_catalogue(language))
            made = True
    return made


def faults() -> list[str]:
    """What is missing, stale, or has other placeholders than its msgid."""
    template = gathered()
    wanted = {_key(message.id) for message in template if message.id}
    found: list[str] = []
    for language in LANGUAGES:
        have = {_key(message.id): message for message in read_catalogue(language) if message.id}
        found += [f"{language}: not in the catalogue: {key!r}" for key in sorted(wanted - have.keys())]
        found += [f"{language}: no longer used: {key!r}" for key in sorted(have.keys() - wanted)]
        for key, message in have.items():
            strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
            if message.fuzzy or not all(strings):
                found.append(f"{language}: not translated: {key!r}")
            elif any(_places(text) != _places(key) for text in strings):
                found.append(f"{language}: other placeholders: {key!r}")
    return found


def _key(msgid: object) -> str:
    return str(msgid[-1] if isinstance(msgid, (tuple, list)) else msgid)


def _places(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)s", text))


def main(arguments: list[str]) -> int:
    if arguments == ["extract"]:
        update()
    elif arguments == ["compile"]:
        compile_catalogues()
    elif arguments == ["check"]:
        for fault in (found := faults()):
            sys.stderr.write(fault + "\n")
        return 1 if found else 0
    else:
        sys.stderr.write(str(__doc__))
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
