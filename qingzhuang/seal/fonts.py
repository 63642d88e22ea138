"""Fonts with Chinese signs on this machine: found once a process, never brought along."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

import typst

from qingzhuang.seal.errors import FontMissing

FOLDERS = (
    "/usr/share/fonts/opentype/noto",
    "/usr/share/fonts/noto-cjk",
    "/usr/share/fonts/google-noto-serif-cjk-fonts",
    "/usr/share/fonts/opentype/source-han-serif",
    "/usr/local/share/fonts",
    "C:/Windows/Fonts",
)
# language → families, the first that is there is used; the others stand in for a sign that it lacks
FAMILIES = {
    "zh-hans": ("Noto Serif CJK SC", "Source Han Serif SC", "FangSong", "SimSun"),
    "zh-hant": ("Noto Serif CJK TC", "Source Han Serif TC", "Noto Serif CJK SC", "SimSun"),
    "en": ("Noto Serif CJK SC", "Source Han Serif SC", "SimSun"),
}


class Fonts:
    """The fonts that papers are set with. `folders` are looked into besides those of `QINGZHUANG_FONTS` and the system."""

    def __init__(self, folders: tuple[str, ...]) -> None:
        there = [folder for folder in folders if folder and Path(folder).is_dir()]
        self.loaded = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(there))
        self.families = tuple(self.loaded.families())
        self._of = {language: tuple(f for f in wanted if f in self.families) for language, wanted in FAMILIES.items()}
        if not all(self._of.values()):
            raise FontMissing(
                "No font with Chinese signs was found. Install one and try again: apt-get install fonts-noto-cjk; "
                "or name its folder with QINGZHUANG_FONTS."
            )

    def of(self, language: str) -> tuple[str, ...]:
        """Families for a language, best first; any other that was brought with QINGZHUANG_FONTS stands in at the end."""
        first = self._of[language]
        own = tuple(family for family in self.families if family not in first and not family.startswith("Noto "))
        return (*first, *own)


@lru_cache(maxsize=4)
def fonts(extra: str | None = None) -> Fonts:
    """The fonts of this process; raises FontMissing where there are none.

    `extra`: folders with a colon between, by default those of the environment's QINGZHUANG_FONTS.
    """
    named = os.environ.get("QINGZHUANG_FONTS", "") if extra is None else extra
    return Fonts((*named.split(os.pathsep), *FOLDERS))
