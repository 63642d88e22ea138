"""Columns of Parquet files that only the holder of the key file can read (Parquet modular encryption, AES-GCM).

Each column has a key of its own, each file others; they lie in the file, wrapped by a key that is sealed with the ring. The
footer, the names of columns and all other columns stay open to any Parquet reader.

    pq.write_table(table, path, encryption_properties=locking(ring, ["id_number"]))
    pq.ParquetFile(path, decryption_properties=unlocking(ring)())
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import pyarrow.parquet.encryption as pe

from qingzhuang.seal.keys import Keyring

MASTER = "ledger"
DECRYPTION = pe.DecryptionConfiguration()


class _Ring(pe.KmsClient):  # type: ignore[misc]
    """The key file in the part of a key service."""

    def __init__(self, ring: Keyring) -> None:
        super().__init__()
        self.ring = ring

    def wrap_key(self, key_bytes: bytes, master_key_identifier: str) -> str:
        return self.ring.seal(base64.b64encode(key_bytes).decode("ascii"))

    def unwrap_key(self, wrapped_key: str, master_key_identifier: str) -> bytes:
        return base64.b64decode(self.ring.open(wrapped_key if isinstance(wrapped_key, str) else wrapped_key.decode("ascii")))


@lru_cache(maxsize=4)
def _factory(ring: Keyring) -> pe.CryptoFactory:
    return pe.CryptoFactory(lambda _connection: _Ring(ring))


def _connection(ring: Keyring) -> Any:
    """Arrow keeps unwrapped keys by the token for the whole process: another ring must not find them."""
    return pe.KmsConnectionConfig(key_access_token=ring.digest(MASTER))


def locking(ring: Keyring, columns: Sequence[str]) -> Any:
    """What pyarrow needs to write these columns encrypted (`encryption_properties` of one file); None where there are none."""
    if not columns:
        return None
    configuration = pe.EncryptionConfiguration(
        footer_key=MASTER, column_keys={MASTER: list(columns)}, plaintext_footer=True, data_key_length_bits=256
    )
    return _factory(ring).file_encryption_properties(_connection(ring), configuration)


@lru_cache(maxsize=4)
def unlocking(ring: Keyring) -> Callable[[], Any]:
    """What pyarrow needs to read such files: call it once for each file (`decryption_properties`).

    The same for the same ring, so that readers can keep what they read by it.
    """
    factory, connection = _factory(ring), _connection(ring)
    return lambda: factory.file_decryption_properties(connection, DECRYPTION)
