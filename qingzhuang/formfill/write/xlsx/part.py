"""A changed XML part as bytes."""

from __future__ import annotations

from lxml import etree

from qingzhuang.formfill.read.xml import Element


def serialised(root: Element) -> bytes:
    """The part as bytes in UTF-8, with its declaration."""
    tree = root.getroottree()
    text = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=bool(tree.docinfo.standalone))
    return text if isinstance(text, bytes) else text.encode()
