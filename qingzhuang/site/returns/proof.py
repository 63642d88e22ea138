"""The manifest of a version: what its file is, what each number asked, and by which seal it is held; signed by this installation."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from qingzhuang.formfill.contents import contents_of
from qingzhuang.formfill.read import read
from qingzhuang.seal.beside import KIND, is_whole
from qingzhuang.seal.manifests import Signer, canonical, digest_of, sealed
from qingzhuang.site.ledger import queries as ledger
from qingzhuang.site.returns.filling import Made
from qingzhuang.site.returns.models import Return, Version

MOST_NUMBERS = 2000


def signer() -> Signer:
    """The key of this installation, made of the keys of the ledger: whoever keeps a copy of those has it too."""
    return Signer.of_seed(ledger.keyring().derived("manifests"))


def body(
    owed: Return, made: Made, *, data: bytes, name: str, picture: Any, explained: list[Any], before: Version | None
) -> dict[str, Any]:
    """What is sealed: the file, the form, the facts it was filled from, the plan, the explanations, and the parts of a roll-up."""
    asked_in = owed.round
    first, last = asked_in.period
    return {
        "kind": KIND,
        "format": 2,
        "number": before.number + 1 if before else 1,
        "place": {"code": owed.area.code, "name": owed.area.name},
        "file": {"name": name, "sha256": digest_of(data), "size": len(data), "values": contents_of(read(data, name)).digest},
        "form": {"title": asked_in.title, "sha256": asked_in.sha256, "fingerprint": asked_in.fingerprint},
        "as_of": asked_in.as_of.isoformat(),
        "period": [first.isoformat(), last.isoformat()] if first and last else None,
        "facts": picture.digest if picture else None,
        "content": digest_of(canonical(made.content.as_json())),
        "explanations": digest_of(canonical([list(one) for one in explained])),
        "parts": [{"code": p.owed.area.code, "number": p.number, "seal": p.seal} for p in made.parts],
        "numbers": _numbers(made),
        "signed_at": timezone.now().isoformat(timespec="seconds"),
    }


def _numbers(made: Made) -> list[dict[str, Any]]:
    """Each figure with its question; facts of people stay in the file."""
    by = {(one["table"], one["key"]): one["definitions"] for one in made.content.answers}
    return [
        {
            "cell": line.address, "label": line.asked.label, "question": line.asked.words, "value": line.value,
            "area": line.asked.area, "day": line.asked.day.isoformat(), "definitions": by.get((line.asked.table, line.asked.key), []),
        }
        for line in list(made.content.figures())[:MOST_NUMBERS]
    ]  # fmt: skip


def sealed_manifest(told: dict[str, Any], previous: str) -> tuple[dict[str, Any], str]:
    """The manifest with its seal and signature."""
    seal = sealed(told, previous)
    return signer().signed({**told, "previous": previous, "seal": seal}), seal


def is_own(manifest: dict[str, Any]) -> bool:
    """Whether a manifest is as this installation signed it, and its seal fits what it says."""
    return is_whole(manifest, signer().public)
