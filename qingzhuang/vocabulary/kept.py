"""What was made from YAML files is kept as JSON in the user's cache folder, so that a start does not wait for YAML.

The name of a kept file is a digest of what the YAML files hold: when one of them changes, another name is looked for, and an old
file is never read again. Without a writable cache all works the same, only slower.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from qingzhuang import __version__
from qingzhuang.vocabulary.errors import VocabularyError

FORMAT = 4  # raise when something else is made from the same files


def kept(name: str, sources: Sequence[Path], make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What `make` gives for the files `sources`, as JSON holds it (names are texts, days too); kept under `name`."""
    place = _place(name, sources)
    if place is not None:
        try:
            document = json.loads(place.read_bytes())
            if isinstance(document, dict):
                return document
        except (OSError, ValueError):
            pass  # not there yet, or spoilt: read the files and write it again
    text = json.dumps(make(), ensure_ascii=False, default=str)
    if place is not None:
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            fresh = place.with_suffix(f".{os.getpid()}")
            fresh.write_text(text, "utf-8")
            fresh.replace(place)
        except OSError:
            pass  # no cache, no harm
    whole: dict[str, Any] = json.loads(text)  # not what was made itself: the first start must know no more than the next
    return whole


def documents(path: Path) -> Iterator[Mapping[str, Any]]:
    """The documents of a YAML file; raises VocabularyError where it holds anything but names with values."""
    import yaml  # slow to import, and not needed where the result is kept

    try:
        for part in yaml.load_all(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            if not isinstance(part, dict):
                raise VocabularyError(f"{path.name}: expected names with values, found {type(part).__name__}")
            yield part
    except yaml.YAMLError as error:
        raise VocabularyError(f"{path.name} is no YAML: {error}") from error


def _place(name: str, sources: Sequence[Path]) -> Path | None:
    """The file for what the sources hold now; None where there is no home to keep it in."""
    home = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    try:
        base = Path(home) if home else Path.home() / ".cache"
    except RuntimeError:
        return None
    state = hashlib.sha256(f"{FORMAT} {__version__}\n".encode())
    for path in sources:
        held = path.read_bytes()
        state.update(f"{path.name} {len(held)}\n".encode())
        state.update(held)
    return base / "qingzhuang" / f"{name}-{state.hexdigest()[:16]}.json"
