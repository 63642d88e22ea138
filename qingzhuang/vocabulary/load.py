"""From the YAML files under `content/vocabulary` to a Vocabulary, with all words folded and the indexes built.

Reading YAML takes longer than everything else together, so its result is kept as JSON in the user's cache folder and
read from there as long as no file has changed. Without a writable cache all works the same, only slower.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from qingzhuang.vocabulary.build import build
from qingzhuang.vocabulary.errors import VocabularyError
from qingzhuang.vocabulary.fold import fold
from qingzhuang.vocabulary.model import Vocabulary

CACHE_FORMAT = 2  # raise when `compile_files` makes something else from the same files
FOLDED = ("labels", "under", "holds", "words")  # lists of words, at any depth


@cache
def load() -> Vocabulary:
    """The vocabulary that comes with Qingzhuang; read once per process.

    >>> load().field("person.id_number").label["zh-Hans"]
    '公民身份号码'
    """
    return build(_compiled(content_folder()))


def load_from(folder: Path) -> Vocabulary:
    """A vocabulary from another folder of the same shape; nothing is cached."""
    return build(compile_files(folder))


def content_folder() -> Path:
    """Where the YAML files are."""
    return Path(__file__).parent.parent / "content" / "vocabulary"


def compile_files(folder: Path) -> dict[str, Any]:
    """Read all YAML files of a folder into one document of plain lists and dicts, words folded."""
    document: dict[str, Any] = {"entities": {}, "codes": {}, "definitions": []}
    for path in _files(folder):
        for part in _read(path):
            if "entity" in part:
                _add_entity(document["entities"], part, path)
            elif "codes" in part:
                for name, codes in part["codes"].items():
                    if name in document["codes"]:
                        raise VocabularyError(f"{path.name}: code list {name} is there already")
                    document["codes"][name] = _fold_words(codes)
            elif "definitions" in part:
                document["definitions"].extend(_fold_words(part["definitions"]))
            else:
                raise VocabularyError(f"{path.name}: expected 'entity', 'codes' or 'definitions', found {sorted(part)}")
    return document


def _files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.yaml"), key=lambda path: path.relative_to(folder).as_posix())


def _read(path: Path) -> Iterator[Mapping[str, Any]]:
    import yaml  # slow to import, and not needed when the cache is warm

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        for part in yaml.load_all(path.read_text("utf-8"), Loader=loader):
            if not isinstance(part, dict):
                raise VocabularyError(f"{path.name}: expected names with values, found {type(part).__name__}")
            yield part
    except yaml.YAMLError as error:
        raise VocabularyError(f"{path.name} is no YAML: {error}") from error


def _add_entity(entities: dict[str, Any], part: Mapping[str, Any], path: Path) -> None:
    """An entity may be spread over files: the first that has a label describes it, all may add fields."""
    entity = entities.setdefault(part["entity"], {"fields": {}})
    for name, body in part.get("fields", {}).items():
        if name in entity["fields"]:
            raise VocabularyError(f"{path.name}: {part['entity']}.{name} is there already")
        entity["fields"][name] = _fold_words(body)
    for key, value in part.items():
        if key == "labels":
            entity[key] = _folded(value)
        elif key == "groups":
            entity.setdefault(key, {}).update({prefix: _folded(words) for prefix, words in value.items()})
        elif key != "fields":
            entity[key] = _fold_words(value)


def _fold_words(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _folded(value) if key in FOLDED else _fold_words(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_fold_words(item) for item in node]
    return node


def _folded(words: Any) -> list[str]:
    for word in words:
        if not isinstance(word, str):  # YAML reads an unquoted No as false and 1 as a number
            raise VocabularyError(f"word {word!r} in {words!r} must stand in quotes")
    return list(dict.fromkeys(fold(word) for word in words))


# ---------------------------------------------------------------- cache
def _compiled(folder: Path) -> dict[str, Any]:
    kept = _cache_file(folder)
    if kept is not None:
        try:
            document = json.loads(kept.read_bytes())
            if isinstance(document, dict):
                return document
        except (OSError, ValueError):
            pass  # not there yet, or spoilt: read the files and write it again
    document = compile_files(folder)
    if kept is not None:
        try:
            kept.parent.mkdir(parents=True, exist_ok=True)
            fresh = kept.with_suffix(f".{os.getpid()}")
            fresh.write_text(json.dumps(document, ensure_ascii=False, default=str), "utf-8")
            fresh.replace(kept)
        except OSError:
            pass  # no cache, no harm
    return document


def _cache_file(folder: Path) -> Path | None:
    """The cache file for the present state of the folder; None where there is no home to keep it in."""
    home = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    try:
        base = Path(home) if home else Path.home() / ".cache"
    except RuntimeError:
        return None
    state = hashlib.sha256(str(CACHE_FORMAT).encode())
    for path in _files(folder):
        stat = path.stat()
        state.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return base / "qingzhuang" / f"vocabulary-{state.hexdigest()[:16]}.json"
