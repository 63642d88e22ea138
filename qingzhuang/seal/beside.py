"""A file and the manifest beside it: whether they belong together, and where not, which figures are others than were signed.

>>> judged = judge({"kind": "x"}, sha256="0" * 64, values="", cells={})
>>> judged.code
'forged'
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qingzhuang.seal.manifests import SIGNATURE, sealed, verified

KIND = "qingzhuang return"
LARGEST = 5_000_000
UNSEALED = (SIGNATURE, "previous", "seal")


@dataclass(frozen=True, slots=True)
class Differs:
    """One cell: what was signed, and what stands in the file. `label` is the heading, where the manifest tells it."""

    cell: str
    label: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What a manifest says of a file.

    `code`: genuine (byte for byte), resaved (other bytes, nothing that stands in it is another), changed, elsewhere (signed by another
    installation than the one asked of; `fits` says whether file and manifest belong together), forged (the manifest is not as anybody
    signed it). `figures` are the figures that differ; `others` says that other cells do, which the manifest does not name.
    """

    code: str
    fits: bool = False
    figures: tuple[Differs, ...] = ()
    others: bool = False
    key: str = ""


def read_manifest(data: bytes) -> dict[str, Any] | None:
    """A manifest from the bytes of its file; None for what is none."""
    if len(data) > LARGEST:
        return None
    try:
        told = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) and isinstance(told.get("file"), dict) and told.get("kind") == KIND else None


def key_of(manifest: Mapping[str, Any]) -> str:
    """The public key that a manifest says it was signed by; empty where it says none."""
    told = manifest.get(SIGNATURE)
    return str(told.get("key") or "") if isinstance(told, Mapping) else ""


def is_whole(manifest: Mapping[str, Any], public: str) -> bool:
    """Whether a manifest is as the holder of this key signed it, and its seal fits what it says."""
    if manifest.get("kind") != KIND or not verified(manifest, public):
        return False
    told = {name: value for name, value in manifest.items() if name not in UNSEALED}
    return sealed(told, str(manifest.get("previous") or "")) == manifest.get("seal")


def judge(
    manifest: Mapping[str, Any], *, sha256: str, values: str, cells: Mapping[str, str], public: str = "", as_text: Any = str
) -> Judged:
    """Hold a file against its manifest. `values` is the digest of what stands in the file and `cells` its cells by address, both empty
    where the file cannot be read; `public` is the key that it should be signed by, empty for whatever key the manifest names."""
    key = key_of(manifest)
    if not key or not is_whole(manifest, key):
        return Judged("forged", key=key)
    figures: tuple[Differs, ...] = ()
    others = False
    if manifest["file"].get("sha256") == sha256:
        code = "genuine"
    elif values and manifest["file"].get("values") == values:
        code = "resaved"
    else:
        code = "changed"
        figures = tuple(_figures(manifest, cells, as_text)) if cells else ()
        others = not figures
    fits = code != "changed"
    if public and key != public:
        code = "elsewhere"
    return Judged(code, fits, figures, others, key)


def _figures(manifest: Mapping[str, Any], cells: Mapping[str, str], as_text: Any) -> Any:
    for one in manifest.get("numbers", ()):
        was, now = as_text(one["value"]), cells.get(one["cell"], "")
        if was != now:
            yield Differs(one["cell"], one["label"], was, now)
