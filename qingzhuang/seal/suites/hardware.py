"""A P-256 key in a token (PKCS#11): it is made there, signs there and never leaves. Needs `pip install 'qingzhuang[hsm]'`."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from qingzhuang.seal.errors import KeyFault, TokenSilent
from qingzhuang.seal.suites.p256 import P256


class TokenKey:
    """A key in a token. One session is kept open; a lost one is opened again once."""

    suite = P256()

    def __init__(self, module: str, token: str, label: str, pin: str) -> None:
        """Raises TokenSilent where module, token, PIN or key are not to be had."""
        self._where = (module, token, label, pin)
        self._lock = threading.Lock()
        self._key = self._found()
        self.point = _point(self._public())

    @classmethod
    def made(cls, module: str, token: str, label: str, pin: str) -> TokenKey:
        """A new key pair in the token, under a label that no key there has yet."""
        session = _session(module, token, pin)
        import pkcs11
        from pkcs11.util.ec import encode_named_curve_parameters

        with _in_words(label):
            if list(session.get_objects({pkcs11.Attribute.LABEL: label})):
                raise KeyFault(f"the token {token} has a key called {label} already")
            curve = {pkcs11.Attribute.EC_PARAMS: encode_named_curve_parameters("secp256r1")}
            parameters = session.create_domain_parameters(pkcs11.KeyType.EC, curve, local=True)
            parameters.generate_keypair(store=True, label=label)
        return cls(module, token, label, pin)

    def sign(self, message: bytes) -> bytes:
        import pkcs11

        digest = self.suite.digest(message)
        with self._lock, _in_words(self._where[2]):
            try:
                return bytes(self._key.sign(digest, mechanism=pkcs11.Mechanism.ECDSA))
            except pkcs11.PKCS11Error:
                self._key = self._found()
                return bytes(self._key.sign(digest, mechanism=pkcs11.Mechanism.ECDSA))

    def _found(self) -> Any:
        import pkcs11

        module, token, label, pin = self._where
        session = _session(module, token, pin)
        with _in_words(label):
            self._session = session
            return session.get_key(label=label, object_class=pkcs11.ObjectClass.PRIVATE_KEY)

    def _public(self) -> bytes:
        import pkcs11

        with _in_words(self._where[2]):
            key = self._session.get_key(label=self._where[2], object_class=pkcs11.ObjectClass.PUBLIC_KEY)
            return bytes(key[pkcs11.Attribute.EC_POINT])


def _session(module: str, token: str, pin: str) -> Any:
    try:
        import pkcs11
    except ImportError as missing:
        raise TokenSilent("keys in tokens need: pip install 'qingzhuang[hsm]'") from missing
    with _in_words(token):
        found = pkcs11.lib(module).get_token(token_label=token)
        try:
            return found.open(user_pin=pin, rw=True)
        except pkcs11.UserAlreadyLoggedIn:
            return found.open(rw=True)


@contextmanager
def _in_words(what: str) -> Iterator[None]:
    """Faults of the token as TokenSilent with a sentence."""
    import pkcs11

    try:
        yield
    except (pkcs11.PKCS11Error, RuntimeError, OSError) as fault:
        name = type(fault).__name__
        raise TokenSilent(f"the token does not answer for “{what}” ({name}): is it plugged in, and the PIN right?") from fault


def _point(encoded: bytes) -> bytes:
    """The bare point: tokens give it wrapped as an octet string."""
    if len(encoded) == 67 and encoded[:2] == b"\x04\x41":
        encoded = encoded[2:]
    if len(encoded) != 65 or encoded[0] != 4:
        raise KeyFault("the key in the token is none of P-256")
    return encoded
