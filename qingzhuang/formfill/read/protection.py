"""Files that are encrypted with the password that Excel itself knows: they open without asking, so they open here."""

from __future__ import annotations

import io

from qingzhuang.formfill.errors import FormError

# Excel writes it where only the structure of a workbook is protected ([MS-OFFCRYPTO] 2.2, "default password")
DEFAULT_PASSWORD = "VelvetSweatshop"


def opened_by_default(data: bytes, error: FormError) -> bytes:
    """The file without its encryption; raises `error` again where it has a password of its own."""
    import msoffcrypto  # loads a cryptography library that few files need

    out = io.BytesIO()
    try:
        document = msoffcrypto.OfficeFile(io.BytesIO(data))
        document.load_key(password=DEFAULT_PASSWORD)
        document.decrypt(out)
    except Exception:  # wrong password, unknown method, damaged file: all the same to the reader
        raise error from None
    return out.getvalue()
