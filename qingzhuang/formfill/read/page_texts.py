"""Texts that print above and below every page: some forms have their title there and not on the sheet."""

from __future__ import annotations

import re

# &C centre, &"font,style", &12 size, &K colour; the rest are pictures and looks
_LOOK = re.compile(r'&"[^"]*"|&K[0-9A-Fa-f]{6}|&[0-9]{1,3}|&[BIUESXYGHO]', re.IGNORECASE)
_LIVE = re.compile(r"&[PNDTFZA]", re.IGNORECASE)  # page, pages, day, time, file, folder, sheet
_SIDE = re.compile(r"&[LCR]", re.IGNORECASE)


def page_texts(*codes: str) -> tuple[str, ...]:
    """The printed texts of header or footer codes, left, centre and right apart; those that only count pages are left out.

    >>> page_texts('&L&"宋体"&12单位：&C花名册&R第&P页')
    ('单位：', '花名册')
    """
    found: list[str] = []
    for code in codes:
        for part in _SIDE.split(_LOOK.sub("", code[:2000])):
            text = part.replace("&&", "&").strip()
            if text and not _LIVE.search(part) and text not in found:
                found.append(text)
    return tuple(found)
