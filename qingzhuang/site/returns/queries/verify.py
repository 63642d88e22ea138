"""Is this file what was signed? By its bytes, and by the manifest beside it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from qingzhuang.seal import SealError
from qingzhuang.seal.manifests import canonical, digest_of
from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.returns import kept, proof, rights
from qingzhuang.site.returns.models import Version
from qingzhuang.site.warehouse import queries as warehouse

LARGEST_MANIFEST = 5_000_000


@dataclass(frozen=True)
class Verdict:
    """What can be said of a file. `code` is one of: genuine, superseded, changed, forged, unknown.

    `told` is the manifest where its signature holds. `version` is that of this installation, where the actor may see it; `newest`
    the number of the one that counts now; `kept` what has become of what is kept here of it, `taken_out` when and on which basis
    values of residents were taken out of that.
    """

    code: str
    told: dict[str, Any] | None = None
    version: Version | None = None
    newest: int = 0
    kept: str = ""
    taken_out: tuple[dict[str, Any], ...] = ()


def may_verify(actor: Actor) -> None:
    """404 for whoever has nothing to do with returns."""
    if not (actor.may("see_return") or actor.may("collect_return")):
        raise Http404


def verdict_for(actor: Actor, data: bytes, manifest: bytes = b"") -> Verdict:
    """Verify a file, with its manifest or by what this installation remembers of it."""
    may_verify(actor)
    told = _read(manifest) if manifest else None
    if manifest and (told is None or not proof.is_whole(told)):
        return Verdict("forged")
    sha256 = digest_of(data)
    if told is not None and told["file"]["sha256"] != sha256:
        return Verdict("changed", told)
    known = Version.objects.filter(sha256=sha256).select_related("owed__area", "owed__round__area", "signed_by__person")
    version = known.filter(seal=told["seal"]).first() if told else known.order_by("-number").first()
    if version is None:
        return Verdict("genuine", told) if told else Verdict("unknown")
    newest = version.owed.versions.order_by("-number").values_list("number", flat=True).first() or version.number
    seen = version if rights.may(actor, "see_round", version.owed.round) else None
    code = "superseded" if newest > version.number else "genuine"
    kept_here = condition_of(version).value if seen else ""
    return Verdict(code, told or version.manifest, seen, newest, kept_here, marks_of(version) if seen else ())


def condition_of(version: Version) -> warehouse.Condition:
    """What has become of the cells and of the picture that are kept of a version: whole, less what was taken out, or altered."""
    found = [_content(version)]
    if version.picture is not None:
        found.append(warehouse.condition_of(version.picture))
    order = (warehouse.Condition.ALTERED, warehouse.Condition.TAKEN_OUT, warehouse.Condition.RELEASED, warehouse.Condition.WHOLE)
    return next(one for one in order if one in found)


def _content(version: Version) -> warehouse.Condition:
    try:
        digest = digest_of(canonical(kept.load(version.content).as_json()))
    except (Refusal, SealError, ValueError):
        return warehouse.Condition.ALTERED
    if digest == version.manifest["content"]:
        return warehouse.Condition.WHOLE
    left = {mark["content"] for mark in version.taken_out}
    return warehouse.Condition.TAKEN_OUT if digest in left else warehouse.Condition.ALTERED


def marks_of(version: Version) -> tuple[dict[str, Any], ...]:
    """When and on which basis values were taken out of what is kept of a version, each once."""
    marks = [*version.taken_out, *(version.picture.taken_out if version.picture else ())]
    told = [{name: mark[name] for name in ("on", "ground", "basis")} for mark in marks]
    return tuple({(one["on"], one["basis"]): one for one in told}.values())


def _read(manifest: bytes) -> dict[str, Any] | None:
    if len(manifest) > LARGEST_MANIFEST:
        return None
    try:
        told = json.loads(manifest)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) and isinstance(told.get("file"), dict) else None
