"""Layout: which cell of a form is a title, a heading, a blank, a total, a note."""

from qingzhuang.formfill.layout.model import Laid
from qingzhuang.formfill.layout.sheet import lay_out

__all__ = ["Laid", "lay_out"]
