"""Many forms for many places: a catalogue of kinds counted in one pass, files by the thousand, and again only what a change touches.

>>> from datetime import date
>>> from qingzhuang.tally import Dataset, Scope, parse
>>> from qingzhuang.formfill.many.catalogue import Catalogue
>>> Catalogue.of(()).count(Dataset.of({"person": {"id": ["1"], "area": ["990101001001"]}}), Scope("", date(2025, 12, 31))).labels
()
"""

from __future__ import annotations

from qingzhuang.formfill.many.catalogue import Catalogue, Changed
from qingzhuang.formfill.many.recipe import Recipe, recipe
from qingzhuang.formfill.many.writing import Done, files_of, write_all

__all__ = ["Catalogue", "Changed", "Done", "Recipe", "files_of", "recipe", "write_all"]
