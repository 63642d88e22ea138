"""Is this file what was signed? By its bytes, by what stands in it, and by the manifest beside it; where not, which cells differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from django.http import Http404

from qingzhuang.formfill.contents import Contents, as_text, contents_of, differences
from qingzhuang.formfill.errors import FormError
from qingzhuang.formfill.read.safely import read_safely
from qingzhuang.seal import SealError
from qingzhuang.seal.beside import Differs, judge, read_manifest
from qingzhuang.seal.manifests import canonical, digest_of
from qingzhuang.site.accounts.queries import Actor
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.returns import kept, proof, rights
from qingzhuang.site.returns.models import Version
from qingzhuang.site.warehouse import queries as warehouse

SHOWN = 30  # cells told
NEAR = 20  # versions that a file without a manifest is held against
ALIKE = 0.5  # of the cells: a file that differs in more is another report
HEAD = 40  # cells in which its title is looked for


@dataclass(frozen=True)
class Verdict:
    """What can be said of a file. `code` is one of: genuine, resaved, superseded, changed, elsewhere, forged, unreadable, unknown.

    `told` is the manifest where its signature holds. `version` is that of this installation, where the actor may see it; `newest`
    the number of the one that counts now; `kept` what has become of what is kept here of it, `taken_out` when and on which basis
    values of residents were taken out of that. `differs` are cells that are not as signed (of a version that does not count any more:
    not as in the one that does), `more` how many are not told, `others` that cells differ which cannot be named. `named` is another
    name that the file had; `nearest` that the version was found by its title, since no manifest tells it.
    """

    code: str
    told: dict[str, Any] | None = None
    version: Version | None = None
    newest: int = 0
    kept: str = ""
    taken_out: tuple[dict[str, Any], ...] = ()
    differs: tuple[Differs, ...] = ()
    more: int = 0
    others: bool = False
    named: str = ""
    nearest: bool = False
    fits: bool = False
    resaved: bool = False
    added_sheets: tuple[str, ...] = ()


def may_verify(actor: Actor) -> None:
    """404 for whoever has nothing to do with returns."""
    if not (actor.may("see_return") or actor.may("collect_return")):
        raise Http404


def public_key() -> str:
    """The key of this installation that others verify by."""
    return proof.signer().public


def verdict_for(actor: Actor, data: bytes, manifest: bytes = b"", name: str = "") -> Verdict:
    """Verify a file, with its manifest or by what this installation remembers of it."""
    may_verify(actor)
    told = read_manifest(manifest) if manifest else None
    if manifest and told is None:
        return Verdict("unreadable")
    here = _contents(data, name)
    if told is None:
        return _by_memory(actor, data, here, name)
    judged = judge(
        told, sha256=digest_of(data), values=here.digest if here else "", cells=_all(here), public=public_key(), as_text=as_text
    )
    if judged.code in ("forged", "elsewhere"):
        return Verdict(judged.code, told if judged.code == "elsewhere" else None, differs=judged.figures, fits=judged.fits)
    named = told["file"]["name"] if name and told["file"]["name"] != name else ""
    version = _known().filter(seal=told["seal"]).first()
    if version is None:
        return Verdict(judged.code, told, differs=judged.figures, others=judged.others, named=named, fits=judged.fits)
    return _of_version(
        actor, version, here, judged.code, replace(Verdict(judged.code, told), named=named, differs=judged.figures)
    )


def _by_memory(actor: Actor, data: bytes, here: Contents | None, name: str) -> Verdict:
    """Without a manifest: by its bytes, by what stands in it, and last by the report whose title stands in it."""
    version = _known().filter(sha256=digest_of(data)).order_by("-number").first()
    if version is not None:
        code = "genuine"
    elif here is not None:
        version = _known().filter(manifest__file__values=here.digest).order_by("-number").first()
        code = "resaved" if version else "changed"
        version = version or _nearest(actor, here)
    if version is None:
        return Verdict("unknown")
    named = version.file_name if name and version.file_name != name else ""
    return _of_version(actor, version, here, code, Verdict(code, version.manifest, named=named, nearest=code == "changed"))


def _of_version(actor: Actor, version: Version, here: Contents | None, code: str, so_far: Verdict) -> Verdict:
    """What is kept here of the version added to a verdict, for whoever may see it."""
    newest = version.owed.versions.order_by("-number").first() or version
    seen = rights.may(actor, "see_round", version.owed.round)
    took = seen and rights.may(actor, "take", version.owed)  # whoever may have the file may be told what stands in it
    found = replace(so_far, newest=newest.number, fits=code != "changed", resaved=code == "resaved")
    if seen:
        found = replace(found, version=version, kept=condition_of(version).value, taken_out=marks_of(version))
    if newest.number > version.number and code != "changed":
        found = replace(found, code="superseded")
    against = newest if found.code == "superseded" else version
    if not took or here is None or found.code not in ("changed", "superseded"):
        return replace(found, others=found.code == "changed" and not found.differs)
    was = _contents_of(against)
    if was is None:
        return replace(found, others=found.code == "changed" and not found.differs)
    labels = {line.address: line.asked.label for line in kept.load(against.content).lines.values()}
    cells = [Differs(cell, labels.get(cell, ""), before, now) for cell, before, now in differences(was, here)]
    added = tuple(sheet for sheet in here.sheets if sheet not in was.sheets)
    return replace(
        found, differs=tuple(cells[:SHOWN]), more=max(0, len(cells) - SHOWN), others=found.code == "changed" and not cells,
        added_sheets=added,
    )  # fmt: skip


def _nearest(actor: Actor, here: Contents) -> Version | None:
    """The version whose report has its title in the file and that differs in the fewest cells; None where all differ widely."""
    texts = set(islice(here.cells.values(), HEAD)) | set(here.sheets)
    rounds = _known().filter(owed__round__title__in=texts) | _known().filter(owed__round__file_name__in=texts)
    found = []
    for version in rounds.order_by("-signed_at")[:NEAR]:
        if rights.may(actor, "see_round", version.owed.round) and (was := _contents_of(version)) is not None:
            found.append((sum(1 for _ in differences(was, here)), len(was.cells), version))
    best = min(found, key=lambda one: (one[0], -one[2].number), default=None)
    return best[2] if best is not None and best[0] <= ALIKE * best[1] else None


def _known() -> Any:
    return Version.objects.select_related("owed__area", "owed__round__area", "signed_by__person")


def _contents(data: bytes, name: str) -> Contents | None:
    """What stands in a file that somebody brought; None where it cannot be read as a form."""
    try:
        return contents_of(read_safely(data, name))
    except FormError:
        return None


def _contents_of(version: Version) -> Contents | None:
    try:
        return _contents(kept.load_file(version.stored), version.file_name)
    except (Refusal, SealError, OSError):  # taken out, or altered
        return None


def _all(here: Contents | None) -> dict[str, str]:
    return {**here.cells, **{cell: told for cell, told in here.formulas.items() if told}} if here else {}


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
    marks: Iterable[dict[str, Any]] = [*version.taken_out, *(version.picture.taken_out if version.picture else ())]
    told = [{name: mark[name] for name in ("on", "ground", "basis")} for mark in marks]
    return tuple({(one["on"], one["basis"]): one for one in told}.values())
