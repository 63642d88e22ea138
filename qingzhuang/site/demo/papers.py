"""Keys of the made-up committees, and a few papers, so that the register of the demo is not empty."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid5

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from qingzhuang.site.accounts.queries import Actor, Area, Level, Role
from qingzhuang.site.certificates import actions
from qingzhuang.site.certificates import queries as certificates
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.ledger import queries as ledger

SPACE = UUID("0d0c1f0e-7c55-4f1b-8f0b-5b5f5a3f9a01")
# what, for which body, its name: as people of a community ask
ASKED = (
    ("marriage", "bank", "和风市商业银行"), ("residence", "school", "晴川小学"), ("property", "bank", "和风市商业银行"),
    ("residence", "utility", "和风燃气"), ("residence", "police", ""), ("lost-papers", "bank", "农村信用社"), ("residence", "bank", "农村信用社"),
)  # fmt: skip


def make_papers(passphrase: str, say: Callable[[str], None]) -> None:
    """Once: the ceremony, a key for each community, some papers of the first. Its root lies locked in the data folder."""
    from qingzhuang.seal.authority import add_issuer, ceremony
    from qingzhuang.seal.key_file import locked, packed

    root = Path(settings.DATA) / "keys" / "demo-root.key"
    if root.exists():
        return
    say("making keys for its committees")
    now = timezone.now()
    authority = ceremony("轻装区（虚构）", now)
    with transaction.atomic():
        keys = []
        for area in Area.objects.filter(level=Level.COMMUNITY.value):
            key, authority = add_issuer(authority, area.code, certificates.committee_of(area), now)
            keys.append((area, packed(key)))
        actions.bring_trust(None, token=authority.token())
        for area, data in keys:
            actions.bring_key(None, area=area, packed=data)
    root.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    root.write_bytes(locked(authority.root, passphrase))
    root.chmod(0o600)
    _ask_for_some()


def _ask_for_some() -> None:
    """What residents of the first community came for."""
    actor = Actor.objects.filter(role=Role.WORKER.value).select_related("area", "person").order_by("pk").first()
    if actor is None:
        return
    people = ledger.records_in_for(actor, "person", states=("present",)).order_by("pk")[: len(ASKED) * 3 : 3]
    for number, (record, (what, body, name)) in enumerate(zip(people, ASKED, strict=False)):
        try:
            wish = actions.Wish(what, body, name, confirmed=("address",))
            made = actions.ask(actor, key=uuid5(SPACE, str(number)), wish=wish, record=record)
            if made.stage == certificates.Stage.READY:
                actions.issue(actor, application=made)
        except Refusal:
            continue
