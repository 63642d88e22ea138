"""Parse XML of unknown origin: no outside entities, no network, no expansion, bounded depth."""

from __future__ import annotations

from lxml import etree

from qingzhuang.formfill.errors import refusal

Element = etree._Element
_DECLARATIONS = tuple(
    mark.encode(encoding) for mark in ("<!DOCTYPE", "<!ENTITY") for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)


def parse(data: bytes) -> Element:
    """The root element of an XML part; a document type declaration is refused, office files never have one."""
    if any(mark in data for mark in _DECLARATIONS):
        raise refusal("unsafe_xml")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, collect_ids=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if getattr(error, "code", 0) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise refusal("too_slow", "读取时内存超过了限度。") from error
        raise refusal("damaged", "文件内部的内容不完整或格式不对。") from error
    if root.getroottree().docinfo.internalDTD is not None:  # in another encoding still
        raise refusal("unsafe_xml")
    return root


def local(element: Element) -> str:
    """Tag without its namespace; empty for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def namespace(element: Element) -> str:
    """The namespace of the element in braces, ready to be put before a tag: strict and transitional files differ in it."""
    tag = element.tag
    return tag[: tag.index("}") + 1] if isinstance(tag, str) and tag.startswith("{") else ""


def children(element: Element | None, name: str) -> list[Element]:
    """Direct children with this tag, whatever their namespace."""
    return [] if element is None else [child for child in element if local(child) == name]


def child(element: Element | None, name: str) -> Element | None:
    """The first direct child with this tag, whatever its namespace."""
    if element is not None:
        for found in element:
            if local(found) == name:
                return found
    return None


def attribute(element: Element, name: str) -> str | None:
    """An attribute by its name without namespace (`r:id` differs in namespace between strict and transitional)."""
    direct = element.get(name)
    if direct is not None:
        return direct
    for key, value in element.attrib.items():
        if str(key).endswith("}" + name):
            return str(value)
    return None
