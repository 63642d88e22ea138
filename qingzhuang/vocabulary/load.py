"""From the YAML files under `content/vocabulary` to a Vocabulary, with all words folded and the indexes built.

Reading YAML takes longer than everything else together, so its result is kept (see `vocabulary.kept`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from qingzhuang.vocabulary.build import build
from qingzhuang.vocabulary.errors import VocabularyError
from qingzhuang.vocabulary.fold import fold
from qingzhuang.vocabulary.kept import documents, kept
from qingzhuang.vocabulary.model import Vocabulary

LISTS = ("definitions", "bands", "rates")
FOLDED = ("labels", "under", "holds", "words")  # lists of words, at any depth


@cache
def load() -> Vocabulary:
    """The vocabulary that comes with Qingzhuang; read once per process.

    >>> load().field("person.id_number").label["zh-Hans"]
    '公民身份号码'
    """
    return build(compiled(content_folder()))


def load_from(folder: Path) -> Vocabulary:
    """A vocabulary from another folder of the same shape; nothing is cached."""
    return build(compile_files(folder))


def content_folder() -> Path:
    """Where the YAML files are."""
    return Path(__file__).parent.parent / "content" / "vocabulary"


def compiled(folder: Path) -> dict[str, Any]:
    """What `compile_files` gives, kept from the last time as long as no file has changed."""
    return kept("vocabulary", _files(folder), lambda: compile_files(folder))


def compile_files(folder: Path) -> dict[str, Any]:
    """Read all YAML files of a folder into one document of plain lists and dicts, words folded."""
    document: dict[str, Any] = {"entities": {}, "codes": {}, **{kind: [] for kind in LISTS}}
    for path in _files(folder):
        for part in documents(path):
            if "entity" in part:
                _add_entity(document["entities"], part, path)
            elif "codes" in part:
                for name, codes in part["codes"].items():
                    if name in document["codes"]:
                        raise VocabularyError(f"{path.name}: code list {name} is there already")
                    document["codes"][name] = _fold_words(codes)
            elif listed := [kind for kind in LISTS if kind in part]:
                for kind in listed:
                    document[kind].extend(_fold_words(part[kind]))
            else:
                known = ", ".join(("entity", "codes", *LISTS))
                raise VocabularyError(f"{path.name}: expected one of {known}, found {sorted(part)}")
    return document


def _files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.yaml"), key=lambda path: path.relative_to(folder).as_posix())


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
