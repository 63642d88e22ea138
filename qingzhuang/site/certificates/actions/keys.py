"""Keys of committees: brought locked by a passphrase from the ceremony, sealed at once; whom a checker believes."""

from __future__ import annotations

import json

from django.db import transaction
from django.utils import timezone

from qingzhuang.seal import KeyFault, TokenSilent
from qingzhuang.site.accounts.queries import Actor, Area
from qingzhuang.site.audit import actions as audit
from qingzhuang.site.certificates import errors, signing
from qingzhuang.site.certificates.models import SigningKey, TrustFile
from qingzhuang.site.ledger.queries import known as ledger


@transaction.atomic
def bring_locked_key(actor: Actor | None, *, locked: bytes, passphrase: str, trust: bytes) -> str:
    """A key file and a trust file as `qingzhuang keys` writes them; returns the name of the committee. Raises Refusal.

    A file that only says in which token the key lies needs no passphrase: the PIN is where the settings say.
    """
    from qingzhuang.seal.key_file import in_token, packed, unlocked

    try:
        data = locked if in_token(locked) else packed(unlocked(locked, passphrase))
        key, token = signing.opened(data), str(json.loads(trust)["trust"])
    except TokenSilent as fault:
        raise errors.no_token(str(fault)) from fault
    except (KeyFault, ValueError, KeyError, TypeError) as fault:
        raise errors.bad_key(str(fault)) from fault
    area = Area.objects.filter(code=key.issuer_id).first()
    if area is None:
        raise errors.bad_key(key.issuer_id)
    bring_trust(actor, token=token)
    bring_key(actor, area=area, packed=data)
    return key.issuer_name


@transaction.atomic
def bring_trust(actor: Actor | None, *, token: str) -> None:
    """The trust file as the root key signed it; a later one must be of the same root, and not older."""
    from qingzhuang.seal.trust import bundle, opened

    try:
        found = opened(bundle(token))
    except KeyFault as fault:
        raise errors.bad_key(str(fault)) from fault
    last = TrustFile.objects.order_by("-pk").first()
    if last is not None:
        before = opened(bundle(last.token))
        if before.fingerprint != found.fingerprint or before.made > found.made:
            raise errors.bad_key(found.fingerprint[:19])
        if last.token == token:
            return
    TrustFile.objects.create(token=token, brought_at=timezone.now())
    audit.record(actor and actor.person, deed="trust.brought", keys=len(found.keys))


@transaction.atomic
def bring_key(actor: Actor | None, *, area: Area, packed: bytes) -> None:
    """A committee's key, as `seal.key_file.packed` or `token_file` gives it; it signs from now on, if the trust file knows it."""
    try:
        key = signing.opened(packed)
    except TokenSilent as fault:
        raise errors.no_token(str(fault)) from fault
    except KeyFault as fault:
        raise errors.bad_key(str(fault)) from fault
    if key.issuer_id != area.code:
        raise errors.bad_key(f"{key.issuer_id} is not {area.code}")
    SigningKey.objects.get_or_create(
        kid=key.kid.hex(), defaults={"area": area, "packed": ledger.seal_bytes(packed), "brought_at": timezone.now()}
    )
    audit.record(actor and actor.person, deed="key.brought", area=area.code, subject=f"key:{key.kid.hex()}")
