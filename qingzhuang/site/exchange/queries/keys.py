"""The keys of senders, as digests."""

from __future__ import annotations

from collections.abc import Iterable

from qingzhuang.site.accounts.queries import Area
from qingzhuang.site.exchange.models import SenderKey
from qingzhuang.site.ledger import queries as ledger

AT_ONCE = 900


def key_digest(sender: str, entity: str, key: str) -> str:
    """A key of a sender as it is kept. Keys are unique per entity: a person and a household may have the same."""
    return ledger.keyring().digest(f"{sender}\n{entity}\n{key}")


def known_keys(area: Area, sender: str, digests: Iterable[str]) -> dict[str, int]:
    """Digest → number of the record that the sender means by it."""
    wanted = sorted(set(digests))
    found: dict[str, int] = {}
    for start in range(0, len(wanted), AT_ONCE):
        asked = SenderKey.objects.filter(area=area, sender=sender, digest__in=wanted[start : start + AT_ONCE])
        found |= dict(asked.values_list("digest", "record_id"))
    return found
