"""Engine: sealing. The only place with cryptography: values that must not lie open on a disk, and digests to find them by."""

from qingzhuang.seal.errors import SealError
from qingzhuang.seal.keys import Keyring
from qingzhuang.seal.locks import lock, unlock
from qingzhuang.seal.values import is_sealed

__all__ = ["Keyring", "SealError", "is_sealed", "lock", "unlock"]
