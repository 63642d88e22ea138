"""A committee with a key, and a woman whom the ledger knows."""

from qingzhuang.site.certificates.tests.conftest import ask, authority, data_folder, make, signing, today, woman

__all__ = ["ask", "authority", "data_folder", "make", "signing", "today", "woman"]
